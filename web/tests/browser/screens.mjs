// Every page of the application that has an address, with a name for its picture. A page of something that has to be
// made or asked for first has a function of the server instead.
import { MODEL } from './person.mjs';

/** The page of the newest commit. */
async function newest(machine) {
  const { model } = await machine.ask('{ model { revision } }');
  return `${MODEL}/history/${model.revision}`;
}

/** The page of a merge that has to be decided. */
async function openMerge(machine) {
  const { startMerge } = await machine.ask(
    `mutation {
      startMerge(model: "customer-centre", into: "main", from: "proposal/retire-province-kb") { id }
    }`,
  );
  return `${MODEL}/merge/${encodeURIComponent(startMerge.id)}`;
}

export const SCREENS = [
  ['models', '/app/'],
  ['start', MODEL],
  ['element', `${MODEL}/e/us-2`],
  ['yaml', `${MODEL}/e/us-2?tab=yaml`],
  ['inspector-yaml', `${MODEL}/v/app-cooperation?sel=app-ticket&tab=yaml`],
  ['views', `${MODEL}/views`],
  ['view', `${MODEL}/v/app-cooperation?sel=app-ticket`],
  ['then', `${MODEL}/v/app-cooperation?time=2026-07-20T00:00:00Z`],
  ['then-two', `${MODEL}/v/app-cooperation?time=now&since=2026-02-01T00:00:00Z`],
  ['nested', `${MODEL}/v/organisation`],
  ['list', `${MODEL}/v/app-cooperation?as=list`],
  ['table', `${MODEL}/v/crud`],
  ['zachman', `${MODEL}/zachman`],
  ['zachman-cell', `${MODEL}/zachman?row=2&col=how`],
  ['zachman-alignment', `${MODEL}/zachman?mode=align`],
  ['zachman-classify', `${MODEL}/zachman?classify=true`],
  ['catalogs', `${MODEL}/catalogs`],
  ['catalog', `${MODEL}/catalog/application-component?group=lifecycle&filter=["lifecycle:active"]`],
  ['matrices', `${MODEL}/matrix`],
  ['matrix', `${MODEL}/matrix?rows=business-process&columns=business-role&shows=raci`],
  ['impact-start', `${MODEL}/impact`],
  ['impact', `${MODEL}/impact/app-ticket`],
  ['retire', `${MODEL}/impact/app-ticket?retire=app-ticket`],
  ['paths', `${MODEL}/impact/app-ticket?to=g-restore-info`],
  ['adm', `${MODEL}/adm?phase=B`],
  ['maps', `${MODEL}/maps`],
  ['map', `${MODEL}/map/capability-map?color=owner`],
  ['roadmap', `${MODEL}/map/roadmap`],
  ['map-table', `${MODEL}/map/landscape?as=list&color=lifecycle`],
  ['health', `${MODEL}/health`],
  ['findings', `${MODEL}/health?at=demo%2Ffindings`],
  ['complete', `${MODEL}/health?tab=complete`],
  ['branches', `${MODEL}/branches`],
  ['history', `${MODEL}/history`],
  ['compare', `${MODEL}/compare?before=plateau-2025&tab=diagram&view=app-cooperation`],
  ['compare-words', `${MODEL}/compare?before=plateau-2025`],
  ['compare-elements', `${MODEL}/compare?before=plateau-2025&tab=elements`],
  ['compare-files', `${MODEL}/compare?before=plateau-2025&tab=files`],
  [
    'compare-file',
    `${MODEL}/compare?before=main&after=proposal%2Fsmart-dispatch&tab=files&file=elements%2Fapplication%2Fapplication-component%2Fapp-dispatch.yaml`,
  ],
  ['compare-checks', `${MODEL}/compare?before=plateau-2025&tab=checks`],
  ['compare-impact', `${MODEL}/compare?before=plateau-2025&tab=impact`],
  ['commit', newest],
  ['merge', openMerge],
  ['board', `${MODEL}/board`],
  ['board-table', `${MODEL}/board?show=table`],
  ['board-trace', `${MODEL}/board?show=trace`],
  ['requirement', `${MODEL}/requirement/req-103`],
  ['intake', `${MODEL}/intake`],
  ['needs', `${MODEL}/intake?tab=needs`],
  ['delivery', `${MODEL}/delivery`],
  ['deployments', `${MODEL}/delivery?tab=deployments`],
  ['environment', `${MODEL}/environment/env-prod`],
  ['release', `${MODEL}/release/rel-2026-07`],
  ['incident', `${MODEL}/incident/INC-2605`],
  ['metrics', `${MODEL}/metrics`],
  ['trials', `${MODEL}/trials`],
  ['unmatched', `${MODEL}/unmatched`],
];

/** Where a page is on a server. */
export async function addressOf([, path], machine) {
  return typeof path === 'function' ? path(machine) : path;
}
