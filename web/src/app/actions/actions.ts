import { spotlight } from '@mantine/spotlight';
import { drafts } from '@/app/drafts';
import { serverPage } from '@/app/addresses';
import { useSettings } from '@/app/settings';
import type { Action, ActionContext } from './action';
import { useDialogs } from './dialogs';

function inModel(to: '/m/$model' | '/m/$model/views') {
  return ({ model, navigate }: ActionContext) =>
    void navigate({ to, params: { model: model.name }, search: model.at ? { at: model.at } : {} });
}

/** A screen that the application does not have yet: the server's page of it. */
function onServer(path: string) {
  return ({ model }: ActionContext) => window.location.assign(serverPage(model, path));
}

function withDraft(action: 'undo' | 'redo' | 'flush') {
  return ({ model }: ActionContext) => {
    if (model.branch) void drafts.getState()[action](model.name, model.branch);
  };
}

/** Everything a person can do by name or key. A new action is a line here and a word in the languages. */
export const ACTIONS: readonly Action[] = [
  { id: 'search', label: 'action.search', group: 'show', keys: ['Mod+K'], run: () => spotlight.open() },
  {
    id: 'help',
    label: 'action.help',
    group: 'show',
    keys: ['?'],
    run: () => useDialogs.getState().show({ name: 'help' }),
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

  { id: 'go-model', label: 'nav.model', group: 'go', keys: ['g m'], run: inModel('/m/$model') },
  { id: 'go-views', label: 'nav.views', group: 'go', keys: ['g v'], run: inModel('/m/$model/views') },
  { id: 'go-zachman', label: 'nav.zachman', group: 'go', keys: ['g z'], run: onServer('/zachman') },
  { id: 'go-adm', label: 'nav.adm', group: 'go', keys: ['g a'], run: onServer('/adm') },
  { id: 'go-elements', label: 'nav.catalogs', group: 'go', keys: ['g c'], run: onServer('/elements') },
  { id: 'go-history', label: 'nav.history', group: 'go', keys: ['g t'], run: onServer('/history') },
  { id: 'go-metamodel', label: 'nav.metamodel', group: 'go', keys: ['g k'], run: onServer('/metamodel') },
  {
    id: 'go-complete',
    label: 'nav.completeness',
    group: 'go',
    keys: ['g d'],
    run: onServer('/completeness'),
  },
  { id: 'go-health', label: 'nav.health', group: 'go', keys: ['g h'], run: onServer('/problems') },
  {
    id: 'go-element',
    label: 'action.openElement',
    group: 'go',
    keys: ['g e'],
    when: ({ element }) => element !== undefined,
    run: ({ model, element = '', navigate }) =>
      void navigate({
        to: '/m/$model/e/$element',
        params: { model: model.name, element },
        search: model.at ? { at: model.at } : {},
      }),
  },

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

/** Those that can be done now. */
export function possible(context: ActionContext): Action[] {
  return ACTIONS.filter((action) => action.when?.(context) ?? true);
}

/** An action by its id. */
export function actionOf(id: string): Action | undefined {
  return ACTIONS.find((action) => action.id === id);
}
