// What of a draft can be had, and the one command that does it; what cannot, with the reason.
import type { Command, Look, Names } from '@/model/commands/command';
import { newElementId, newRelationId } from '@/model/ids';
import { frozen, lineOf, lookOf, nameFields, newId, opened } from '../edits';
import type { Routed } from '../scene/frames';
import type { Point } from '../scene/geometry';
import type { Scene } from '../scene/scene';
import type { Found, Kind, Related, Rule } from '../surroundings';
import type { Draft, Wanted, WantedLine } from './draft';
import { type Size, packed } from './packed';

/** What is known of the model about a draft. */
export interface Known {
  /** Elements that it names by id, with their relations. */
  elements: ReadonlyMap<string, { found: Found; relations: readonly Related[] }>;
  /** Elements by their name. */
  named: ReadonlyMap<string, readonly Found[]>;
  kinds: ReadonlyMap<string, Kind>;
  /** What may relate a kind. */
  rules: ReadonlyMap<string, readonly Rule[]>;
}

/** What becomes of one thing in the text. */
export interface Row {
  becomes: 'new' | 'reference' | 'box' | 'line' | 'relation' | 'refused';
  label: string;
  /** The kind, for people. */
  detail: string;
  /** A key of `paste.why.*`, where it is refused. */
  why?: 'noElement' | 'noKind' | 'noName' | 'noEnd' | 'noRelation' | 'notAllowed' | 'noView';
}

export interface Plan {
  rows: Row[];
  command: Command | null;
  nodes: string[];
}

interface Around {
  scene: Scene;
  routes: ReadonlyMap<string, Routed>;
  at: Point;
  /** The kind of what has none. */
  kind: string | null;
  language: string;
  languages: readonly string[];
}

/** A box that can be had. */
interface Box {
  wanted: Wanted;
  node: string;
  element: string | null;
  kind: string | null;
  look: Look;
  create: Command | null;
}

function nameIn(name: Names, language: string): string {
  return typeof name === 'string' ? name : (name[language] ?? Object.values(name)[0] ?? '');
}

function kindOf(text: string, kinds: Known['kinds']): Kind | undefined {
  const wanted = text.toLocaleLowerCase();
  return kinds.get(text) ?? [...kinds.values()].find(({ label }) => label.toLocaleLowerCase() === wanted);
}

/** The element of the model that is meant, if there is just one. */
function found({ refers, name, kind }: Wanted, known: Known, language: string): Found | undefined {
  if (refers) return known.elements.get(refers)?.found;
  const same = known.named.get(nameIn(name, language)) ?? [];
  const ofKind = kind ? same.filter((one) => one.kind === kindOf(kind, known.kinds)?.id) : same;
  return ofKind.length === 1 ? ofKind[0] : undefined;
}

function boxOf(wanted: Wanted, draft: Draft, known: Known, around: Around): Box | Row {
  const { shows, refers, name } = wanted;
  const { kinds } = known;
  const label = nameIn(name, around.language);
  const node = newId('n');
  const refused = (why: Row['why']): Row => ({
    becomes: 'refused',
    label: label || (refers ?? ''),
    detail: '',
    why: why!,
  });
  if (shows === 'view') return refused('noView');
  if (shows !== 'element') return { wanted, node, element: null, kind: null, look: { label }, create: null };
  const there = found(wanted, known, around.language);
  if (there) {
    const look = lookOf(there, kinds);
    return { wanted, node, element: there.id, kind: there.kind, look, create: null };
  }
  if (draft.form === 'view') return refused('noElement');
  const kind = kindOf(wanted.kind ?? around.kind ?? '', kinds);
  if (!kind) return refused('noKind');
  if (!label) return refused('noName');
  const isId = refers !== null && /^[\p{L}\p{N}._-]{1,120}$/u.test(refers);
  const id = isId ? refers : newElementId(label);
  const look = { label, kind: kind.id, kindLabel: kind.label, layer: kind.layer, shape: kind.shape };
  // A name in a list is in the language that is read; a file says itself which.
  const names = draft.form === 'names' ? nameFields(label, around.language, around.languages) : name;
  const fields = { kind: kind.id, name: names, ...wanted.fields };
  return { wanted, node, element: id, kind: kind.id, look, create: { kind: 'create-element', id, fields } };
}

const isBox = (made: Box | Row): made is Box => 'wanted' in made;

/** A line between two boxes, or a relation with something that is not drawn. */
function lineFor(
  line: WantedLine,
  boxes: ReadonlyMap<string, Box>,
  known: Known,
  view: string,
): { row: Row; commands: Command[] } {
  const [start, end] = [boxes.get(line.from), boxes.get(line.to)];
  const far = known.elements.get(line.to)?.found;
  const label = `${start?.look.label ?? line.from} → ${end?.look.label ?? far?.name ?? line.to}`;
  const refused = (why: NonNullable<Row['why']>) => ({
    row: { becomes: 'refused' as const, label, detail: line.kind ?? line.relation ?? '', why },
    commands: [],
  });
  if (!start || (!end && (line.kind === null || !far))) return refused('noEnd');
  if (line.kind === null && line.relation === null) {
    const look = { label: '' };
    const plain: Command = {
      kind: 'add-line',
      view,
      id: newId('c'),
      relation: null,
      from: start.node,
      to: end!.node,
      bends: null,
      look,
    };
    return { row: { becomes: 'line', label, detail: '' }, commands: [plain] };
  }
  if (line.relation !== null) {
    const relations = known.elements.get(start.element ?? '')?.relations ?? [];
    const related = relations.find(({ id }) => id === line.relation);
    const ends = [start.element, end!.element];
    if (!related || ![related.source, related.target].every((one) => ends.includes(one)))
      return refused('noRelation');
    const [from, to] = related.source === start.element ? [start, end!] : [end!, start];
    return {
      row: { becomes: 'line', label, detail: related.kind },
      commands: [lineOf(view, related, from.node, to.node)],
    };
  }
  const target = end?.element ?? far!.id;
  const other = known.kinds.get(end?.kind ?? far?.kind ?? '');
  const rules = known.rules.get(start.kind ?? '') ?? [];
  const isAllowed = rules.some(
    (rule) => rule.relation === line.kind && rule.direction === 'OUT' && other && rule.fits(other),
  );
  if (!isAllowed || !start.element) return refused('notAllowed');
  const before = known.elements
    .get(start.element)
    ?.relations.find(
      (one) => one.kind === line.kind && one.source === start.element && one.target === target,
    );
  const related = before ?? {
    id: newRelationId(),
    kind: line.kind!,
    source: start.element,
    target,
    name: '',
  };
  const connect: Command = {
    kind: 'connect',
    id: related.id,
    from: start.element,
    relation: related.kind,
    to: target,
  };
  return {
    row: { becomes: before ? 'line' : 'relation', label, detail: related.kind },
    commands: [...(before ? [] : [connect]), ...(end ? [lineOf(view, related, start.node, end.node)] : [])],
  };
}

/** What would come of a draft. */
export function planOf(draft: Draft, known: Known, around: Around): Plan {
  const { scene, routes, at } = around;
  const made = draft.boxes.map((wanted) => boxOf(wanted, draft, known, around));
  const boxes = made.filter(isBox);
  const byId = new Map(boxes.map((box) => [box.wanted.id, box]));
  const holderOf = ({ wanted }: Box) => byId.get(wanted.holder ?? '')?.wanted.id ?? null;
  const places = packed(
    boxes.map((box) => ({ id: box.wanted.id, holder: holderOf(box), shows: box.wanted.shows })),
  );
  const commands = boxes.flatMap(({ wanted, node, element, look, create }): Command[] => {
    const holder = holderOf(byId.get(wanted.id)!);
    const { x, y, width, height } = places.get(wanted.id)!;
    const by: Point & Partial<Size> = holder ? { x: 0, y: 0 } : at;
    const place = { x: Math.round(by.x + x), y: Math.round(by.y + y), w: width, h: height };
    const fields = element ? { element } : { [wanted.shows]: look.label };
    const held = holder ? byId.get(holder)!.node : null;
    const box: Command = { kind: 'add-node', view: scene.view, id: node, holder: held, fields, place, look };
    return create ? [create, box] : [box];
  });
  // Elements come before the relations between them.
  const lines = draft.lines.map((line) => lineFor(line, byId, known, scene.view));
  const all = [
    ...opened(scene),
    ...frozen(scene, routes),
    ...commands,
    ...lines.flatMap((line) => line.commands),
  ];
  const rows = made.map((one): Row => {
    if (!isBox(one)) return one;
    const { look, create, element } = one;
    const detail = look.kindLabel ?? '';
    return { becomes: create ? 'new' : element ? 'reference' : 'box', label: look.label, detail };
  });
  const command: Command | null =
    boxes.length === 0 ? null : { kind: 'together', as: 'paste', what: String(boxes.length), commands: all };
  return { rows: [...rows, ...lines.map(({ row }) => row)], command, nodes: boxes.map(({ node }) => node) };
}
