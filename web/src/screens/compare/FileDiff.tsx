import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { type Line, differenceOf, partsOf } from './lines';
import { FileQuery } from './queries';

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;
/** Lines that are drawn; a file that differs more is read elsewhere. */
const MOST = 1000;

interface Props {
  path: string;
  before: string;
  after: string;
}

/** A file line by line: what is gone, what is new, and a little around it. */
export function FileDiff({ path, before, after }: Props) {
  const { t } = useTranslation();
  const { name: model } = useModel();
  const [{ data, error }, again] = useQuery({ query: FileQuery, variables: { model, before, after, path } });
  const [old, now] = [data?.before.document, data?.after.document];
  const lines = useMemo(() => (old || now ? differenceOf(old?.text ?? '', now?.text ?? '') : []), [old, now]);
  const parts = useMemo(() => (lines ? partsOf(lines.slice(0, MOST)) : []), [lines]);
  if (error) return <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!data) return <Loading />;
  if (!old && !now) return <p className="quiet">{t('compare.noText')}</p>;
  if (!lines) return <p className="quiet">{t('compare.longText')}</p>;
  return (
    <div className="file-diff" tabIndex={0} role="region" aria-label={t('compare.textOf', { path })}>
      <table>
        <tbody>
          {parts.map((part, index) =>
            'skipped' in part ? (
              <tr key={index} className="file-skipped">
                <td colSpan={4}>{t('compare.sameLines', { count: part.skipped })}</td>
              </tr>
            ) : (
              part.lines.map((line) => <Row key={`${line.before}:${line.after}`} line={line} />)
            ),
          )}
        </tbody>
      </table>
      {lines.length > MOST && (
        <p className="quiet">{t('compare.moreLines', { count: lines.length - MOST })}</p>
      )}
    </div>
  );
}

function Row({ line: { sort, text, before, after } }: { line: Line }) {
  const { t } = useTranslation();
  return (
    <tr data-sort={sort}>
      <td className="file-number">{before}</td>
      <td className="file-number">{after}</td>
      <td className="file-sign">
        {sort === 'same' ? SIGNS.same : <span aria-label={t(`compare.state-${sort}`)}>{SIGNS[sort]}</span>}
      </td>
      <td className="file-text">
        <bdi>{text.length > 2000 ? `${text.slice(0, 2000)}…` : text}</bdi>
      </td>
    </tr>
  );
}
