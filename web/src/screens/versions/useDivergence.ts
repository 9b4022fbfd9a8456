import { useEffect, useState } from 'react';
import { useClient, type Client } from 'urql';
import { graphql } from '@/graphql/tada';
import { type Divergence, divergence, missing } from './ancestry';

/** How far back commits are compared. */
const FAR = 200;
/** Merged lines that are followed at most. */
const LINES = 12;

const LineQuery = graphql(`
  query Line($model: String!, $at: String!, $first: Int!) {
    model(name: $model, at: $at) {
      id
      history(first: $first) {
        nodes {
          revision
          parents
        }
      }
    }
  }
`);

/** Adds a commit and the first parents behind it to what is known. */
async function follow(client: Client, model: string, at: string, known: Map<string, string[]>) {
  const { data } = await client.query(LineQuery, { model, at, first: FAR }).toPromise();
  for (const { revision, parents } of data?.model.history.nodes ?? []) known.set(revision, parents);
}

async function compare(client: Client, model: string, ours: string, theirs: string) {
  const known = new Map<string, string[]>();
  await Promise.all([ours, theirs].map((at) => follow(client, model, at, known)));
  for (let lines = 0; lines < LINES; lines += 1) {
    const [next] = missing(ours, theirs, known);
    if (next === undefined) break;
    await follow(client, model, next, known);
    // One that is not there would be asked for again and again.
    if (!known.has(next)) known.set(next, []);
  }
  return divergence(ours, theirs, known);
}

interface Found {
  divergence: Divergence | null;
  isLoading: boolean;
}

/** How two commits stand to each other; nothing is asked while one is missing. */
export function useDivergence(model: string, ours: string | undefined, theirs: string | undefined): Found {
  const client = useClient();
  const [found, setFound] = useState<{ key: string; divergence: Divergence | null }>();
  const key = ours && theirs ? `${model} ${ours} ${theirs}` : '';
  useEffect(() => {
    if (!ours || !theirs) return;
    let isWanted = true;
    void compare(client, model, ours, theirs).then((result) => {
      if (isWanted) setFound({ key, divergence: result });
    });
    return () => {
      isWanted = false;
    };
  }, [client, model, ours, theirs, key]);
  const isCurrent = found?.key === key;
  return { divergence: isCurrent ? found.divergence : null, isLoading: key !== '' && !isCurrent };
}
