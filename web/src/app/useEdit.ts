import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Command, Documents } from '@/model/commands/command';
import { applyAll } from '@/model/commands/kinds';
import { newerThan } from '@/model/draft/draft';
import { drafts } from './drafts';
import { type OpenModel, useModel } from './ModelContext';

/** A name that a branch may have: `li-ming`. */
export function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-+|-+$/g, '').slice(0, 40) || 'me';
}

/** A name for a draft of the caller. */
export function newDraft({ me }: OpenModel): string {
  const day = new Date().toISOString().slice(0, 10);
  return `draft/${slug(me.name)}/${day}-${crypto.randomUUID().slice(0, 4)}`;
}

/** Whether edits go to a draft of their own: nobody writes to these branches directly. */
export function isGuarded({ branches, branch }: OpenModel): boolean {
  const shown = branches.find(({ name }) => name === branch);
  return Boolean(shown && (shown.isDefault || shown.isProtected));
}

/** Gives commands; returns the branch that shows them, for whoever goes elsewhere at once. */
type Edit = (command: Command) => string | undefined;

/** Gives commands. The first one on a protected branch opens a draft, and says so. */
export function useEdit(): Edit {
  const model = useModel();
  const navigate = useNavigate();
  const { t } = useTranslation();
  return (command) => {
    if (!model.isEditable || !model.branch) return model.at;
    const isNew = isGuarded(model);
    const branch = isNew ? newDraft(model) : model.branch;
    drafts.getState().open(model.name, branch, model.revision, isNew);
    drafts.getState().give(model.name, branch, command);
    if (!isNew) return model.at;
    notifications.show({
      message: t('draft.begun', { branch }),
      autoClose: 8000,
      closeButtonProps: { 'aria-label': t('action.close') },
    });
    void navigate({ to: '.', search: (old) => ({ ...old, at: branch }), replace: true });
    return branch;
  };
}

/** Documents of the server with the edits that they do not show yet. */
export function useEdited(documents: Documents, shown: string): Documents {
  const { draft } = useModel();
  return applyAll(documents, newerThan(draft, shown));
}
