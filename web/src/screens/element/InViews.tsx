import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import type { ElementData } from './document';

/** Views that show an element. */
export function InViews({ views }: { views: ElementData['views'] }) {
  const { t } = useTranslation();
  const { name, at } = useModel();
  if (views.length === 0) return <p className="quiet">{t('element.noViews')}</p>;
  return (
    <ul className="plain">
      {views.map((view) => (
        <li key={view.id}>
          <Link to="/m/$model/v/$view" params={{ model: name, view: view.viewId }} search={at ? { at } : {}}>
            {view.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
