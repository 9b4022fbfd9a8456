import { Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import type { Head } from './cells';
import { ChoicesDialog } from './ChoicesDialog';
import { MatrixGrid } from './Grid';
import { Presets } from './Presets';
import type { MatrixWords } from './queries';
import { TooLarge } from './TooLarge';
import { Tools } from './Tools';
import { useCells } from './useCells';
import { type Matrix, kindsIn, useMatrix } from './useMatrix';
import '@/parts/heat.css';
import './matrices.css';

const route = getRouteApi('/m/$model/matrix');

/** What relates elements of one kind to those of another; the index where no kinds are named. */
export function MatrixScreen() {
  const { rows, columns } = route.useSearch();
  return rows && columns ? <MatrixPage key={`${rows} ${columns}`} /> : <Presets />;
}

function MatrixPage() {
  const { at } = useModel();
  const search = route.useSearch();
  const matrix = useMatrix(search);
  if (matrix.words) return <ShownMatrix matrix={matrix} words={matrix.words.model.metamodel} />;
  if (!matrix.error) return <Loading />;
  return <Trouble error={matrix.error} onRetry={() => location.reload()} at={at} />;
}

function ShownMatrix({ matrix, words: { kinds, relations } }: { matrix: Matrix; words: MatrixWords }) {
  const { t } = useTranslation();
  const { isEditable, at } = useModel();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [cell, setCell] = useState<[Head, Head] | null>(null);
  const { shows } = matrix;
  const choose = (row: Head, column: Head) => setCell([row, column]);
  const { labels, signs, sign, marksOf, setRelation, setLetters, cycle, inRows } = useCells(
    matrix,
    relations,
    choose,
  );
  const nameOf = (ids: string | undefined) =>
    kindsIn(ids)
      .map((id) => kinds.find(({ kindId }) => kindId === id)?.label ?? id)
      .join(', ');
  const title = `${nameOf(search.rows)} × ${nameOf(search.columns)}`;
  const open = (sel: string) => void navigate({ to: '.', search: (old) => ({ ...old, sel }) });
  return (
    <div className="screen matrix-screen">
      <Breadcrumb parts={[t('nav.matrices'), title]} />
      <Title order={1} size="h3">
        {title}
      </Title>
      <Tools matrix={matrix} kinds={kinds} inRows={inRows} />
      {matrix.error && <Trouble error={matrix.error} onRetry={() => location.reload()} at={at} />}
      {matrix.unknown.length > 0 && (
        <p role="status">{t('catalog.noKind', { kind: matrix.unknown.join(', ') })}</p>
      )}
      {matrix.isLoading && !matrix.error && <Loading />}
      {matrix.isEmpty && <p role="status">{t('matrix.empty')}</p>}
      {matrix.isTooLarge && <TooLarge matrix={matrix} labels={labels} />}
      {matrix.rows.length > 0 && matrix.columns.length > 0 ? (
        <>
          <MatrixGrid
            matrix={matrix}
            label={title}
            corner={`${nameOf(search.rows)} \\ ${nameOf(search.columns)}`}
            isEditable={isEditable}
            sign={sign}
            onCycle={cycle}
            onChoose={choose}
            onOpen={open}
          />
          <p className="quiet matrix-key">
            {shows === 'relations'
              ? [...signs].map(([label, text]) => `${text} = ${label}`).join(' · ')
              : [...(shows === 'raci' ? 'RACI' : 'CRUD')]
                  .map((letter) => `${letter} = ${t(`matrix.${shows}.${letter}`)}`)
                  .join(' · ')}
          </p>
        </>
      ) : (
        !matrix.isLoading &&
        !matrix.isTooLarge &&
        !matrix.isEmpty &&
        matrix.unknown.length === 0 && <p role="status">{t('matrix.noRelations')}</p>
      )}
      {cell && (
        <ChoicesDialog
          row={cell[0]}
          column={cell[1]}
          marks={marksOf(...cell)}
          choices={matrix.allChoices(...cell)}
          shows={shows}
          words={relations}
          isEditable={isEditable}
          onRelation={(choice) => {
            setRelation(...cell, choice);
            setCell(null);
          }}
          onLetters={(letters) => {
            setLetters(...cell, letters);
            setCell(null);
          }}
          onClose={() => setCell(null)}
        />
      )}
    </div>
  );
}
