import { Kind, type DocumentNode, type TypeNode, parse, print } from 'graphql';
import { stringifyDocument } from 'urql';
import type { Json } from '@/model/json';
import { isFields } from '@/model/json';

/** Types of variables whose values are words without quotes. */
const ENUMS = new Set(['BoardColumn', 'BoardSort', 'DeliveryState', 'Direction', 'MetricsBy', 'Severity']);
/** Fields of filters that are such words. */
const FIELDS: Readonly<Record<string, string>> = { column: 'BoardColumn', state: 'DeliveryState' };

function named(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type);
}

/** A value as GraphQL writes it. */
export function literal(value: Json, type: string): string {
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, type)).join(', ')}]`;
  if (isFields(value)) {
    const said = Object.entries(value).filter(([, one]) => one !== undefined);
    const fields = said.map(([key, one]) => `${key}: ${literal(one, FIELDS[key] ?? '')}`);
    return `{${fields.join(', ')}}`;
  }
  return typeof value === 'string' && ENUMS.has(type) ? value : JSON.stringify(value);
}

/**
 * An operation that runs as it is, wherever it is pasted: its variables have the values as defaults. What only
 * this application's cache asks for stays out.
 */
export function runnable(query: DocumentNode, variables: Record<string, Json | undefined>): string {
  const document = parse(stringifyDocument(query), { noLocation: true });
  const [operation, ...fragments] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return print(document);
  const head = (operation.variableDefinitions ?? []).flatMap((definition) => {
    const name = definition.variable.name.value;
    const value = variables[name];
    const type = print(definition.type);
    return [`$${name}: ${type}${value === undefined ? '' : ` = ${literal(value, named(definition.type))}`}`];
  });
  const body = print({ ...document, definitions: [{ ...operation, variableDefinitions: [] }, ...fragments] });
  return body
    .replace(/^query (\w+)/, `query $1(\n  ${head.join('\n  ')}\n)`)
    .replaceAll(/^ *__typename\n/gm, '');
}
