import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { catalogSearch, catalogsSearch } from '@/screens/catalogs/search';
import { matrixSearch } from '@/screens/matrices/presets';
import { impactSearch } from '@/screens/impact/search';
import { mapSearch } from '@/screens/maps/map';
import { admSearch } from '@/screens/adm/artifacts';
import { healthSearch } from '@/screens/health/search';
import { zachmanSearch } from '@/screens/zachman/search';
import { model } from './model';

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

const health = createRoute({
  getParentRoute: () => model,
  path: '/health',
  validateSearch: healthSearch,
  component: lazyRouteComponent(() => import('@/screens/health/HealthScreen'), 'HealthScreen'),
});

/** The Zachman grid, TOGAF catalogs and matrices, maps, the ADM, impact, health. */
export const overviews = [
  zachman,
  catalogs,
  catalog,
  matrix,
  impactStart,
  impact,
  adm,
  maps,
  map,
  health,
] as const;
