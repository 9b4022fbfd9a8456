import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { slug } from '@/app/useEdit';
import { client } from '@/graphql/client';
import { Dialog } from '@/parts/Dialog';
import { CreateBranch, CreateTag } from './mutations';
import { complain, refreshRefs, renameBranch } from './work';

interface Props {
  /** Another name, a new branch that begins at `of`, or a tag of it. */
  act: 'rename' | 'new' | 'tag';
  of: string;
  onClose: () => void;
}

/** Asks what a branch or tag is to be called. */
export function BranchDialog({ act, of, onClose }: Props) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const [name, setName] = useState(
    act === 'rename' ? of : act === 'new' ? `draft/${slug(model.me.name)}/` : '',
  );
  const [message, setMessage] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isTaken = [...model.branches, ...model.tags].some((ref) => ref.name === name && name !== of);

  async function run(): Promise<boolean> {
    if (act === 'rename') return renameBranch(model, of, name);
    const { error } =
      act === 'new'
        ? await client.mutation(CreateBranch, { model: model.name, name, at: of }).toPromise()
        : await client
            .mutation(CreateTag, { model: model.name, name, at: of, message: message || null })
            .toPromise();
    if (error) complain(error);
    return !error;
  }

  async function submit() {
    setBusy(true);
    const isDone = await run();
    setBusy(false);
    if (!isDone) return;
    onClose();
    const goes = act === 'new' || (act === 'rename' && model.branch === of);
    await refreshRefs(goes ? { name: model.name, at: name } : model);
    if (goes) void navigate({ to: '.', search: (old) => ({ ...old, at: name }) });
  }

  return (
    <Dialog onClose={onClose} title={t(`branch.${act}Title`, { of })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          label={t('branch.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value.trim())}
          error={isTaken ? t('branch.taken') : null}
          required
          data-autofocus
          maxLength={200}
        />
        {act === 'tag' && (
          <TextInput
            mt="sm"
            label={t('branch.message')}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
        )}
        <Button type="submit" mt="md" loading={isBusy} disabled={!name || isTaken || name === of}>
          {t(`branch.${act}`)}
        </Button>
      </form>
    </Dialog>
  );
}
