import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dateTime } from '@/i18n/i18n';
import type { ElementData } from './document';

/** Commits that changed an element; each leads to the model as it was then. */
export function History({ commits }: { commits: ElementData['history']['nodes'] }) {
  const { t, i18n } = useTranslation();
  if (commits.length === 0) return <p className="quiet">{t('element.noHistory')}</p>;
  return (
    <ol className="plain">
      {commits.map(({ revision, author, time, title }) => (
        <li key={revision}>
          <Link to="." search={(old) => ({ ...old, at: revision })}>
            {title}
          </Link>
          <small>
            {author} · {dateTime(i18n.language, time)}
          </small>
        </li>
      ))}
    </ol>
  );
}
