import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ModelFrame } from '../frame/ModelFrame';
import { NotFound } from '../frame/NotFound';
import { Root } from '../frame/Root';

/** What every address within a model may say. */
export interface ModelSearch {
  /** A branch, tag, commit or date; left out, the default branch. */
  at?: string;
  /** The element in the inspector, or several with a space between. */
  sel?: string;
  /** How the navigator groups. */
  by?: 'layer' | 'kind' | 'cell' | 'folder' | 'view';
  /** Which part of an element or screen is open. */
  tab?: string;
  /** A line of the text in the part `yaml`. */
  line?: number;
  /** Show a view as a list. */
  as?: 'list';
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function modelSearch(search: Record<string, unknown>): ModelSearch {
  const by = (['layer', 'kind', 'cell', 'folder', 'view'] as const).find((one) => one === search['by']);
  const at = text(search['at']);
  const sel = text(search['sel']);
  const tab = text(search['tab']);
  const line = search['line'];
  return {
    ...(at ? { at } : {}),
    ...(sel ? { sel } : {}),
    ...(by ? { by } : {}),
    ...(tab ? { tab } : {}),
    ...(typeof line === 'number' && line > 0 ? { line } : {}),
    ...(search['as'] === 'list' ? { as: 'list' as const } : {}),
  };
}

export const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

export const models = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('@/screens/models/ModelsScreen'), 'ModelsScreen'),
});

/** Every screen of a model is within this. */
export const model = createRoute({
  getParentRoute: () => root,
  path: '/m/$model',
  validateSearch: modelSearch,
  component: ModelFrame,
});
