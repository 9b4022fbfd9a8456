import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts } from '@/app/drafts';
import { useModel } from '@/app/ModelContext';
import { dateTime } from '@/i18n/i18n';
import type { Json } from '@/model/json';
import type { Conflict } from '@/model/draft/draft';
import { Dialog } from '@/parts/Dialog';

type Choice = 'OURS' | 'THEIRS';

function shown(value: Json, none: string): string {
  if (value === null || value === undefined) return none;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What somebody else changed at the same time: both values, and whose they are. */
export function ConflictDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { name, draft } = useModel();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  if (draft?.trouble?.kind !== 'conflict') return null;
  const { conflicts } = draft.trouble;
  const decide = () => {
    const resolutions = conflicts.map(({ id, seen }) => ({
      conflict: id,
      choice: choices[id] ?? 'OURS',
      seen,
    }));
    drafts.getState().resolve(name, draft.branch, resolutions);
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={t('conflict.title')} size="lg">
      {conflicts.map((conflict) => (
        <Card
          key={conflict.id}
          conflict={conflict}
          choice={choices[conflict.id] ?? null}
          onChoose={(choice) => setChoices({ ...choices, [conflict.id]: choice })}
        />
      ))}
      <Button disabled={conflicts.some(({ id }) => !choices[id])} onClick={decide}>
        {t('conflict.finish')}
      </Button>
    </Dialog>
  );
}

interface CardProps {
  conflict: Conflict;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
}

function Card({ conflict, choice, onChoose }: CardProps) {
  const { t, i18n } = useTranslation();
  const none = t('conflict.none');
  const by = conflict.oursBy;
  const who = by ? t('conflict.by', { who: by.author, time: dateTime(i18n.language, by.time) }) : '';
  const what = [conflict.element?.name ?? conflict.item, conflict.attribute].filter(Boolean).join(' · ');
  return (
    <Radio.Group
      label={what}
      description={t('conflict.base', { value: shown(conflict.base, none) })}
      value={choice}
      onChange={(value) => onChoose(value as Choice)}
      mb="md"
    >
      <Radio value="OURS" my={6} label={t('conflict.theirs', { value: shown(conflict.ours, none), who })} />
      <Radio value="THEIRS" my={6} label={t('conflict.mine', { value: shown(conflict.theirs, none) })} />
    </Radio.Group>
  );
}
