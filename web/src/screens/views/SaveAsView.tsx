import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { nameFields } from '@/canvas/edits';
import { newElementId } from '@/model/ids';
import type { Fields } from '@/model/json';
import { Dialog } from '@/parts/Dialog';

interface Props {
  /** What the dialog and its button are called: `Save as view`. */
  title: string;
  /** What the view is called unless a person says otherwise. */
  name: string;
  /** What it selects and how it shows that, as files say it. */
  fields: Fields;
  /** What it will show, where the name does not say that. */
  hint?: string;
  onClose: () => void;
}

/** Keeps what a screen shows as a view of the model, and opens it. */
export function SaveAsView({ title, name: proposed, fields, hint, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, languages } = useModel();
  const edit = useEdit();
  const navigate = useNavigate();
  const [name, setName] = useState(proposed);
  const text = name.trim();
  const save = () => {
    const id = newElementId(text);
    onClose();
    const at = edit({
      kind: 'create-view',
      id,
      fields: { name: nameFields(text, i18n.language, languages), ...fields },
    });
    void navigate({ to: '/m/$model/v/$view', params: { model, view: id }, search: at ? { at } : {} });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text !== '') save();
        }}
      >
        <TextInput
          label={t('element.name')}
          description={hint}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" mt="md" disabled={text === ''}>
          {title}
        </Button>
      </form>
    </Dialog>
  );
}
