import { useSettings } from '@/app/settings';
import type { Action } from './action';

/** Parts of the window, in the order in which F6 goes through them. */
const REGIONS = ['.rail', '.tree', '#content', '.inspector', '.draftbar', '.topbar'];

function goTo(part: Element) {
  const inside = part.querySelector<HTMLElement>('a, button, input, [tabindex="0"]');
  const isFocusable = part instanceof HTMLElement && part.tabIndex >= -1 && part.hasAttribute('tabindex');
  if (isFocusable) part.focus();
  else inside?.focus();
}

/** The keyboard goes to the next part of the window, or to the one before. */
function cycle(step: 1 | -1) {
  const parts = REGIONS.flatMap((name) => [...document.querySelectorAll(name)]);
  const here = parts.findIndex((part) => part.contains(document.activeElement));
  const next = parts[(here + step + parts.length) % parts.length];
  if (next) goTo(next);
}

/** Panels, and ways between them. */
export const PANELS: readonly Action[] = [
  {
    id: 'filter',
    label: 'action.filter',
    group: 'show',
    keys: ['Mod+F'],
    when: () => document.querySelector('[data-filter]') !== null,
    run: () => document.querySelector<HTMLInputElement>('[data-filter]')?.focus(),
  },
  {
    id: 'tree',
    label: 'action.tree',
    group: 'show',
    keys: ['['],
    run: () => useSettings.getState().toggleTree(),
  },
  {
    id: 'inspector',
    label: 'action.inspector',
    group: 'show',
    keys: [']'],
    when: ({ element }) => element !== undefined,
    run: ({ element = '', navigate }) =>
      void navigate({
        to: '.',
        search: ({ sel, ...old }) => (sel ? old : { ...old, sel: element }),
        replace: true,
      }),
  },
  { id: 'next-part', label: 'action.nextPart', group: 'show', keys: ['F6'], run: () => cycle(1) },
  { id: 'part-before', label: 'action.partBefore', group: 'show', keys: ['Shift+F6'], run: () => cycle(-1) },
];
