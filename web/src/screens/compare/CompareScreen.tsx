import { Button, Switch, Tabs, Title } from '@mantine/core';
import { IconArrowsExchange, IconGitMerge } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { useModel } from '@/app/ModelContext';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { useDivergence } from '@/screens/versions/useDivergence';
import { ChecksTab } from './ChecksTab';
import './compare.css';
import { DiagramTab } from './DiagramTab';
import { ElementsTab } from './ElementsTab';
import { FilesTab } from './FilesTab';
import { ImpactTab } from './ImpactTab';
import { type CompareSearch, TABS, type Tab } from './search';
import { SummaryTab } from './SummaryTab';
import { useCompareListener } from './useCompareKeys';
import { useComparison } from './useComparison';
import { useVersion } from './useVersion';
import { useWords } from './useWords';
import { VersionPicker } from './VersionPicker';

const route = getRouteApi('/m/$model/compare');

/** A version as a reader calls it: a hash is cut. */
function short(version: string): string {
  return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version;
}

/** Two versions and what differs: in words, as pictures, as lists. */
export function CompareScreen() {
  const { t } = useTranslation();
  const model = useModel();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  useCompareListener();
  const main = model.branches.find(({ isDefault }) => isDefault)?.name ?? '';
  const before = search.before ?? main;
  const after = search.after ?? model.at ?? main;
  const isBranch = (name: string) => model.branches.some((branch) => branch.name === name);
  const old = useVersion(before);
  const now = useVersion(after);
  // Of two branches, only what the second one brings: what the first gained meanwhile is no change of it.
  const areBranches = before !== after && isBranch(before) && (isBranch(after) || after === model.branch);
  const { divergence, isLoading } = useDivergence(
    model.name,
    areBranches ? (now.revision ?? undefined) : undefined,
    areBranches ? (old.revision ?? undefined) : undefined,
  );
  const behind = divergence?.behind ?? 0;
  const isSince = areBranches && !search.exact && behind > 0 && divergence?.base;
  const from = isSince ? (divergence?.base ?? null) : isLoading ? null : old.revision;
  const { comparison, error, retry } = useComparison(from, now.revision);

  // The frame shows what the comparison ends with, so that the inspector speaks of the same version.
  const wanted = after === main ? undefined : after;
  useEffect(() => {
    if (model.at === wanted) return;
    void navigate({
      search: ({ at: _at, ...rest }) => (wanted ? { ...rest, at: wanted } : rest),
      replace: true,
    });
  }, [model.at, wanted, navigate]);

  const change = useCallback(
    (to: Partial<CompareSearch> & { at?: string | undefined }, replace = true) =>
      void navigate({
        search: (rest) =>
          Object.fromEntries(
            Object.entries({ ...rest, ...to }).filter(([, value]) => value !== undefined),
          ) as typeof rest,
        replace,
      }),
    [navigate],
  );
  const select = useCallback(
    (element: string | null) =>
      void navigate({
        search: ({ sel: _sel, ...rest }) => (element ? { ...rest, sel: element } : rest),
        replace: true,
      }),
    [navigate],
  );
  const wrong = old.error ?? now.error ?? error;
  const names = {
    before: isSince ? `${short(before)}@${from?.slice(0, 7)}` : short(before),
    after: short(after),
  };
  const canMerge = model.isEditable && areBranches && model.branch === after && (divergence?.ahead ?? 0) > 0;
  return (
    <div className="screen compare">
      <header className="compare-head">
        <Title order={1} size="h3">
          {t('compare.title', names)}
        </Title>
        <div className="compare-versions">
          <VersionPicker
            label={t('compare.before')}
            value={before}
            onChange={(to) => change({ before: to, view: undefined }, false)}
          />
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('compare.swap')}
            title={t('compare.swap')}
            onClick={() => change({ before: after, after: before, view: undefined }, false)}
          >
            <IconArrowsExchange size={16} aria-hidden />
          </Button>
          <VersionPicker
            label={t('compare.after')}
            value={after}
            onChange={(to) => change({ after: to, view: undefined }, false)}
          />
          {canMerge && (
            <Button
              size="compact-sm"
              leftSection={<IconGitMerge size={14} aria-hidden />}
              onClick={() => useDialogs.getState().show({ name: 'merge', from: after, into: before })}
            >
              {t('draft.merge', { into: before })}
            </Button>
          )}
        </div>
        {areBranches && behind > 0 && (
          <Switch
            size="xs"
            checked={!search.exact}
            onChange={(event) => change({ exact: event.currentTarget.checked ? undefined : true })}
            label={t('compare.since', { after: short(after), before: short(before), count: behind })}
          />
        )}
      </header>
      {wrong && <Trouble error={wrong} onRetry={retry} />}
      {!wrong && !comparison && <Loading />}
      {comparison && (
        <Body comparison={comparison} search={search} names={names} onSearch={change} onSelect={select} />
      )}
    </div>
  );
}

interface BodyProps {
  comparison: NonNullable<ReturnType<typeof useComparison>['comparison']>;
  search: CompareSearch & { sel?: string };
  names: { before: string; after: string };
  onSearch: (change: Partial<CompareSearch>, replace?: boolean) => void;
  onSelect: (element: string | null) => void;
}

function Body({ comparison, search, names, onSearch, onSelect }: BodyProps) {
  const { t } = useTranslation();
  const { entries, before, after, files } = comparison;
  const words = useWords(before, after, entries);
  const viewNames = useMemo(
    () =>
      new Map(
        entries.flatMap(
          ({ element }) => element?.views.map(({ viewId, name }) => [viewId, name] as const) ?? [],
        ),
      ),
    [entries],
  );
  const viewName = useCallback((id: string) => viewNames.get(id) ?? id, [viewNames]);
  if (entries.length + files.length === 0) return <p role="status">{t('compare.same', names)}</p>;
  const tab = search.tab ?? 'summary';
  const shared = { comparison, words, search, viewName, onSearch, onSelect };
  return (
    <Tabs
      className="compare-tabs"
      value={tab}
      onChange={(value) => onSearch({ tab: value === 'summary' ? undefined : (value as Tab) }, false)}
      keepMounted={false}
    >
      <Tabs.List>
        {TABS.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`compare.tab.${one}`)}
            {one === 'elements' && ` ${entries.length}`}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="summary">
        <SummaryTab {...shared} onDiagram={() => onSearch({ tab: 'diagram' }, false)} />
      </Tabs.Panel>
      <Tabs.Panel value="diagram">
        <DiagramTab {...shared} names={names} />
      </Tabs.Panel>
      <Tabs.Panel value="elements">
        <ElementsTab {...shared} />
      </Tabs.Panel>
      <Tabs.Panel value="files">
        <FilesTab comparison={comparison} search={search} onSearch={onSearch} />
      </Tabs.Panel>
      <Tabs.Panel value="checks">
        <ChecksTab before={before} after={after} onSelect={onSelect} />
      </Tabs.Panel>
      <Tabs.Panel value="impact">
        <ImpactTab comparison={comparison} />
      </Tabs.Panel>
    </Tabs>
  );
}
