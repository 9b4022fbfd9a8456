import { Button, Title } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { KindsInput } from './KindsInput';
import { PRESETS, searchOf } from './presets';
import { MatrixWordsQuery } from './queries';

/** Matrices that are often asked for, and any other. */
export function Presets() {
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const navigate = useNavigate();
  const [rows, setRows] = useState<string[]>([]);
  const [columns, setColumns] = useState<string[]>([]);
  const [{ data }] = useQuery({
    query: MatrixWordsQuery,
    variables: { model, at: revision, language: i18n.language },
  });
  const counts = new Map(
    data?.model.completeness.kinds.map(({ kind, counts: of }) => [kind.kindId, of.elements]) ?? [],
  );
  const count = (kinds: string[]) => kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
  const version = at ? { at } : {};
  return (
    <div className="screen">
      <Title order={1} size="h3">
        {t('nav.matrices')}
      </Title>
      <ul className="matrix-presets">
        {PRESETS.map((preset) => (
          <li key={preset.id}>
            <Link to="/m/$model/matrix" params={{ model }} search={{ ...version, ...searchOf(preset) }}>
              <strong>{t(`matrix.preset.${preset.id}`)}</strong>
              <small>
                {count(preset.rows)} × {count(preset.columns)}
              </small>
            </Link>
          </li>
        ))}
      </ul>
      <form
        className="tools"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({
            to: '/m/$model/matrix',
            params: { model },
            search: { ...version, rows: rows.join(), columns: columns.join() },
          });
        }}
      >
        <KindsInput
          label={t('matrix.rows')}
          kinds={data?.model.metamodel.kinds ?? []}
          value={rows}
          onChange={setRows}
        />
        <KindsInput
          label={t('matrix.columns')}
          kinds={data?.model.metamodel.kinds ?? []}
          value={columns}
          onChange={setColumns}
        />
        <Button type="submit" disabled={rows.length === 0 || columns.length === 0}>
          {t('matrix.show')}
        </Button>
      </form>
    </div>
  );
}
