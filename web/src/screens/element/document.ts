import type { ResultOf } from '@/graphql/tada';
import type { Names } from '@/model/commands/command';
import type { Fields, Json } from '@/model/json';
import type { ElementQuery } from './queries';

/** An element as its page reads it. */
export type ElementData = NonNullable<ResultOf<typeof ElementQuery>['model']['element']>;
/** A property that the metamodel describes, or a field or item inside of one. */
type Described = NonNullable<ElementData['kind']>['properties'][number];
export type Definition = Omit<Described, 'items' | 'fields'> & {
  items?: Definition | null;
  fields?: Definition[];
};

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

/** What a document is made of. */
type Documented = Pick<
  ElementData,
  | 'kindId'
  | 'names'
  | 'description'
  | 'properties'
  | 'owners'
  | 'lifecycle'
  | 'tags'
  | 'classification'
  | 'confidentiality'
>;

/** The element as a document, so that commands can be done to it. */
export function documentOf(element: Documented): Fields {
  const properties = element.properties.map(({ key, type, value }) => [key, valueOf(type, value)] as const);
  const { business, technology } = element.owners;
  const owners = given({
    business: business?.element?.elementId ?? business?.text,
    technology: technology?.element?.elementId ?? technology?.text,
  });
  const lifecycle = given(element.lifecycle ?? {});
  return {
    kind: element.kindId,
    name: namesOf(element.names),
    ...(element.description ? { description: element.description } : {}),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(Object.keys(owners).length > 0 ? { owners } : {}),
    ...(Object.keys(lifecycle).length > 0 ? { lifecycle } : {}),
    ...(element.tags.length > 0 ? { tags: element.tags } : {}),
    ...(element.classification.isConfirmed ? { zachman: element.classification.cells } : {}),
    ...(element.confidentiality ? { confidentiality: element.confidentiality } : {}),
  };
}

/** Those that have a value. */
function given(values: Record<string, string | null | undefined>): Fields {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as Fields;
}
