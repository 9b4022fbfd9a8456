// Every page of the application that has an address, with a name for its picture.
import { MODEL } from './person.mjs';

export const SCREENS = [
  ['start', MODEL],
  ['element', `${MODEL}/e/us-2`],
  ['views', `${MODEL}/views`],
  ['view', `${MODEL}/v/app-cooperation?sel=app-ticket`],
  ['nested', `${MODEL}/v/organisation`],
  ['list', `${MODEL}/v/app-cooperation?as=list`],
  ['table', `${MODEL}/v/crud`],
  ['zachman', `${MODEL}/zachman`],
  ['zachman-cell', `${MODEL}/zachman?row=2&col=how`],
  ['catalogs', `${MODEL}/catalogs`],
  ['catalog', `${MODEL}/catalog/application-component?group=lifecycle&filter=["lifecycle:active"]`],
  ['matrices', `${MODEL}/matrix`],
  ['matrix', `${MODEL}/matrix?rows=business-process&columns=business-role&shows=raci`],
  ['impact', `${MODEL}/impact/app-ticket`],
  ['paths', `${MODEL}/impact/app-ticket?to=g-restore`],
  ['adm', `${MODEL}/adm?phase=B`],
  ['maps', `${MODEL}/maps`],
  ['map', `${MODEL}/map/capability-map?color=owner`],
  ['roadmap', `${MODEL}/map/roadmap`],
  ['map-table', `${MODEL}/map/landscape?as=list&color=lifecycle`],
  ['branches', `${MODEL}/branches`],
  ['history', `${MODEL}/history`],
  ['compare', `${MODEL}/compare?before=plateau-2025&tab=diagram&view=app-cooperation`],
  ['compare-words', `${MODEL}/compare?before=plateau-2025`],
];
