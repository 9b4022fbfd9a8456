import { Badge, SegmentedControl, Title } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { dateTime } from '@/i18n/i18n';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { Graph } from './Graph';
import './history.css';
import { rowsOf } from './lanes';
import { Mentions } from './Mentions';
import type { CommitData } from './queries';
import { type Lines, useCommits } from './useCommits';

const HEIGHT = 52;
const route = getRouteApi('/m/$model/history');

/** Who changed the model, when and why, with how branches came together. */
export function HistoryScreen() {
  const { t } = useTranslation();
  const { name, revision, branches, tags, branch, at } = useModel();
  const { lines: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const isOnServer = branches.some((one) => one.name === branch);
  const own: Lines = branch && isOnServer ? { branch } : 'past';
  const lines: Lines = asked === 'all' ? 'all' : own;
  const heads = lines === 'all' ? branches.map((one) => one.revision).join(' ') : '';
  const { commits, total, error, isLoading, more, retry } = useCommits(name, revision, lines, heads);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(commits), [commits]);
  const width = Math.max(1, ...rows.map((row) => row.width));
  const refs = useMemo(() => {
    const found = new Map<string, { name: string; isTag: boolean }[]>();
    for (const ref of branches)
      found.set(ref.revision, [...(found.get(ref.revision) ?? []), { name: ref.name, isTag: false }]);
    for (const ref of tags)
      found.set(ref.revision, [...(found.get(ref.revision) ?? []), { name: ref.name, isTag: true }]);
    return found;
  }, [branches, tags]);
  const virtual = useVirtualizer({
    count: commits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 10,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= commits.length - 20) more();
  }, [last, commits.length, more]);
  return (
    <div className="screen history">
      <header className="history-head">
        <Title order={1}>
          {lines === 'all' ? t('history.all') : t('history.title', { version: branch ?? at })}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('history.lines')}
          value={lines === 'all' ? 'all' : 'own'}
          onChange={(value) =>
            void navigate({
              search: ({ lines: _lines, ...old }) => (value === 'all' ? { ...old, lines: 'all' } : old),
              replace: true,
            })
          }
          data={[
            { value: 'own', label: t('history.own') },
            { value: 'all', label: t('history.everyBranch') },
          ]}
        />
        <span className="quiet" role="status">
          {total > 0 && t('history.count', { count: total })}
        </span>
        <Link to="/m/$model/branches" params={{ model: name }} search={at ? { at } : {}}>
          {t('versions.title')}
        </Link>
      </header>
      {error && <Trouble error={error} onRetry={retry} />}
      {isLoading && <Loading />}
      <div
        ref={scroller}
        className="history-scroll"
        tabIndex={0}
        role="region"
        aria-label={t('history.commits')}
      >
        <ol style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const commit = commits[index];
            const row = rows[index];
            if (!commit || !row) return null;
            return (
              <li
                key={commit.revision}
                aria-setsize={total}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)`, height: HEIGHT }}
              >
                <Graph row={row} height={HEIGHT} width={width} />
                <CommitRow commit={commit} refs={refs.get(commit.revision) ?? []} />
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

interface RowProps {
  commit: CommitData;
  refs: { name: string; isTag: boolean }[];
}

function CommitRow({ commit, refs }: RowProps) {
  const { t, i18n } = useTranslation();
  const { name: model, at } = useModel();
  const { revision, author, time, title, message, parents } = commit;
  return (
    <div className="commit">
      <div className="commit-line">
        <Link
          to="/m/$model/history/$commit"
          params={{ model, commit: revision }}
          search={at ? { at } : {}}
          title={title}
          className="commit-title"
        >
          {title || t('history.untitled')}
        </Link>
        {refs.slice(0, 6).map(({ name, isTag }) => (
          <Badge key={name} size="sm" variant="default" title={name} className="commit-ref">
            {isTag ? t('history.tag', { name }) : name}
          </Badge>
        ))}
        <Mentions message={message} />
      </div>
      <div className="commit-line commit-small">
        <span>{author}</span>
        <time dateTime={time}>{dateTime(i18n.language, time)}</time>
        <code title={revision}>{revision.slice(0, 7)}</code>
        {parents.length > 1 && <span>{t('history.merge')}</span>}
        {parents[0] && (
          <Link
            to="/m/$model/compare"
            params={{ model }}
            search={{ before: parents[0], after: revision, at: revision }}
            aria-label={t('history.changesOf', { title })}
          >
            {t('history.changes')}
          </Link>
        )}
        <Link
          to="/m/$model"
          params={{ model }}
          search={{ at: revision }}
          aria-label={t('history.thenOf', { title })}
        >
          {t('history.then')}
        </Link>
      </div>
    </div>
  );
}
