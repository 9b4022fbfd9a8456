import i18next from 'i18next';
import { notifications } from '@mantine/notifications';
import type { CombinedError } from 'urql';
import { drafts } from '@/app/drafts';
import type { OpenModel } from '@/app/ModelContext';
import { client } from '@/graphql/client';
import { codeOf, sentenceOf } from '@/graphql/errors';
import { FrameQuery } from '@/graphql/frame';
import { draftKey } from '@/model/draft/storage';
import { CreateBranch, DeleteBranch, RenameBranch } from './mutations';

/** Says what went wrong, until somebody closes it. */
export function complain(error: CombinedError | string) {
  const { t } = i18next;
  const isText = typeof error === 'string';
  notifications.show({
    color: 'red',
    title: isText ? t('versions.notDone') : t(`error.${codeOf(error)}`),
    message: isText ? error : sentenceOf(error),
    autoClose: false,
    closeButtonProps: { 'aria-label': t('action.close') },
  });
}

/** Asks again which branches and tags there are: nobody tells of those that are removed or renamed. */
export async function refreshRefs({ name, at }: Pick<OpenModel, 'name' | 'at'>) {
  const variables = { model: name, at: at ?? null, language: i18next.language };
  await client.query(FrameQuery, variables, { requestPolicy: 'network-only' }).toPromise();
}

/** Removes a branch; its draft in this browser is kept to be brought back. Says whether it is gone. */
export async function removeBranch(model: OpenModel, branch: string, seen: string): Promise<boolean> {
  const isNew = drafts.getState().byKey[draftKey(model.name, branch)]?.isNew;
  if (!isNew) {
    const { error } = await client
      .mutation(DeleteBranch, { model: model.name, name: branch, seen })
      .toPromise();
    if (error) complain(error);
    if (error) return false;
  }
  await drafts.getState().discard(model.name, branch);
  return true;
}

/** Makes a branch again where it was, with its draft in this browser. */
export async function bringBack(model: OpenModel, branch: string, revision: string): Promise<boolean> {
  const gone = drafts.getState().discarded.find((draft) => draft.branch === branch);
  if (!gone?.isNew) {
    const { error } = await client
      .mutation(CreateBranch, { model: model.name, name: branch, at: revision })
      .toPromise();
    if (error) complain(error);
    if (error) return false;
  }
  await drafts.getState().restore(model.name, branch);
  return true;
}

/** Gives a branch and its draft another name. */
export async function renameBranch(model: OpenModel, branch: string, to: string): Promise<boolean> {
  const isNew = drafts.getState().byKey[draftKey(model.name, branch)]?.isNew;
  if (!isNew) {
    const { error } = await client
      .mutation(RenameBranch, { model: model.name, name: branch, to })
      .toPromise();
    if (error) complain(error);
    if (error) return false;
  }
  await drafts.getState().rename(model.name, branch, to);
  return true;
}
