import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { boardSearch } from '@/screens/board/search';
import {
  deliverySearch,
  environmentSearch,
  intakeSearch,
  metricsSearch,
  releaseSearch,
} from '@/screens/delivery/search';
import { model } from './model';

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

/** Where requirements are and what they bring. */
export const products = [
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
] as const;
