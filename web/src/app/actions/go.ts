import { serverPage } from '@/app/addresses';
import type { Action, ActionContext } from './action';

type Place =
  | '/m/$model'
  | '/m/$model/views'
  | '/m/$model/zachman'
  | '/m/$model/catalogs'
  | '/m/$model/matrix'
  | '/m/$model/adm'
  | '/m/$model/maps';

function inModel(to: Place, tab?: string) {
  return ({ model, navigate }: ActionContext) =>
    void navigate({
      to,
      params: { model: model.name },
      search: { ...(model.at ? { at: model.at } : {}), ...(tab ? { tab } : {}) },
    });
}

/** A screen that the application does not have yet: the server's page of it. */
function onServer(path: string) {
  return ({ model }: ActionContext) => window.location.assign(serverPage(model, path));
}

/** From screen to screen. */
export const GO: readonly Action[] = [
  { id: 'go-model', label: 'nav.model', group: 'go', keys: ['g m'], run: inModel('/m/$model') },
  { id: 'go-views', label: 'nav.views', group: 'go', keys: ['g v'], run: inModel('/m/$model/views') },
  { id: 'go-zachman', label: 'nav.zachman', group: 'go', keys: ['g z'], run: inModel('/m/$model/zachman') },
  { id: 'go-adm', label: 'nav.adm', group: 'go', keys: ['g a'], run: inModel('/m/$model/adm') },
  {
    id: 'go-elements',
    label: 'nav.catalogs',
    group: 'go',
    keys: ['g c'],
    run: inModel('/m/$model/catalogs'),
  },
  {
    id: 'go-impact',
    label: 'nav.impact',
    group: 'go',
    keys: ['g i'],
    run: ({ model, element, navigate }) =>
      void (element
        ? navigate({
            to: '/m/$model/impact/$element',
            params: { model: model.name, element },
            search: model.at ? { at: model.at } : {},
          })
        : navigate({
            to: '/m/$model/impact',
            params: { model: model.name },
            search: model.at ? { at: model.at } : {},
          })),
  },
  { id: 'go-maps', label: 'nav.maps', group: 'go', keys: ['g p'], run: inModel('/m/$model/maps') },
  {
    id: 'go-matrices',
    label: 'nav.matrices',
    group: 'go',
    keys: ['g y'],
    run: inModel('/m/$model/matrix'),
  },
  { id: 'go-metamodel', label: 'nav.metamodel', group: 'go', keys: ['g k'], run: onServer('/metamodel') },
  {
    id: 'go-complete',
    label: 'nav.completeness',
    group: 'go',
    keys: ['g d'],
    run: inModel('/m/$model/health', 'complete'),
  },
  { id: 'go-health', label: 'nav.health', group: 'go', keys: ['g h'], run: inModel('/m/$model/health') },
  {
    id: 'go-element',
    label: 'action.openElement',
    group: 'go',
    keys: ['g e'],
    when: ({ element }) => element !== undefined,
    run: ({ model, element = '', navigate }) =>
      void navigate({
        to: '/m/$model/e/$element',
        params: { model: model.name, element },
        search: model.at ? { at: model.at } : {},
      }),
  },
];
