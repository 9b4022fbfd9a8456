import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { ModelFrame } from './frame/ModelFrame';
import { NotFound } from './frame/NotFound';
import { healthSearch } from '@/screens/health/search';
import { Root } from './frame/Root';

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

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

const models = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('@/screens/models/ModelsScreen'), 'ModelsScreen'),
});

const model = createRoute({
  getParentRoute: () => root,
  path: '/m/$model',
  validateSearch: modelSearch,
  component: ModelFrame,
});

const start = createRoute({
  getParentRoute: () => model,
  path: '/',
  component: lazyRouteComponent(() => import('@/screens/navigator/NavigatorScreen'), 'StartScreen'),
});

const element = createRoute({
  getParentRoute: () => model,
  path: '/e/$element',
  component: lazyRouteComponent(() => import('@/screens/navigator/NavigatorScreen'), 'ElementScreen'),
});

const views = createRoute({
  getParentRoute: () => model,
  path: '/views',
  component: lazyRouteComponent(() => import('@/screens/views/ViewsScreen'), 'ViewsScreen'),
});

const view = createRoute({
  getParentRoute: () => model,
  path: '/v/$view',
  component: lazyRouteComponent(() => import('@/screens/views/ViewScreen'), 'ViewScreen'),
});

const health = createRoute({
  getParentRoute: () => model,
  path: '/health',
  validateSearch: healthSearch,
  component: lazyRouteComponent(() => import('@/screens/health/HealthScreen'), 'HealthScreen'),
});

/** Every address of the application. A new screen: a route here, a file in `screens/`, an action that goes there. */
export const router = createRouter({
  routeTree: root.addChildren([
    models,
    model.addChildren([
      start,
      element,
      // Views.
      views,
      view,
      // Inspection.
      health,
      // Overviews.
      // Versions.
      // Products.
    ]),
  ]),
  basepath: '/app',
  defaultPreload: 'intent',
  trailingSlash: 'never',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
