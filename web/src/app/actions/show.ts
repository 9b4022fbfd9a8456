import { spotlight } from '@mantine/spotlight';
import { useSettings } from '@/app/settings';
import type { Action } from './action';
import { useDialogs } from './dialogs';

/** How the screen looks, search and help. */
export const SHOW: readonly Action[] = [
  { id: 'search', label: 'action.search', group: 'show', keys: ['Mod+K'], run: () => spotlight.open() },
  {
    id: 'help',
    label: 'action.help',
    group: 'show',
    keys: ['?'],
    run: () => useDialogs.getState().show({ name: 'help' }),
  },
  {
    id: 'settings',
    label: 'settings.title',
    group: 'show',
    keys: ['Mod+,'],
    run: () => useDialogs.getState().show({ name: 'settings' }),
  },
  {
    id: 'dark',
    label: 'action.dark',
    group: 'show',
    run: () => document.querySelector<HTMLElement>('[data-action="dark"]')?.click(),
  },
  {
    id: 'density',
    label: 'action.density',
    group: 'show',
    run: () => useSettings.getState().toggleDensity(),
  },
  {
    id: 'single-keys',
    label: 'action.singleKeys',
    group: 'show',
    run: () => useSettings.getState().toggleSingleKeys(),
  },
  {
    id: 'language',
    label: 'action.language',
    group: 'show',
    run: () => {
      const { language, setLanguage } = useSettings.getState();
      setLanguage(language === 'zh' ? 'en' : 'zh');
    },
  },
  {
    id: 'as-list',
    label: 'action.asList',
    group: 'show',
    keys: ['Shift+L'],
    when: ({ view }) => view !== undefined,
    run: ({ navigate }) =>
      void navigate({ to: '.', search: ({ as, ...old }) => (as ? old : { ...old, as: 'list' as const }) }),
  },
];
