import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { tell } from '@/screens/branches/toast';
import { begin, merge, revert, saveAll } from './work';

/** Merges a branch into another; where people have to decide, their decisions are asked for. */
export function useMergeBranch() {
  const { t } = useTranslation();
  const { name: model } = useModel();
  const navigate = useNavigate();

  async function decide(into: string, from: string) {
    const id = await begin(model, into, from);
    if (!id) return;
    void navigate({
      to: '/m/$model/merge/$merge',
      params: { model, merge: id },
      search: ({ at }) => (at ? { at } : {}),
    });
  }

  /** Says whether it is merged. */
  async function mergeBranch(into: string, from: string, message?: string): Promise<boolean> {
    if (!(await saveAll(model, into)) || !(await saveAll(model, from))) return false;
    const answer = await merge({ model, into, from, ...(message ? { message } : {}) });
    if (answer?.__typename === 'MergeOpen') await decide(into, from);
    if (answer?.__typename === 'UpToDate') tell(t('versions.upToDate', { into, from }));
    if (answer?.__typename !== 'Merged') return answer?.__typename === 'UpToDate';
    const { revision } = answer;
    tell(t('versions.merged', { into, from }), () => void revert(model, into, revision));
    return true;
  }

  return { mergeBranch, decide };
}
