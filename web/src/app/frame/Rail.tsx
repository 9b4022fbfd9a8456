import { IconBinaryTree } from '@tabler/icons-react';
import { IconChecklist, IconHeartbeat, IconHistory, IconLayoutGrid } from '@tabler/icons-react';
import { IconLayoutDashboard, IconListDetails, IconPercentage, IconSchema } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionContext } from '@/app/actions/action';
import { serverPage } from '@/app/addresses';

type Icon = ComponentType<{ size: number; 'aria-hidden': true }>;

/** Screens of this application, and pages that the server draws. */
const SCREENS: { to: '/m/$model' | '/m/$model/views'; label: string; icon: Icon }[] = [
  { to: '/m/$model', label: 'nav.model', icon: IconBinaryTree },
  { to: '/m/$model/views', label: 'nav.views', icon: IconLayoutDashboard },
];
const PAGES: { path: string; label: string; icon: Icon }[] = [
  { path: '/zachman', label: 'nav.zachman', icon: IconLayoutGrid },
  { path: '/adm', label: 'nav.adm', icon: IconChecklist },
  { path: '/elements', label: 'nav.catalogs', icon: IconListDetails },
  { path: '/completeness', label: 'nav.completeness', icon: IconPercentage },
  { path: '/history', label: 'nav.history', icon: IconHistory },
  { path: '/metamodel', label: 'nav.metamodel', icon: IconSchema },
  { path: '/problems', label: 'nav.health', icon: IconHeartbeat },
];

/** The left rail: where one can go. Icons alone on narrow screens. */
export function Rail({ context: { model } }: { context: ActionContext }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isViews = /\/(v|views)(\/|$)/.test(pathname.replace(/^\/(app\/)?m\/[^/]+/, ''));
  return (
    <nav className="rail" aria-label={t('frame.navigation')}>
      <ul>
        {SCREENS.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ model: model.name }}
              search={model.at ? { at: model.at } : {}}
              activeOptions={{ exact: true, includeSearch: false }}
              aria-current={isViews === (to === '/m/$model/views') ? 'page' : undefined}
              aria-label={t(label)}
              title={t(label)}
            >
              <Icon size={20} aria-hidden />
              <span>{t(label)}</span>
            </Link>
          </li>
        ))}
        {PAGES.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <a href={serverPage(model, path)} aria-label={t(label)} title={t(label)}>
              <Icon size={20} aria-hidden />
              <span>{t(label)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
