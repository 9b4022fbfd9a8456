import type { ResultOf } from '@/graphql/tada';
import type { Json } from '@/model/json';
import { inText } from '@/screens/merge/value';
import type { WordsQuery } from './wordsQueries';

type Metamodel = ResultOf<typeof WordsQuery>['model']['metamodel'];

/** Fields that every element may have, with words of their own: `compare.field.<path>`. */
export const FIELDS = [
  'aliases',
  'cells',
  'confidentiality',
  'description',
  'external',
  'file',
  'kind',
  'lifecycle',
  'lifecycle.since',
  'lifecycle.state',
  'lifecycle.until',
  'name',
  'owner',
  'owners',
  'owners.business',
  'owners.technology',
  'plateaus',
  'reviewed',
  'source',
  'steward',
  'tags',
  'target',
  'zachman',
] as const;

/** Values with words of their own: `compare.state.<value>`. */
export const LIFECYCLE = ['proposed', 'planned', 'active', 'phase-out', 'retired'] as const;

/** Words of a model for what differs. */
export class Words {
  private readonly kinds: Map<string, Metamodel['kinds'][number]>;
  private readonly relations: Map<string, Metamodel['relations'][number]>;

  constructor(
    metamodel: Metamodel | undefined,
    private readonly names: ReadonlyMap<string, string>,
    private readonly t: (key: string) => string,
    private readonly languages: readonly string[],
  ) {
    this.kinds = new Map(metamodel?.kinds.map((kind) => [kind.kindId, kind]));
    this.relations = new Map(metamodel?.relations.map((kind) => [kind.kindId, kind]));
  }

  /** What an element is called; its id where that is not known. */
  name(id: string): string {
    return this.names.get(id) ?? id;
  }

  /** "Application Component"; of a relation, "Serving". */
  kind(id: string): string {
    return this.kinds.get(id)?.label ?? this.relations.get(id)?.label ?? id;
  }

  /** "business", for colours. */
  layer(kind: string): string | null {
    return this.kinds.get(kind)?.layer ?? null;
  }

  /** "serves". */
  verb(relation: string): string {
    return this.relations.get(relation)?.forward ?? `→ ${relation} →`;
  }

  private property(kind: string, attribute: string) {
    const [first, key] = attribute.split('.');
    if (first !== 'properties') return undefined;
    return this.kinds.get(kind)?.properties.find((one) => one.key === key);
  }

  /** The language of a field that has a value in each: `zh` of `name.zh`. */
  languageOf(attribute: string): string | null {
    const last = attribute.split('.').at(-1) ?? '';
    return attribute.includes('.') && this.languages.includes(last) ? last : null;
  }

  /** "Annual cost", "Lifecycle state". */
  field(kind: string, attribute: string): string {
    const language = this.languageOf(attribute);
    const plain = language ? attribute.slice(0, -language.length - 1) : attribute;
    const known = FIELDS.find((field) => field === plain);
    if (known) return this.t(`compare.field.${known.replace('.', '-')}`);
    const property = this.property(kind, plain);
    if (!property) return plain.replace(/^properties\./, '');
    const rest = plain.split('.').slice(2).join('.');
    return [property.label, rest].filter(Boolean).join(' · ');
  }

  /** A value: the name of what it refers to, the label of a choice, or itself; null where there is none. */
  value(kind: string, attribute: string, value: Json): string | null {
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
      return value.map((one) => this.value(kind, attribute, one)).join(', ');
    }
    if (typeof value !== 'string') return inText(value);
    if (attribute === 'lifecycle.state') {
      const state = LIFECYCLE.find((one) => one === value);
      return state ? this.t(`compare.state.${state}`) : value;
    }
    const property = this.property(kind, attribute);
    const choice = property?.choices.find((one) => one.value === value);
    if (choice) return choice.label;
    const refers = property?.type === 'reference' || /^(owners?|steward|plateaus)\b/.test(attribute);
    return refers ? this.name(value) : value;
  }
}

/** Whether a text may be the id of an element, so that its name is worth asking for. */
export function mayBeId(value: Json): value is string {
  return typeof value === 'string' && /^[\p{L}\p{N}._-]{1,120}$/u.test(value) && !/^[\d.-]+$/.test(value);
}
