import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { isGuarded, newDraft } from '@/app/useEdit';
import { client } from '@/graphql/client';
import { CreateBranch } from '@/graphql/commit';
import { complain } from '@/screens/branches/work';
import { tell } from '@/screens/branches/toast';
import { RestoreElement } from '@/screens/merge/mutations';
import { revert, saveAll } from '@/screens/merge/work';

/** Brings deleted elements back, as they were at a commit: on this branch, or on a draft where it is protected. */
export function useRestore(from: string) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();

  async function restore(element: string) {
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
      .mutation(RestoreElement, { model: model.name, branch, element, from })
      .toPromise();
    if (error) return complain(error);
    const answer = data?.restoreElement;
    if (answer?.__typename !== 'CommitSucceeded') {
      return complain(answer && 'reason' in answer ? answer.reason : t('versions.notRestored', { element }));
    }
    const { revision, lost } = answer;
    const said = lost.length > 0 ? 'versions.restoredWithout' : 'versions.restored';
    tell(t(said, { element, branch, count: lost.length }), () => void revert(model.name, branch, revision));
    void navigate({
      to: '/m/$model/e/$element',
      params: { model: model.name, element },
      search: { at: branch },
    });
  }

  return { restore, isPossible: model.isEditable && model.branch !== undefined };
}
