import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CombinedError, useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import type { ResultOf, VariablesOf } from '@/graphql/tada';
import { Badge } from '@mantine/core';
import { ChecksQuery } from './queries';

type Finding = ResultOf<typeof ChecksQuery>['model']['diagnostics']['nodes'][number];

/** Findings that are compared at most. */
const MOST = 2000;
const PAGE = 500;

/** What makes a finding the same although lines moved. */
function nameOf({ code, subjectType, subjectId, message, file }: Finding): string {
  return [code, subjectType, subjectId, subjectId ? '' : file, message].join('\n');
}

/** Findings that only one of two commits has. */
function useChecks(before: string, after: string) {
  const client = useClient();
  const { name: model } = useModel();
  const [found, setFound] = useState<{ key: string; fresh: Finding[]; mended: Finding[]; same: number }>();
  const [error, setError] = useState<CombinedError>();
  const key = `${before} ${after}`;
  useEffect(() => {
    let isWanted = true;
    async function all(at: string): Promise<Finding[] | null> {
      const findings: Finding[] = [];
      let cursor: string | null = null;
      do {
        const variables: VariablesOf<typeof ChecksQuery> = { model, at, first: PAGE, after: cursor };
        const { data, error: wrong } = await client.query(ChecksQuery, variables).toPromise();
        if (wrong && isWanted) setError(wrong);
        if (!data) return null;
        const { nodes, pageInfo } = data.model.diagnostics;
        findings.push(...nodes);
        cursor = pageInfo.hasNextPage && findings.length < MOST ? pageInfo.endCursor : null;
      } while (cursor !== null);
      return findings;
    }
    void (async () => {
      const [old, now] = await Promise.all([all(before), all(after)]);
      if (!isWanted || !old || !now) return;
      const had = new Set(old.map(nameOf));
      const has = new Set(now.map(nameOf));
      const fresh = now.filter((one) => !had.has(nameOf(one)));
      const mended = old.filter((one) => !has.has(nameOf(one)));
      setFound({ key, fresh, mended, same: now.length - fresh.length });
    })();
    return () => {
      isWanted = false;
    };
  }, [client, model, before, after, key]);
  return { found: found?.key === key ? found : undefined, error };
}

interface Props {
  before: string;
  after: string;
  onSelect: (element: string) => void;
}

/** What rules find after and did not find before, and the other way round. */
export function ChecksTab({ before, after, onSelect }: Props) {
  const { t } = useTranslation();
  const { found, error } = useChecks(before, after);
  if (error) return <Trouble error={error} onRetry={() => window.location.reload()} />;
  if (!found) return <Loading />;
  return (
    <div className="compare-summary">
      <p role="status">
        {t('compare.checks', { fresh: found.fresh.length, mended: found.mended.length, same: found.same })}
      </p>
      <Findings title={t('compare.fresh')} findings={found.fresh} onSelect={onSelect} />
      <Findings title={t('compare.mended')} findings={found.mended} onSelect={null} />
    </div>
  );
}

interface FindingsProps {
  title: string;
  findings: readonly Finding[];
  onSelect: ((element: string) => void) | null;
}

function Findings({ title, findings, onSelect }: FindingsProps) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="problems">
        {findings.slice(0, 300).map((finding) => (
          <li key={nameOf(finding)} data-severity={finding.severity}>
            <Badge variant="default">{finding.code}</Badge> {t(`compare.severity.${finding.severity}`)}:{' '}
            <bdi>{finding.message}</bdi>{' '}
            {onSelect && finding.subjectType === 'element' && finding.subjectId && (
              <button type="button" className="link" onClick={() => onSelect(finding.subjectId ?? '')}>
                {finding.subjectId}
              </button>
            )}
            <small>
              <bdi>{finding.help}</bdi> <code>{`${finding.file}:${finding.line}`}</code>
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
