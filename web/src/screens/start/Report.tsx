import { useTranslation } from 'react-i18next';
import { number } from '@/i18n/i18n';
import type { ResultOf } from '@/graphql/tada';
import { SeverityMark } from '@/parts/SeverityMark';
import type { ImportFile } from './queries';

type Answer = ResultOf<typeof ImportFile>['importFile'];

/** What a file holds, what it would change, and what was left out of it. */
export function Report({ answer }: { answer: Answer }) {
  const { t, i18n } = useTranslation();
  const count = (value: number) => number(i18n.language, value);
  if (answer.__typename === 'CommitStale') return <p role="alert">{answer.reason}</p>;
  if (answer.__typename === 'ImportRefused') {
    const { line, column } = answer;
    const place = line === null ? '' : [line, column].filter((part) => part !== null).join(':');
    return (
      <p role="alert">
        {t('import.refused', { reason: answer.reason })} {place && <code>{place}</code>}
      </p>
    );
  }
  const { format, stats, changes, diagnosticCounts, diagnostics } = answer.report;
  const rows = [
    { label: t('start.elements'), all: stats.elements, ...changes.elements },
    { label: t('start.relations'), all: stats.relationships, ...changes.relations },
    { label: t('start.views'), all: stats.views, ...changes.views },
  ];
  return (
    <>
      <p>{t('import.format', { format })}</p>
      <table className="import-counts">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('import.inFile')}</th>
            <th scope="col">{t('import.added')}</th>
            <th scope="col">{t('import.changed')}</th>
            <th scope="col">{t('import.removed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, all, added, changed, removed }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {[all, added, changed, removed].map((value, index) => (
                <td key={index}>{count(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {diagnostics.totalCount === 0 ? (
        <p role="status">{t('import.nothingLost')}</p>
      ) : (
        <details>
          <summary>
            {t('import.noticed', { count: diagnostics.totalCount })}:{' '}
            {diagnosticCounts.map(({ label, total }) => `${label} (${total})`).join(', ')}
          </summary>
          <ul className="plain">
            {diagnostics.nodes.map(({ code, severity, message, line }, index) => (
              <li key={index}>
                <SeverityMark severity={severity} /> {message} <code>{code}</code>{' '}
                {line > 0 && <small>{t('yaml.line', { line })}</small>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
