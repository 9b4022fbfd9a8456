import type { ResultOf } from '@/graphql/tada';
import type { Names } from '@/model/commands/command';
import type { Fields, Json } from '@/model/json';
import type { ElementQuery } from './queries';

/** An element as its page reads it. */
export type ElementData = NonNullable<ResultOf<typeof ElementQuery>['model']['element']>;
/** A property that the metamodel describes. */
export type Definition = NonNullable<ElementData['kind']>['properties'][number];

/** A name as files write it: one text, or one for each language. */
export function namesOf(names: ElementData['names']): Names {
  const [first] = names;
  if (names.length === 1 && first && first.language === null) return first.text;
  return Object.fromEntries(names.map(({ language, text }) => [language ?? '', text]));
}

/** A value as files write it: GraphQL gives lists and records as JSON in a text. */
function valueOf(type: string | null, value: string): Json {
  const isStructured = /^[[{]/.test(value) && (type === 'localized' || type === 'list' || type === 'record');
  if (!isStructured) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** The element as a document, so that commands can be done to it. */
export function documentOf(element: ElementData): Fields {
  const properties = element.properties.map(({ key, type, value }) => [key, valueOf(type, value)] as const);
  return {
    kind: element.kindId,
    name: namesOf(element.names),
    ...(element.description ? { description: element.description } : {}),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
  };
}
