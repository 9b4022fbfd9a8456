import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { dateTime } from '@/i18n/i18n';
import type { ElementData } from './document';

/** Commits that changed an element; each leads to what it changed, and to the model as it was then. */
export function History({ commits }: { commits: ElementData['history']['nodes'] }) {
  const { t, i18n } = useTranslation();
  const { name } = useModel();
  if (commits.length === 0) return <p className="quiet">{t('element.noHistory')}</p>;
  return (
    <ol className="plain">
      {commits.map(({ revision, parents, author, time, title, message }) => {
        const before = parents[0];
        return (
          <li key={revision}>
            {before ? (
              <Link
                to={'/m/$model/compare' as '/m/$model'}
                params={{ model: name }}
                search={{ before, after: revision } as object}
                title={message}
              >
                {title}
              </Link>
            ) : (
              <span title={message}>{title}</span>
            )}
            <p className="quiet commit-line">
              <bdi>{author}</bdi> · {dateTime(i18n.language, time)} ·{' '}
              <Link to="." search={(old) => ({ ...old, at: revision })}>
                {t('element.asItWas')}
              </Link>
            </p>
          </li>
        );
      })}
    </ol>
  );
}
