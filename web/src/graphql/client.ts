import { cacheExchange, type UpdatesConfig } from '@urql/exchange-graphcache';
import { createClient as createSocket } from 'graphql-ws';
import { Client, fetchExchange, subscriptionExchange } from 'urql';
import { largeAside } from './large';
import { patientFetch } from './line';

const socket = createSocket({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  retryAttempts: Infinity,
  shouldRetry: () => true,
});

/** Types that have an id of their own, unique across models and revisions; all others stand inside these. */
const NODES = new Set(['Model', 'Element', 'Relation', 'View']);

const keys = new Proxy<Record<string, () => null>>(
  {},
  { get: (_, type) => (NODES.has(String(type)) ? undefined : () => null) },
);

/** A model that was made belongs to the list of models. */
const updates: UpdatesConfig = {
  Mutation: { createModel: (_result, _variables, cache) => cache.invalidate('Query', 'models') },
};

/**
 * Speaks GraphQL with the server.
 *
 * Screens ask for a commit by its hash, never for a branch, so what is in the cache stays true for ever.
 */
export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  fetch: patientFetch,
  exchanges: [
    largeAside(cacheExchange({ keys, updates })),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query, variables }) => ({
        subscribe: (sink) => ({
          unsubscribe: socket.subscribe({ query: query ?? '', variables: variables ?? {} }, sink),
        }),
      }),
    }),
  ],
});

/** Says whether the line to the server is up. */
export function onConnection(listener: (isUp: boolean) => void): () => void {
  const off = [socket.on('connected', () => listener(true)), socket.on('closed', () => listener(false))];
  return () => off.forEach((stop) => stop());
}
