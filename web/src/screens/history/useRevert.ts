import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { isGuarded, newDraft } from '@/app/useEdit';
import { client } from '@/graphql/client';
import { CreateBranch } from '@/graphql/commit';
import { tell } from '@/screens/branches/toast';
import { complain } from '@/screens/branches/work';
import { revert as revertOn, saveAll } from '@/screens/merge/work';

/** Takes a commit back: on the branch that is shown, or on a draft where that is protected. */
export function useRevert() {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);

  async function onto(): Promise<string | null> {
    const shown = model.branch ?? model.branches.find(({ isDefault }) => isDefault)?.name;
    const isOwn = model.branch !== undefined && !isGuarded(model);
    if (!shown) return null;
    if (isOwn) return (await saveAll(model.name, shown)) ? shown : null;
    const name = newDraft(model);
    const { error } = await client.mutation(CreateBranch, { model: model.name, name, at: shown }).toPromise();
    if (error) complain(error);
    return error ? null : name;
  }

  async function revert(commit: string) {
    setBusy(true);
    const branch = await onto();
    const isDone = branch !== null && (await revertOn(model.name, branch, commit));
    setBusy(false);
    if (!isDone || !branch) return;
    tell(t('history.reverted', { branch }));
    void navigate({ to: '/m/$model/history', params: { model: model.name }, search: { at: branch } });
  }

  return { revert, isBusy };
}
