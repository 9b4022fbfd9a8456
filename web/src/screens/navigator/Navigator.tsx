import './navigator.css';

import { CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { SearchQuery } from '@/graphql/frame';
import { number } from '@/i18n/i18n';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { ModelTree } from './ModelTree';
import { GROUPINGS, type Grouping, useGroups } from './useGroups';

/** Pause after a key before the server is asked, in milliseconds. */
const PAUSE = 120;
/** More than these are not looked through: one types on. */
const SHOWN = 100;

/** The tree of the model, and search as one types. */
export default function Navigator() {
  const { t } = useTranslation();
  const { by = 'layer' } = useSearch({ from: '/m/$model' });
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), PAUSE);
  const clear = () => setText('');
  return (
    <section className="navigator" aria-label={t('navigator.title')}>
      <TextInput
        size="xs"
        placeholder={t('navigator.search')}
        aria-label={t('navigator.search')}
        data-filter
        value={text}
        maxLength={400}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') clear();
          if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('.navigator .tree')?.focus();
        }}
        rightSection={text && <CloseButton size="sm" aria-label={t('navigator.clear')} onClick={clear} />}
      />
      {asked === '' && (
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('navigator.by')}
          data={GROUPINGS.map((value) => ({ value, label: t(`navigator.${value}`) }))}
          value={by}
          onChange={(value) =>
            void navigate({ to: '.', search: (old) => ({ ...old, by: value as Grouping }), replace: true })
          }
        />
      )}
      {asked === '' ? <Grouped key={by} by={by} /> : <Found text={asked} />}
    </section>
  );
}

function useScreen() {
  const { element, view } = useParams({ strict: false });
  return { isSelecting: view !== undefined, current: element ?? view };
}

function Grouped({ by }: { by: Grouping }) {
  const { t, i18n } = useTranslation();
  const { stats } = useModel();
  const { groups, openFolder } = useGroups(by);
  const screen = useScreen();
  if (!groups) return <Loading />;
  if (groups.length === 0) {
    return <p role="status">{by === 'view' ? t('navigator.noViews') : t('navigator.empty')}</p>;
  }
  return (
    <>
      <ModelTree label={t('navigator.title')} groups={groups} openFolder={openFolder} {...screen} />
      <p className="quiet tree-total">
        {t('navigator.found', {
          count: stats.elements,
          shown: number(i18n.language, stats.elements),
        })}
      </p>
    </>
  );
}

/** What a search finds, best first; the last answer stays until the next one is here. */
function Found({ text }: { text: string }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const screen = useScreen();
  const [{ data, fetching, error }, again] = useQuery({
    query: SearchQuery,
    variables: { model, at: revision, text, language: i18n.language, first: SHOWN },
  });
  const answer = fetching ? undefined : data?.model.search;
  const [last, setLast] = useState({ text, answer });
  if (answer && last.answer !== answer) setLast({ text, answer });
  if (error && !fetching) return <Trouble error={error} onRetry={() => again()} />;
  if (!last.answer) return <Loading />;
  const { totalCount, nodes } = last.answer;
  const group = { id: 'found', name: '', isBare: true, found: { leaves: nodes, revision } };
  return (
    <>
      <p role="status" className="quiet tree-total">
        {t('navigator.found', { count: totalCount, shown: number(i18n.language, totalCount) })}
        {totalCount > SHOWN && ` · ${t('navigator.first', { count: SHOWN })}`}
      </p>
      {totalCount === 0 ? (
        <p>{t('palette.nothing')}</p>
      ) : (
        <ModelTree
          key={last.text}
          label={t('navigator.results')}
          groups={[group]}
          openFolder={() => undefined}
          {...screen}
        />
      )}
    </>
  );
}
