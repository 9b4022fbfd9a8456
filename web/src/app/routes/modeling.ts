import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { timeSearch } from '@/screens/versions/search';
import { model } from './model';

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
  validateSearch: timeSearch,
  component: lazyRouteComponent(() => import('@/screens/views/ViewScreen'), 'ViewScreen'),
});

/** Elements and views. */
export const modeling = [start, element, views, view] as const;
