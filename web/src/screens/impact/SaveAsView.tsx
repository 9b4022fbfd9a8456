import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { newElementId } from '@/model/ids';
import type { Fields } from '@/model/json';
import { Dialog } from '@/parts/Dialog';

interface Props {
  /** What the view is called unless a person says otherwise. */
  name: string;
  /** What it selects and how it shows that, as files say it. */
  fields: Fields;
  onClose: () => void;
}

/** Keeps what is on the screen as a view of the model. */
export function SaveAsView({ name: proposed, fields, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { languages } = useModel();
  const edit = useEdit();
  const [name, setName] = useState(proposed);
  const save = () => {
    const main = languages.includes(i18n.language) ? i18n.language : languages[0]!;
    const names = languages.length > 1 ? { [main]: name.trim() } : name.trim();
    const item = `view/${encodeURIComponent(newElementId(name))}`;
    edit({
      kind: 'apply-edits',
      name: name.trim(),
      edits: [{ create: { item, fields: { name: names, ...fields } } }],
    });
    notifications.show({
      message: t('impact.saved', { name: name.trim() }),
      closeButtonProps: { 'aria-label': t('action.close') },
    });
    onClose();
  };
  return (
    <Dialog title={t('impact.save')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') save();
        }}
      >
        <TextInput
          label={t('element.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" mt="md" disabled={name.trim() === ''}>
          {t('impact.save')}
        </Button>
      </form>
    </Dialog>
  );
}
