import { drafts } from '@/app/drafts';
import { addToView, canAddToView } from '@/app/toView';
import type { Action, ActionContext } from './action';
import { useDialogs } from './dialogs';

function withDraft(action: 'undo' | 'redo' | 'flush') {
  return ({ model }: ActionContext) => {
    if (model.branch) void drafts.getState()[action](model.name, model.branch);
  };
}

/** What changes the model, and takes changes back. */
export const EDIT: readonly Action[] = [
  {
    id: 'new-element',
    label: 'action.newElement',
    group: 'edit',
    keys: ['n'],
    when: ({ model }) => model.isEditable,
    run: () => useDialogs.getState().show({ name: 'new-element' }),
  },
  {
    id: 'connect',
    label: 'action.connect',
    group: 'edit',
    keys: ['c'],
    when: ({ model, element }) => model.isEditable && element !== undefined,
    run: ({ element = '' }) => useDialogs.getState().show({ name: 'connect', element }),
  },
  {
    id: 'add-to-view',
    label: 'action.addToView',
    group: 'edit',
    keys: ['Alt+Enter'],
    when: ({ element }) => canAddToView() && element !== undefined,
    run: ({ element = '' }) => addToView(element),
  },
  {
    id: 'delete-element',
    label: 'action.deleteElement',
    group: 'edit',
    keys: ['Shift+Delete'],
    when: ({ model, element }) => model.isEditable && element !== undefined,
    run: ({ element = '' }) => useDialogs.getState().show({ name: 'delete-element', element }),
  },
  {
    id: 'undo',
    label: 'action.undo',
    group: 'edit',
    keys: ['Mod+Z'],
    when: ({ model }) => (model.draft?.done.length ?? 0) > 0,
    run: withDraft('undo'),
  },
  {
    id: 'redo',
    label: 'action.redo',
    group: 'edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    when: ({ model }) => (model.draft?.undone.length ?? 0) > 0,
    run: withDraft('redo'),
  },
  {
    id: 'save',
    label: 'action.save',
    group: 'edit',
    keys: ['Mod+S'],
    when: ({ model }) => model.draft !== undefined,
    run: withDraft('flush'),
  },
];
