import { Button, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts } from '@/app/drafts';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { Dialog } from '@/parts/Dialog';
import { ElementPicker, type Picked } from '@/parts/ElementPicker';
import { newRequirement } from './newRequirement';

/** Four questions that anybody can answer; the rest can come later. What it makes goes into a draft. */
export function NewRequirement({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const edit = useEdit();
  const [hurts, setHurts] = useState('');
  const [who, setWho] = useState<Picked | null>(null);
  const [better, setBetter] = useState('');
  const [by, setBy] = useState('');
  const isComplete = Boolean(hurts.trim() && who && better.trim() && by);
  const add = () => {
    if (!who || !isComplete) return;
    const language = model.languages.includes(i18n.language) ? i18n.language : (model.languages[0] ?? 'en');
    const [first, ...others] = newRequirement({ hurts, who, better, by, language });
    onClose();
    if (!first) return;
    // The first edit may open a draft; the others follow it there.
    const branch = edit(first) ?? model.branch;
    for (const command of branch ? others : []) drafts.getState().give(model.name, branch!, command);
  };
  return (
    <Dialog title={t('board.add')} onClose={onClose} size="lg">
      <form
        className="board-form"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Textarea
          label={t('board.hurts')}
          description={t('board.hurtsExample')}
          value={hurts}
          onChange={(event) => setHurts(event.currentTarget.value)}
          maxLength={4000}
          autosize
          minRows={2}
          required
          data-autofocus
        />
        <ElementPicker
          label={t('board.who')}
          kinds={['stakeholder', 'business-role', 'business-actor']}
          value={who?.elementId ?? null}
          name={who?.name}
          onChange={setWho}
        />
        <Textarea
          label={t('board.better')}
          description={t('board.betterExample')}
          value={better}
          onChange={(event) => setBetter(event.currentTarget.value)}
          maxLength={4000}
          autosize
          minRows={2}
          required
        />
        <TextInput
          type="date"
          label={t('board.by')}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
          required
        />
        <Button type="submit" disabled={!isComplete}>
          {t('board.add')}
        </Button>
      </form>
    </Dialog>
  );
}
