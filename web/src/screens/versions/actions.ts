import type { Action, ActionContext } from '@/app/actions/action';
import { useDialogs } from '@/app/actions/dialogs';
import { baseOf } from './base';

function inModel(to: '/m/$model/history' | '/m/$model/branches' | '/m/$model/compare') {
  return ({ model, navigate }: ActionContext) =>
    void navigate({ to, params: { model: model.name }, search: model.at ? { at: model.at } : {} });
}

/** Whether a branch is shown that is merged into another. */
function hasBase({ model }: ActionContext): boolean {
  const base = baseOf(model);
  return model.isEditable && base !== undefined && base.name !== model.branch;
}

/** What is done with versions. */
export const VERSIONS: readonly Action[] = [
  { id: 'go-history', label: 'nav.history', group: 'go', keys: ['g t'], run: inModel('/m/$model/history') },
  {
    id: 'go-branches',
    label: 'versions.title',
    group: 'go',
    keys: ['g r'],
    run: inModel('/m/$model/branches'),
  },
  {
    id: 'go-compare',
    label: 'version.compareWith',
    group: 'go',
    keys: ['g x'],
    run: inModel('/m/$model/compare'),
  },
  {
    id: 'at-date',
    label: 'version.date',
    group: 'go',
    run: () => useDialogs.getState().show({ name: 'at-date' }),
  },
  {
    id: 'review',
    label: 'draft.review',
    group: 'edit',
    when: hasBase,
    run: ({ model, navigate }) =>
      void navigate({
        to: '/m/$model/compare',
        params: { model: model.name },
        search: { before: baseOf(model)?.name, after: model.branch, at: model.branch },
      }),
  },
  {
    id: 'merge',
    label: 'versions.merge',
    group: 'edit',
    when: hasBase,
    run: ({ model: { branch = '', ...model } }) =>
      useDialogs.getState().show({ name: 'merge', from: branch, into: baseOf(model)?.name ?? '' }),
  },
  {
    id: 'rename-branch',
    label: 'versions.rename',
    group: 'edit',
    when: hasBase,
    run: ({ model: { branch = '' } }) =>
      useDialogs.getState().show({ name: 'branch', act: 'rename', of: branch }),
  },
  {
    id: 'new-branch',
    label: 'branch.new',
    group: 'edit',
    when: ({ model }) => model.me.role !== 'READER',
    run: ({ model: { branch, revision } }) =>
      useDialogs.getState().show({ name: 'branch', act: 'new', of: branch ?? revision }),
  },
  {
    id: 'new-tag',
    label: 'versions.tag',
    group: 'edit',
    when: ({ model }) => model.me.role !== 'READER',
    run: ({ model: { branch, revision } }) =>
      useDialogs.getState().show({ name: 'branch', act: 'tag', of: branch ?? revision }),
  },
];
