import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { tell } from './toast';
import { bringBack, refreshRefs, removeBranch } from './work';

/** Removes a branch where it was seen, with a way to have it back; leaves it first where it is shown. */
export function useDiscard() {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  return async (branch: string, seen: string) => {
    if (!(await removeBranch(model, branch, seen))) return;
    const isShown = model.branch === branch;
    if (isShown) await navigate({ to: '/m/$model', params: { model: model.name }, search: {} });
    const place = isShown ? { name: model.name, at: undefined } : model;
    await refreshRefs(place);
    tell(t('draft.discarded', { branch }), () => {
      void bringBack(model, branch, seen).then(async (isBack) => {
        await refreshRefs(place);
        if (isBack && isShown) void navigate({ to: '.', search: (old) => ({ ...old, at: branch }) });
      });
    });
  };
}
