import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { catalogSearch, catalogsSearch } from '@/screens/catalogs/search';
import { mapSearch } from '@/screens/maps/map';
import { matrixSearch } from '@/screens/matrices/presets';
import { admSearch } from '@/screens/adm/artifacts';
import { impactSearch } from '@/screens/impact/search';
import { zachmanSearch } from '@/screens/zachman/search';
import { ModelFrame } from './frame/ModelFrame';
import { NotFound } from './frame/NotFound';
import { Root } from './frame/Root';

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

const matrix = createRoute({
  getParentRoute: () => model,
  path: '/matrix',
  validateSearch: matrixSearch,
  component: lazyRouteComponent(() => import('@/screens/matrices/MatrixScreen'), 'MatrixScreen'),
});

const impactStart = createRoute({
  getParentRoute: () => model,
  path: '/impact',
  component: lazyRouteComponent(() => import('@/screens/impact/ImpactScreen'), 'ImpactStart'),
});

const impact = createRoute({
  getParentRoute: () => model,
  path: '/impact/$element',
  validateSearch: impactSearch,
  component: lazyRouteComponent(() => import('@/screens/impact/ImpactScreen'), 'ImpactScreen'),
});

const adm = createRoute({
  getParentRoute: () => model,
  path: '/adm',
  validateSearch: admSearch,
  component: lazyRouteComponent(() => import('@/screens/adm/AdmScreen'), 'AdmScreen'),
});

const maps = createRoute({
  getParentRoute: () => model,
  path: '/maps',
  component: lazyRouteComponent(() => import('@/screens/maps/MapsScreen'), 'MapsScreen'),
});

const map = createRoute({
  getParentRoute: () => model,
  path: '/map/$viewpoint',
  validateSearch: mapSearch,
  component: lazyRouteComponent(() => import('@/screens/maps/MapScreen'), 'MapScreen'),
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
      matrix,
      impactStart,
      adm,
      maps,
      map,
      impact,
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
