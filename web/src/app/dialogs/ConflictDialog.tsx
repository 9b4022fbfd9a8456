import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts } from '@/app/drafts';
import { useModel } from '@/app/ModelContext';
import { dateTime } from '@/i18n/i18n';
import type { Conflict } from '@/model/draft/draft';
import { Dialog } from '@/parts/Dialog';
import { ConflictCard, type Side } from '@/screens/merge/ConflictCard';
import type { Decision } from '@/screens/merge/conflict';
import { useFieldLabel } from '@/screens/merge/useFieldLabel';
import '@/screens/merge/merge.css';

/** What somebody else changed at the same time: what it was, both values, and whose they are. */
export function ConflictDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { name, draft } = useModel();
  const [decisions, setDecisions] = useState<Record<string, Decision | null>>({});
  const fieldOf = useFieldLabel();
  if (draft?.trouble?.kind !== 'conflict') return null;
  const { conflicts } = draft.trouble;
  const decide = () => {
    const resolutions = conflicts.flatMap(({ id, seen }) => {
      const decision = decisions[id];
      return decision ? [{ conflict: id, seen, ...decision }] : [];
    });
    drafts.getState().resolve(name, draft.branch, resolutions);
    onClose();
  };
  const ours = ({ oursBy }: Conflict): Side => ({
    choice: 'OURS',
    who: oursBy?.author ?? t('conflict.somebody'),
    by: oursBy ? dateTime(i18n.language, oursBy.time) : '',
    take: t('conflict.theirs'),
  });
  const mine: Side = {
    choice: 'THEIRS',
    who: t('conflict.you'),
    by: t('conflict.now'),
    take: t('conflict.mine'),
  };
  return (
    <Dialog onClose={onClose} title={t('conflict.title')} size="lg">
      {conflicts.map((conflict) => (
        <ConflictCard
          key={conflict.id}
          conflict={conflict}
          field={fieldOf(conflict)}
          ours={ours(conflict)}
          theirs={mine}
          decision={decisions[conflict.id] ?? null}
          onDecide={(decision) => setDecisions({ ...decisions, [conflict.id]: decision })}
        />
      ))}
      <Button disabled={conflicts.some(({ id }) => !decisions[id])} onClick={decide}>
        {t('conflict.finish')}
      </Button>
    </Dialog>
  );
}
