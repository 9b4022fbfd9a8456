import { isFields } from '@/model/json';
import type { Fields, Json } from '@/model/json';
import type { CatalogElement, CatalogKind } from './queries';

/** How a cell is edited; `none` is not. */
export type Input = 'none' | 'text' | 'name' | 'number' | 'date' | 'choice' | 'element' | 'tags';

/** A column of a catalog. */
export interface Column {
  /** As addresses, files and the server call it: `owner`, `properties.cost`. */
  key: string;
  label: string;
  input: Input;
  /** Where the value stands in the document. */
  path: string[];
  choices: { value: string; label: string }[];
  /** Kinds that a reference may lead to. */
  to: readonly string[];
  /** Whether it has one text for each language. */
  isLocalized: boolean;
  isNumber: boolean;
  /** In pixels. */
  width: number;
}

/** States of a lifecycle, in their order. */
export const LIFECYCLE = ['proposed', 'planned', 'active', 'phase-out', 'retired'] as const;

const INPUTS: Record<string, Input> = {
  text: 'text',
  localized: 'text',
  url: 'text',
  enum: 'choice',
  boolean: 'choice',
  integer: 'number',
  decimal: 'number',
  date: 'date',
  reference: 'element',
};

/** Says what columns and values are called. */
type Words = (key: string) => string;

function column(key: string, label: string, others: Partial<Column> = {}): Column {
  return {
    key,
    label,
    input: 'none',
    path: [],
    choices: [],
    to: [],
    isLocalized: false,
    isNumber: false,
    width: 132,
    ...others,
  };
}

/** All columns that a catalog of a kind can have. */
export function columnsOf(kind: CatalogKind, t: Words): Column[] {
  const states = LIFECYCLE.map((value) => ({ value, label: t(`catalog.lifecycle.${value}`) }));
  const yesNo = [
    { value: 'true', label: t('field.yes') },
    { value: 'false', label: t('field.no') },
  ];
  const properties = kind.properties.map((definition) => {
    const { key, type, computed, parts } = definition;
    return column(`properties.${key}`, definition.label, {
      input: computed || parts ? 'none' : (INPUTS[type] ?? 'none'),
      path: ['properties', key],
      choices: type === 'boolean' ? yesNo : definition.choices,
      to: definition.to,
      isLocalized: type === 'localized',
      isNumber: type === 'integer' || type === 'decimal',
    });
  });
  return [
    column('name', t('element.name'), { input: 'name', width: 240 }),
    column('id', t('catalog.id'), { width: 160 }),
    ...(kind.children.length > 0 ? [column('kind', t('new.kind'))] : []),
    column('owner', t('element.businessOwner'), { input: 'element', path: ['owners', 'business'] }),
    column('owners.technology', t('element.technologyOwner'), {
      input: 'element',
      path: ['owners', 'technology'],
    }),
    column('lifecycle', t('element.lifecycle'), {
      input: 'choice',
      path: ['lifecycle', 'state'],
      choices: states,
      width: 120,
    }),
    ...properties,
    column('tags', t('element.tags'), { input: 'tags', path: ['tags'] }),
    column('description', t('element.description'), { input: 'text', path: ['description'], width: 300 }),
    column('completeness', t('nav.completeness'), { isNumber: true, width: 110 }),
    column('problems', t('element.problems'), { isNumber: true, width: 100 }),
  ];
}

/** The columns of a catalog that says nothing about it: the usual ones, and properties that are asked for. */
export function usualColumns(kind: CatalogKind): string[] {
  const plain = kind.properties.filter(({ type, parts }) => type in INPUTS && type !== 'localized' && !parts);
  const ranked = [...plain].sort((a, b) => Number(b.required) - Number(a.required));
  return [
    'name',
    'owner',
    'lifecycle',
    ...ranked.slice(0, 4).map(({ key }) => `properties.${key}`),
    'completeness',
    'problems',
  ];
}

/** An element with its document, edits done. */
export interface Row {
  id: string;
  element: CatalogElement;
  fields: Fields;
}

function structured(type: string | null, value: string): Json {
  const isStructured = /^[[{]/.test(value) && (type === 'localized' || type === 'list' || type === 'record');
  if (!isStructured) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** The element as a document, so that commands can be done to it. */
export function documentOf(element: CatalogElement): Fields {
  const { names, owners, lifecycle, tags, description, properties } = element;
  const [first] = names;
  const isPlain = names.length === 1 && first?.language === null;
  const owner = (of: typeof owners.business) => of?.element?.elementId ?? of?.text;
  const business = owner(owners.business);
  const technology = owner(owners.technology);
  return {
    kind: element.kindId,
    name: isPlain
      ? (first?.text ?? '')
      : Object.fromEntries(names.map(({ language, text }) => [language ?? '', text])),
    ...(description ? { description } : {}),
    ...(business || technology
      ? { owners: { ...(business ? { business } : {}), ...(technology ? { technology } : {}) } }
      : {}),
    ...(lifecycle?.state ? { lifecycle: { state: lifecycle.state } } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    properties: Object.fromEntries(properties.map(({ key, type, value }) => [key, structured(type, value)])),
  };
}

/** A text of a record of languages, or a text. */
export function inLanguage(value: Json | undefined, language: string): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((one) => inLanguage(one, language)).join(', ');
  if (isFields(value)) return inLanguage(value[language] ?? Object.values(value)[0], language);
  return String(value);
}
