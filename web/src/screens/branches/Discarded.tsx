import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { drafts } from '@/app/drafts';
import { useModel } from '@/app/ModelContext';
import { type Draft, countOf, headOf } from '@/model/draft/draft';
import { ago } from './ages';
import { useNow } from './useNow';
import { bringBack, refreshRefs } from './work';

/** Drafts that were thrown away in this browser, to be had back for 30 days. */
export function Discarded() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const now = useNow(60_000);
  const all = useStore(drafts, ({ discarded }) => discarded);
  const discarded = all.filter((draft) => draft.model === model.name);
  if (discarded.length === 0) return null;
  const restore = async (draft: Draft) => {
    const { branch } = draft;
    if (!(await bringBack(model, branch, headOf(draft)))) return;
    await refreshRefs({ name: model.name, at: branch });
    void navigate({ to: '.', search: (old) => ({ ...old, at: branch }) });
  };
  return (
    <section>
      <h2>{`${t('branch.discarded')} (${discarded.length})`}</h2>
      <ul className="plain">
        {discarded.slice(0, 50).map((draft) => (
          <li key={draft.branch} className="branch">
            <div className="branch-name">{draft.branch}</div>
            <div className="branch-facts">
              {t('draft.edits', { count: countOf(draft) })} ·{' '}
              {ago(i18n.language, draft.discardedAt ?? now, Math.max(now, draft.discardedAt ?? now))}
            </div>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('branch.restoreOf', { name: draft.branch })}
              onClick={() => void restore(draft)}
            >
              {t('branch.restore')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
