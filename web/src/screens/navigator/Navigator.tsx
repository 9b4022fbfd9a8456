import './navigator.css';

import { CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { number } from '@/i18n/i18n';
import { Loading } from '@/parts/Loading';
import { ModelTree } from './ModelTree';
import { FoundQuery } from './queries';
import { GROUPINGS, type Grouping, useGroups } from './useGroups';

/** Pause after a key before the server is asked, in milliseconds. */
const PAUSE = 120;

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
  const [{ data, fetching }] = useQuery({
    query: FoundQuery,
    variables: { model, at: revision, text, language: i18n.language, first: 100, after: null },
  });
  // While it is on its way, the answer to the last question is still there.
  const count = fetching ? undefined : data?.model.page.totalCount;
  const [last, setLast] = useState({ text, count });
  if (count !== undefined && (last.text !== text || last.count !== count)) setLast({ text, count });
  if (last.count === undefined) return <Loading />;
  const found = { text: last.text, count: last.count };
  const group = { id: `found:${last.text}`, name: '', isBare: true, found };
  return (
    <>
      <p role="status" className="quiet tree-total">
        {t('navigator.found', { count: last.count, shown: number(i18n.language, last.count) })}
      </p>
      {last.count === 0 ? (
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
