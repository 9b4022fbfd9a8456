import type { Action, ActionContext } from '@/app/actions/action';

type Place =
  | '/m/$model/board'
  | '/m/$model/delivery'
  | '/m/$model/metrics'
  | '/m/$model/intake'
  | '/m/$model/trials'
  | '/m/$model/unmatched';

function inModel(to: Place) {
  return ({ model, navigate }: ActionContext) =>
    void navigate({ to, params: { model: model.name }, search: model.at ? { at: model.at } : {} });
}

/** To the pages of what is asked for, delivered and measured. */
export const DELIVERY: readonly Action[] = [
  { id: 'go-board', label: 'nav.board', group: 'go', keys: ['g b'], run: inModel('/m/$model/board') },
  {
    id: 'go-delivery',
    label: 'nav.delivery',
    group: 'go',
    keys: ['g l'],
    run: inModel('/m/$model/delivery'),
  },
  { id: 'go-metrics', label: 'nav.metrics', group: 'go', keys: ['g n'], run: inModel('/m/$model/metrics') },
  { id: 'go-intake', label: 'intake.title', group: 'go', keys: ['g i'], run: inModel('/m/$model/intake') },
  { id: 'go-trials', label: 'trials.title', group: 'go', run: inModel('/m/$model/trials') },
  { id: 'go-unmatched', label: 'unmatched.title', group: 'go', run: inModel('/m/$model/unmatched') },
];
