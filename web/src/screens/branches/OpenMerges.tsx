import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { OpenMergesQuery } from '@/screens/merge/queries';
import { ago } from './ages';
import { useNow } from './useNow';

/** Merges that somebody began and nobody finished. */
export function OpenMerges() {
  const { t, i18n } = useTranslation();
  const { name: model, at } = useModel();
  const now = useNow(60_000);
  const [{ data }] = useQuery({
    query: OpenMergesQuery,
    variables: { model },
    requestPolicy: 'cache-and-network',
  });
  const merges = data?.openMerges ?? [];
  if (merges.length === 0) return null;
  return (
    <section>
      <h2>{`${t('merge.waiting')} (${merges.length})`}</h2>
      <ul className="plain">
        {merges.slice(0, 50).map(({ id, into, from, createdBy, updated, canFinish, conflicts }) => (
          <li key={id} className="branch">
            <div className="branch-name">
              <Link to="/m/$model/merge/$merge" params={{ model, merge: id }} search={at ? { at } : {}}>
                {t('merge.title', { from, into })}
              </Link>
            </div>
            <div className="branch-facts">
              {canFinish ? t('merge.ready') : t('merge.whyConflicts', { count: conflicts.length })} ·{' '}
              {createdBy} · {ago(i18n.language, updated, Math.max(now, Date.parse(updated)))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
