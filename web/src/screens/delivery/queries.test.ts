/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { type DocumentNode, buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { runnable } from '@/graphql/runnable';
import { BoardQuery } from '@/screens/board/queries';
import { MetricsQuery } from '@/screens/metrics/queries';
import { RequirementQuery } from '@/screens/requirement/queries';
import { ChangedQuery, ContentsQuery } from './queries';

const schema = buildSchema(readFileSync('../docs/reference/schema.graphql', 'utf8'));
const model = { model: 'm', revision: 'main', language: 'en' };

test.each<[string, DocumentNode, Parameters<typeof runnable>[1]]>([
  [
    'board',
    BoardQuery,
    {
      ...model,
      moment: null,
      filter: { column: 'BUILDING', state: 'LIVE', text: 'x' },
      sort: 'SINCE',
      first: 50,
      capabilities: false,
    },
  ],
  ['requirement', RequirementQuery, { ...model, moment: '2026-07-14', requirement: 'req-1' }],
  ['contents', ContentsQuery, { ...model, moment: null, place: { environment: 'env-prod' } }],
  [
    'changed',
    ChangedQuery,
    { ...model, before: { place: { release: '1' }, at: null }, after: { place: { release: '2' }, at: null } },
  ],
  [
    'metrics',
    MetricsQuery,
    { ...model, from: '2026-01-01', until: '2026-02-01', before: '2025-12-01', by: 'TEAM' },
  ],
])('what is copied of %s runs where it is pasted', (_, query, variables) => {
  expect(validate(schema, parse(runnable(query, variables)))).toEqual([]);
});
