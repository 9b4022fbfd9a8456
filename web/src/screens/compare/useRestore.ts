import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { drafts } from '@/app/drafts';
import { useModel } from '@/app/ModelContext';
import { isGuarded, newDraft } from '@/app/useEdit';
import { useSteady } from '@/canvas/useSteady';
import { client } from '@/graphql/client';
import { CreateBranch } from '@/graphql/commit';
import { complain } from '@/screens/branches/work';
import { tell } from '@/screens/branches/toast';
import { RestoreElement } from '@/screens/merge/mutations';
import { revert, saveAll } from '@/screens/merge/work';

/**
 * Brings deleted elements back: on this branch, or on a draft where it is protected. They are as they were at a commit,
 * and their page is opened; or, without one, as they last were, and the screen stays.
 */
export function useRestore(from?: string) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();

  const restore = useSteady(async (element: string) => {
    if (!model.branch) return;
    const isNew = isGuarded(model);
    const branch = isNew ? newDraft(model) : model.branch;
    if (isNew) {
      const { error } = await client
        .mutation(CreateBranch, { model: model.name, name: branch, at: model.revision })
        .toPromise();
      if (error) return complain(error);
    } else if (!(await saveAll(model.name, branch))) return;
    const { data, error } = await client
      .mutation(RestoreElement, { model: model.name, branch, element, from: from ?? null })
      .toPromise();
    if (error) return complain(error);
    const answer = data?.restoreElement;
    if (answer?.__typename !== 'CommitSucceeded') {
      return complain(answer && 'reason' in answer ? answer.reason : t('versions.notRestored', { element }));
    }
    const { revision, lost } = answer;
    const said = lost.length > 0 ? 'versions.restoredWithout' : 'versions.restored';
    tell(t(said, { element, branch, count: lost.length }), () => void revert(model.name, branch, revision));
    drafts.getState().moved(model.name, branch, revision);
    if (from === undefined)
      return void navigate({ to: '.', search: (old) => ({ ...old, at: branch }), replace: true });
    void navigate({
      to: '/m/$model/e/$element',
      params: { model: model.name, element },
      search: { at: branch },
    });
  });

  return { restore, isPossible: model.isEditable && model.branch !== undefined };
}
