import { create } from 'zustand';
import type { Action } from '@/app/actions/action';

/** What the keys of a comparison do while one is on the screen. */
export const useCompareActions = create<{ handlers: Readonly<Record<string, () => void>> }>()(() => ({
  handlers: {},
}));

function action(id: string, label: string, key: string): Action {
  return {
    id,
    label,
    group: 'show',
    keys: [key],
    when: () => id in useCompareActions.getState().handlers,
    run: () => useCompareActions.getState().handlers[id]?.(),
  };
}

/** What can be done while two versions are compared. */
export const COMPARE: readonly Action[] = [
  action('compare-next', 'compare.keyNext', 'n'),
  action('compare-previous', 'compare.keyPrevious', 'p'),
  action('compare-item', 'compare.keyItem', 'j'),
  action('compare-item-before', 'compare.keyItemBefore', 'k'),
  action('compare-overlay', 'compare.keyOverlay', 'o'),
  action('compare-moves', 'compare.keyMoves', 'l'),
];
