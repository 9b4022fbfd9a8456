import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { compareSearch } from '@/screens/compare/search';
import { historySearch } from '@/screens/history/search';
import { model } from './model';

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
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import('@/screens/history/HistoryScreen'), 'HistoryScreen'),
});

const commit = createRoute({
  getParentRoute: () => model,
  path: '/history/$commit',
  component: lazyRouteComponent(() => import('@/screens/history/CommitScreen'), 'CommitScreen'),
});

/** Branches, history, comparisons and merges. */
export const versions = [compare, merge, branches, history, commit] as const;
