import type { TFunction } from 'i18next';
import type { Client } from 'urql';
import type { ResultOf } from '@/graphql/tada';
import { toCsv } from '@/parts/csv';
import { packageOf } from './ledger/format';
import { say } from './ledger/say';
import { DeploymentsQuery } from './reportedQueries';

type Deployment = ResultOf<typeof DeploymentsQuery>['model']['deployments']['nodes'][number];

/** At once, and in the whole file: who needs more reads the API. */
const PAGE = 200;
const MOST = 10_000;

/** Columns of the file, as the table on the screen has them, each value in a cell of its own. */
const COLUMNS = [
  'package',
  'version',
  'environment',
  'at',
  'result',
  'by',
  'approved',
  'team',
  'key',
] as const;

function row(t: TFunction, one: Deployment): string[] {
  const { name, version } = packageOf(one.purl ?? one.service ?? one.key);
  return [
    name,
    version ?? '',
    one.environment ?? '',
    one.at ?? '',
    say(t, 'outcome', one.result ?? 'success'),
    one.deployedBy ?? '',
    one.modelRevision ?? '',
    one.team ?? '',
    one.key,
  ];
}

/** All deployments as they were reported, newest first. */
export async function deploymentsCsv(
  client: Client,
  t: TFunction,
  asked: { model: string; revision: string },
): Promise<string> {
  const rows: string[][] = [COLUMNS.map((key) => t(`delivery.cell.${key}`))];
  let after: string | null = null;
  do {
    const { data, error }: { data?: ResultOf<typeof DeploymentsQuery>; error?: Error } = await client
      .query(DeploymentsQuery, { ...asked, first: PAGE, after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (!data) throw error ?? new Error('no answer');
    rows.push(...data.model.deployments.nodes.map((one) => row(t, one)));
    after = data.model.deployments.next;
  } while (after !== null && rows.length < MOST);
  return toCsv(rows);
}
