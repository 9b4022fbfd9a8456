import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { catalogSearch, catalogsSearch } from '@/screens/catalogs/search';
import { zachmanSearch } from '@/screens/zachman/search';
import { compareSearch } from '@/screens/compare/search';
import { ModelFrame } from './frame/ModelFrame';
import { NotFound } from './frame/NotFound';
import { Root } from './frame/Root';
import { boardSearch } from '@/screens/board/search';
import {
  deliverySearch,
  environmentSearch,
  intakeSearch,
  metricsSearch,
  releaseSearch,
} from '@/screens/delivery/search';

/** What every address within a model may say. */
export interface ModelSearch {
  /** A branch, tag, commit or date; left out, the default branch. */
  at?: string;
  /** The element in the inspector, or several with a space between. */
  sel?: string;
  /** How the navigator groups. */
  by?: 'layer' | 'kind' | 'cell' | 'folder' | 'view';
  /** Show a view as a list. */
  as?: 'list';
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function modelSearch(search: Record<string, unknown>): ModelSearch {
  const by = (['layer', 'kind', 'cell', 'folder', 'view'] as const).find((one) => one === search['by']);
  const at = text(search['at']);
  const sel = text(search['sel']);
  return {
    ...(at ? { at } : {}),
    ...(sel ? { sel } : {}),
    ...(by ? { by } : {}),
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

const board = createRoute({
  getParentRoute: () => model,
  path: '/board',
  validateSearch: boardSearch,
  component: lazyRouteComponent(() => import('@/screens/board/BoardScreen'), 'BoardScreen'),
});

const requirement = createRoute({
  getParentRoute: () => model,
  path: '/requirement/$requirement',
  component: lazyRouteComponent(() => import('@/screens/requirement/RequirementScreen'), 'RequirementScreen'),
});

const delivery = createRoute({
  getParentRoute: () => model,
  path: '/delivery',
  validateSearch: deliverySearch,
  component: lazyRouteComponent(() => import('@/screens/delivery/DeliveryScreen'), 'DeliveryScreen'),
});

const environment = createRoute({
  getParentRoute: () => model,
  path: '/environment/$environment',
  validateSearch: environmentSearch,
  component: lazyRouteComponent(() => import('@/screens/environment/EnvironmentScreen'), 'EnvironmentScreen'),
});

const release = createRoute({
  getParentRoute: () => model,
  path: '/release/$release',
  validateSearch: releaseSearch,
  component: lazyRouteComponent(() => import('@/screens/release/ReleaseScreen'), 'ReleaseScreen'),
});

const incident = createRoute({
  getParentRoute: () => model,
  path: '/incident/$incident',
  component: lazyRouteComponent(() => import('@/screens/incident/IncidentScreen'), 'IncidentScreen'),
});

const intake = createRoute({
  getParentRoute: () => model,
  path: '/intake',
  validateSearch: intakeSearch,
  component: lazyRouteComponent(() => import('@/screens/intake/IntakeScreen'), 'IntakeScreen'),
});

const metrics = createRoute({
  getParentRoute: () => model,
  path: '/metrics',
  validateSearch: metricsSearch,
  component: lazyRouteComponent(() => import('@/screens/metrics/MetricsScreen'), 'MetricsScreen'),
});

const trials = createRoute({
  getParentRoute: () => model,
  path: '/trials',
  component: lazyRouteComponent(() => import('@/screens/trials/TrialsScreen'), 'TrialsScreen'),
});

const unmatched = createRoute({
  getParentRoute: () => model,
  path: '/unmatched',
  component: lazyRouteComponent(() => import('@/screens/unmatched/UnmatchedScreen'), 'UnmatchedScreen'),
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

const zachman = createRoute({
  getParentRoute: () => model,
  path: '/zachman',
  validateSearch: zachmanSearch,
  component: lazyRouteComponent(() => import('@/screens/zachman/ZachmanScreen'), 'ZachmanScreen'),
});

const catalogs = createRoute({
  getParentRoute: () => model,
  path: '/catalogs',
  validateSearch: catalogsSearch,
  component: lazyRouteComponent(() => import('@/screens/catalogs/CatalogsScreen'), 'CatalogsScreen'),
});

const catalog = createRoute({
  getParentRoute: () => model,
  path: '/catalog/$kind',
  validateSearch: catalogSearch,
  component: lazyRouteComponent(() => import('@/screens/catalogs/CatalogScreen'), 'CatalogScreen'),
});

const compare = createRoute({
  getParentRoute: () => model,
  path: '/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import('@/screens/compare/CompareScreen'), 'CompareScreen'),
});

const merge = createRoute({
  getParentRoute: () => model,
  path: '/merge/$merge',
  component: lazyRouteComponent(() => import('@/screens/merge/MergeScreen'), 'MergeScreen'),
});

const branches = createRoute({
  getParentRoute: () => model,
  path: '/branches',
  component: lazyRouteComponent(() => import('@/screens/branches/BranchesScreen'), 'BranchesScreen'),
});

const history = createRoute({
  getParentRoute: () => model,
  path: '/history',
  component: lazyRouteComponent(() => import('@/screens/history/HistoryScreen'), 'HistoryScreen'),
});

const commit = createRoute({
  getParentRoute: () => model,
  path: '/history/$commit',
  component: lazyRouteComponent(() => import('@/screens/history/CommitScreen'), 'CommitScreen'),
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
      // Overviews.
      zachman,
      catalogs,
      catalog,
      // Versions.
      compare,
      merge,
      branches,
      history,
      commit,
      // Products.
      board,
      requirement,
      delivery,
      environment,
      release,
      incident,
      intake,
      metrics,
      trials,
      unmatched,
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
