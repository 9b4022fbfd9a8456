import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ActionContext } from '@/app/actions/action';
import { serverPage } from '@/app/addresses';
import { PLACES } from './places';

/** The part of an address that is within the model. */
function within(pathname: string): string {
  return pathname.replace(/^\/(app\/)?m\/[^/]+\/?/, '');
}

/** The left rail: where one can go. Icons alone on narrow screens. */
export function Rail({ context: { model } }: { context: ActionContext }) {
  const { t } = useTranslation();
  const here = within(useLocation().pathname);
  return (
    <nav className="rail" aria-label={t('frame.navigation')}>
      <ul>
        {PLACES.map(({ to, holds, page, label, icon: Icon }) => {
          const words = { 'aria-label': t(label), title: t(label) };
          const inside = (
            <>
              <Icon size={20} aria-hidden />
              <span>{t(label)}</span>
            </>
          );
          return (
            <li key={label}>
              {to ? (
                <Link
                  to={to as '/m/$model'}
                  params={{ model: model.name }}
                  search={model.at ? { at: model.at } : {}}
                  activeOptions={{ exact: true, includeSearch: false }}
                  aria-current={holds?.test(here) ? 'page' : undefined}
                  {...words}
                >
                  {inside}
                </Link>
              ) : (
                <a href={serverPage(model, page ?? '')} {...words}>
                  {inside}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
