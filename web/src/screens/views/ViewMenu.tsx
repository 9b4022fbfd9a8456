import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import type { ViewData } from '@/canvas/query';
import type { Command } from '@/model/commands/command';
import { addressOf } from '@/model/commands/structure';
import { namesOf } from '@/screens/element/document';
import { Dialog } from '@/parts/Dialog';
import { ViewSettings } from './ViewSettings';

interface Props {
  view: ViewData;
  pending: readonly Command[];
}

/** What can be done to a view as a whole. */
export function ViewMenu({ view, pending }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'rename' | 'settings' | 'delete' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={t('view.menu')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('rename')}>{t('view.rename')}</Menu.Item>
          <Menu.Item onClick={() => setOpen('settings')}>{t('view.settings')}</Menu.Item>
          <Menu.Item color="red" onClick={() => setOpen('delete')}>
            {t('view.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'rename' && <RenameDialog view={view} onClose={close} />}
      {open === 'settings' && <ViewSettings view={view} pending={pending} onClose={close} />}
      {open === 'delete' && <DeleteDialog view={view} onClose={close} />}
    </>
  );
}

interface DialogProps {
  view: ViewData;
  onClose: () => void;
}

function RenameDialog({ view, onClose }: DialogProps) {
  const { t, i18n } = useTranslation();
  const { languages } = useModel();
  const edit = useEdit();
  const from = namesOf(view.names);
  const isPlain = typeof from === 'string' && languages.length < 2;
  const codes = isPlain ? [i18n.language] : languages;
  const main = languages[0] ?? i18n.language;
  const before: Record<string, string> =
    typeof from === 'string' ? { [isPlain ? codes[0]! : main]: from } : from;
  const [names, setNames] = useState(before);
  const keep = () => {
    onClose();
    const texts = Object.entries(names).flatMap(([code, text]) => (text.trim() ? [[code, text.trim()]] : []));
    const to = isPlain
      ? (names[codes[0]!] ?? '').trim()
      : (Object.fromEntries(texts) as Record<string, string>);
    const isEmpty = typeof to === 'string' ? to === '' : texts.length === 0;
    if (!isEmpty && JSON.stringify(to) !== JSON.stringify(from)) {
      edit({ kind: 'rename', item: addressOf('view', view.viewId), from, to });
    }
  };
  return (
    <Dialog onClose={onClose} title={t('view.rename')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        {codes.map((code, index) => (
          <TextInput
            key={code}
            label={codes.length > 1 ? t('canvas.nameIn', { language: code }) : t('element.name')}
            value={names[code] ?? ''}
            onChange={(event) => setNames({ ...names, [code]: event.currentTarget.value })}
            data-autofocus={index === 0 || undefined}
            mb="xs"
          />
        ))}
        <Button type="submit">{t('view.rename')}</Button>
      </form>
    </Dialog>
  );
}

function DeleteDialog({ view, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { name } = useModel();
  const edit = useEdit();
  const navigate = useNavigate();
  const remove = () => {
    onClose();
    const at = edit({ kind: 'delete-view', id: view.viewId, fields: { name: namesOf(view.names) } });
    void navigate({ to: '/m/$model/views', params: { model: name }, search: at ? { at } : {} });
  };
  return (
    <Dialog onClose={onClose} title={t('view.deleteTitle', { name: view.name })}>
      <p>{t('view.deleteText')}</p>
      <Button color="red.9" onClick={remove} data-autofocus>
        {t('view.delete')}
      </Button>
    </Dialog>
  );
}
