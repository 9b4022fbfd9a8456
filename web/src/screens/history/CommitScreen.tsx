import { Button, Title } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useDialogs } from '@/app/actions/dialogs';
import { useModel } from '@/app/ModelContext';
import { dateTime } from '@/i18n/i18n';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import '@/screens/compare/compare.css';
import { SummaryTab } from '@/screens/compare/SummaryTab';
import { type Comparison, useComparison } from '@/screens/compare/useComparison';
import { useWords } from '@/screens/compare/useWords';
import './history.css';
import { Mentions } from './Mentions';
import { CommitQuery } from './queries';
import { useRevert } from './useRevert';

const route = getRouteApi('/m/$model/history/$commit');

/** A commit: who, when, why, and what it changed; a place to take it back. */
export function CommitScreen() {
  const { commit: id } = route.useParams();
  const { t, i18n } = useTranslation();
  const { name: model, at, isEditable } = useModel();
  const { revert, isBusy } = useRevert();
  const [{ data, error }, again] = useQuery({ query: CommitQuery, variables: { model, at: id } });
  const commit = data?.model.commit;
  const [parent] = commit?.parents ?? [];
  const { comparison } = useComparison(parent ?? null, commit?.revision ?? null);
  if (error) return <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!commit) return <Loading />;
  const { revision, author, time, title, message, parents } = commit;
  const text = message.slice(title.length).trim();
  return (
    <div className="screen commit-page">
      <Breadcrumb parts={[t('nav.history'), revision.slice(0, 7)]} />
      <Title order={1} size="h2">
        {title || t('history.untitled')}
      </Title>
      <p className="quiet">
        <bdi>{author}</bdi> · <time dateTime={time}>{dateTime(i18n.language, time)}</time> ·{' '}
        <code>{revision}</code> <Mentions message={message} />
      </p>
      {text && <p className="prose">{text.slice(0, 20_000)}</p>}
      <div className="tools">
        {parent && (
          <Link
            to="/m/$model/compare"
            params={{ model }}
            search={{ before: parent, after: revision, at: revision }}
          >
            {t('history.compare')}
          </Link>
        )}
        <Link to="/m/$model" params={{ model }} search={{ at: revision }}>
          {t('history.then')}
        </Link>
        {isEditable && (
          <>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => useDialogs.getState().show({ name: 'branch', act: 'tag', of: revision })}
            >
              {t('branch.tag')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => useDialogs.getState().show({ name: 'branch', act: 'new', of: revision })}
            >
              {t('branch.new')}
            </Button>
            {parent && (
              <Button
                size="compact-sm"
                variant="default"
                loading={isBusy}
                onClick={() => void revert(revision)}
              >
                {t('history.revert')}
              </Button>
            )}
          </>
        )}
      </div>
      <dl className="facts">
        {parents.map((one) => (
          <div key={one}>
            <dt>{t('history.parent')}</dt>
            <dd>
              <Link to="/m/$model/history/$commit" params={{ model, commit: one }} search={at ? { at } : {}}>
                <code>{one.slice(0, 12)}</code>
              </Link>
            </dd>
          </div>
        ))}
      </dl>
      {!parent && <p role="status">{t('history.first')}</p>}
      {parent && !comparison && <Loading />}
      {comparison && <Changes comparison={comparison} />}
    </div>
  );
}

function Changes({ comparison }: { comparison: Comparison }) {
  const navigate = route.useNavigate();
  const words = useWords(comparison.before, comparison.after, comparison.entries);
  const [names] = useState(
    () =>
      new Map(
        comparison.entries.flatMap(
          ({ element }) => element?.views.map(({ viewId, name }) => [viewId, name] as const) ?? [],
        ),
      ),
  );
  const viewName = useCallback((id: string) => names.get(id) ?? id, [names]);
  const select = (element: string) =>
    void navigate({ search: (old) => ({ ...old, sel: element, at: comparison.after }) });
  return <SummaryTab comparison={comparison} words={words} viewName={viewName} onSelect={select} />;
}
