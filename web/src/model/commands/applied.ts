import { withValueAt } from '@/model/json';
import type { ApplyEdits, CommandKind, Documents, EditInput } from './command';

/** What is known here of an edit at once; the rest is seen when the server has done it. */
function applyEdit(documents: Documents, edit: EditInput): Documents {
  const item = 'update' in edit ? edit.update.item : 'rename' in edit ? edit.rename.item : '';
  const fields = documents[item];
  if (!fields) return documents;
  if ('rename' in edit) return { ...documents, [item]: withValueAt(fields, ['name'], edit.rename.name) };
  const changes = 'update' in edit ? edit.update.fields : [];
  const changed = changes.reduce((now, { path, to }) => withValueAt(now, path, to ?? undefined), fields);
  return { ...documents, [item]: changed };
}

/** Only the server knows how to take them back, to the byte. */
export const applyEdits: CommandKind<ApplyEdits> = {
  apply: (documents, { edits }) => edits.reduce(applyEdit, documents),
  invert: () => null,
  edits: ({ edits }) => edits,
  subject: ({ name }) => name,
  isAlone: true,
};
