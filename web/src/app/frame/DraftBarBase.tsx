import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenModel } from '@/app/ModelContext';
import { useMergeBranch } from '@/screens/merge/useMergeBranch';
import { baseOf } from '@/screens/versions/base';
import { useDivergence } from '@/screens/versions/useDivergence';

/** What the draft builds on, and how far that has moved since. */
export function DraftBarBase({ model, branch }: { model: OpenModel; branch: string }) {
  const { t } = useTranslation();
  const { mergeBranch } = useMergeBranch();
  const [isBusy, setBusy] = useState(false);
  const base = baseOf(model);
  const { divergence } = useDivergence(model.name, model.revision, base?.revision);
  if (!base) return null;
  const behind = divergence?.behind ?? 0;
  const since = divergence?.base ?? base.revision;
  const update = async () => {
    setBusy(true);
    await mergeBranch(branch, base.name);
    setBusy(false);
  };
  return (
    <span className="draftbar-base" title={t('draft.baseTitle', { revision: since })}>
      {t('draft.base', { base: `${base.name}@${since.slice(0, 7)}` })}{' '}
      {behind > 0 && (
        <>
          <span>{t('draft.behind', { count: behind })}</span>{' '}
          <Button size="compact-xs" variant="default" loading={isBusy} onClick={() => void update()}>
            {t('draft.update')}
          </Button>
        </>
      )}
    </span>
  );
}
