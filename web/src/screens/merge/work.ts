import i18next from 'i18next';
import { drafts } from '@/app/drafts';
import { client } from '@/graphql/client';
import { isUnsaved } from '@/model/draft/draft';
import { draftKey } from '@/model/draft/storage';
import type { ResultOf } from '@/graphql/tada';
import { complain } from '@/screens/branches/work';
import { MergeBranch, RevertCommit, StartMerge } from './mutations';

/** What came of a merge, or would come of it. */
export type MergeAnswer = ResultOf<typeof MergeBranch>['mergeBranch'];

/** Sends what waits on a branch. Says whether all of it is on the server. */
export async function saveAll(model: string, branch: string): Promise<boolean> {
  await drafts.getState().flush(model, branch);
  const draft = drafts.getState().byKey[draftKey(model, branch)];
  if (!draft || !isUnsaved(draft)) return true;
  complain(i18next.t('versions.unsaved'));
  return false;
}

interface Merge {
  model: string;
  into: string;
  from: string;
  message?: string;
  dryRun?: boolean;
}

/** Merges; null where that was not possible, which was said then. */
export async function merge({ dryRun = false, message, ...merge }: Merge): Promise<MergeAnswer | null> {
  const variables = { ...merge, message: message ?? null, dryRun };
  const { data, error } = await client.mutation(MergeBranch, variables).toPromise();
  if (error) complain(error);
  const answer = data?.mergeBranch ?? null;
  if (answer?.__typename === 'Merged' && !dryRun) {
    drafts.getState().moved(merge.model, merge.into, answer.revision);
  }
  if (answer?.__typename === 'MergeRefused') {
    complain([answer.reason, ...answer.diagnostics.map((one) => one.message)].join('\n'));
  }
  return answer;
}

/** Begins a merge that people decide bit by bit; its id, or null where that was not possible. */
export async function begin(model: string, into: string, from: string): Promise<string | null> {
  const { data, error } = await client.mutation(StartMerge, { model, into, from }).toPromise();
  if (error) complain(error);
  return data?.startMerge.id ?? null;
}

/** Takes back what a commit did, on a branch. Says whether that was done. */
export async function revert(model: string, branch: string, commit: string): Promise<boolean> {
  const { data, error } = await client
    .mutation(RevertCommit, { model, branch, commit, message: null })
    .toPromise();
  if (error) complain(error);
  const answer = data?.revertCommit;
  if (answer?.__typename === 'Merged') drafts.getState().moved(model, branch, answer.revision);
  if (answer?.__typename === 'MergeRefused') {
    complain([answer.reason, ...answer.diagnostics.map((one) => one.message)].join('\n'));
  }
  if (answer?.__typename === 'MergeOpen') {
    const names = answer.conflicts.map(({ element, item, attribute }) =>
      [element?.name ?? item, attribute].filter(Boolean).join(' · '),
    );
    complain(i18next.t('versions.revertConflict', { what: names.slice(0, 8).join(', ') }));
  }
  return answer?.__typename === 'Merged' || answer?.__typename === 'UpToDate';
}
