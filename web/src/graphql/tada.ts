import { initGraphQLTada } from 'gql.tada';
import type { Json } from '@/model/json';
import type { introspection } from './schema';

/** Writes operations whose types come from `docs/reference/schema.graphql`. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { JSON: Json; ID: string };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
export { readFragment } from 'gql.tada';
