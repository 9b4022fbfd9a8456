import { Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import { number } from '@/i18n/i18n';
import { KindMark } from '@/parts/KindMark';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { CompletenessQuery } from './queries';

const share = (present: number, required: number) =>
  required === 0 ? 100 : Math.round((100 * present) / required);

/** How much of what kinds ask for is there: by kind, and elements that lack most. */
export function Complete() {
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const [{ data, error }, again] = useKept(`${model}/complete`, {
    query: CompletenessQuery,
    variables: { model, at: revision, language: i18n.language },
  });
  if (error && !data) return <Trouble error={error} onRetry={() => again()} />;
  if (!data) return <Loading />;
  const { total, kinds, elements } = data.model.completeness;
  const percent = share(total.present, total.required);
  const sorted = [...kinds].sort(
    (a, b) => share(a.counts.present, a.counts.required) - share(b.counts.present, b.counts.required),
  );
  return (
    <>
      <p>
        {t('health.complete', {
          percent,
          complete: number(i18n.language, total.complete),
          elements: number(i18n.language, total.elements),
        })}
      </p>
      <div className="complete-columns">
        <table className="complete-kinds">
          <caption className="unseen">{t('health.byKind')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('new.kind')}</th>
              <th scope="col">{t('start.elements')}</th>
              <th scope="col">{t('nav.completeness')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ kind, counts }) => {
              const part = share(counts.present, counts.required);
              return (
                <tr key={kind.kindId}>
                  <th scope="row">
                    <KindMark layer={kind.layer} /> {kind.label}
                  </th>
                  <td>{number(i18n.language, counts.elements)}</td>
                  <td>
                    <span className="share">
                      <Progress
                        value={part}
                        size="sm"
                        aria-label={kind.label}
                        color={part === 100 ? 'teal' : 'orange'}
                      />
                      {part}%
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <section aria-label={t('health.lacking')}>
          <h2>{t('health.lacking')}</h2>
          <ul className="plain">
            {elements.nodes.map(({ id, elementId, name, layer, completeness }) => (
              <li key={id}>
                <KindMark layer={layer} />{' '}
                <Link
                  to="/m/$model/e/$element"
                  params={{ model, element: elementId }}
                  search={at ? { at } : {}}
                >
                  {name}
                </Link>{' '}
                <small>{completeness.missing.map(({ label }) => label).join(', ')}</small>
              </li>
            ))}
          </ul>
          {elements.totalCount > elements.nodes.length && (
            <p className="quiet">
              {t('element.moreRelations', { count: elements.totalCount - elements.nodes.length })}
            </p>
          )}
        </section>
      </div>
    </>
  );
}
