import type { Action, ActionContext } from './action';
import { COMPARE } from '@/screens/compare/actions';
import { VERSIONS } from '@/screens/versions/actions';
import { EDIT } from './edit';
import { DELIVERY } from '@/screens/delivery/actions';
import { GO } from './go';
import { PANELS } from './panels';
import { SHOW } from './show';

/** Everything a person can do by name or key. A new action is an entry of one of these lists and a word in the languages. */
export const ACTIONS: readonly Action[] = [
  ...SHOW,
  // The two panels beside the screen.
  ...PANELS,
  // From screen to screen.
  ...GO,
  ...DELIVERY,
  ...VERSIONS,
  // What changes the model.
  ...EDIT,
  ...COMPARE,
];

/** Those that can be done now. */
export function possible(context: ActionContext): Action[] {
  return ACTIONS.filter((action) => action.when?.(context) ?? true);
}

/** An action by its id. */
export function actionOf(id: string): Action | undefined {
  return ACTIONS.find((action) => action.id === id);
}
