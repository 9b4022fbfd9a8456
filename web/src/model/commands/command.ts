import type { VariablesOf } from '@/graphql/tada';
import type { CommitChanges } from '@/graphql/commit';
import type { Fields, Json } from '@/model/json';

/** One change as the server takes it. */
export type EditInput = NonNullable<VariablesOf<typeof CommitChanges>['edits']>[number];

/** Fields by address: `element/crm`, `relation/r-8k2`, `layout/overview`. What is known of a model here. */
export type Documents = Readonly<Record<string, Fields>>;

/** A text, or a text for each language. */
export type Names = string | Record<string, string>;

/** Where a node of a view is drawn, relative to the node it stands in. */
export interface Place {
  x: number;
  y: number;
  /** Width, where it is not the usual one of its kind. */
  w?: number;
  /** Height, likewise. */
  h?: number;
}

/** A field gets another value; undefined is "has none". */
export interface SetField {
  kind: 'set-field';
  item: string;
  path: string[];
  from?: Json;
  to?: Json;
}

/** An element, relation or view gets another name. */
export interface Rename {
  kind: 'rename';
  item: string;
  from: Names;
  to: Names;
}

/** An element becomes one of another kind. */
export interface ChangeKind {
  kind: 'change-kind';
  item: string;
  from: string;
  to: string;
}

/** A new element. */
export interface CreateElement {
  kind: 'create-element';
  id: string;
  fields: Fields;
}

/** An element goes, with what refers to it. */
export interface DeleteElement {
  kind: 'delete-element';
  id: string;
  fields: Fields;
}

/** A new relation. */
export interface Connect {
  kind: 'connect';
  id: string;
  from: string;
  relation: string;
  to: string;
}

/** A relation goes, with the lines that show it. */
export interface Disconnect {
  kind: 'disconnect';
  id: string;
  from: string;
  relation: string;
  to: string;
}

/** Nodes of a view are drawn elsewhere, or in another size; null is "nowhere yet". */
export interface PlaceNodes {
  kind: 'place-nodes';
  view: string;
  places: Record<string, { from: Place | null; to: Place | null }>;
}

/** What a drawing has to know of something that the server has not drawn yet; it is not sent. */
export interface Look {
  label: string;
  /** The kind of the element or relation, and what people call it. */
  kind?: string;
  kindLabel?: string;
  layer?: string;
  /** The shape it is drawn with, where that is not its kind's. */
  shape?: string;
  names?: { language: string | null; text: string }[];
}

/** A view gets a node: an element, a note, a group or another view. */
export interface AddNode {
  kind: 'add-node';
  view: string;
  id: string;
  /** The node it stands in; null is the view itself. */
  holder: string | null;
  /** As a file has them: `{ element: "crm" }`. */
  fields: Fields;
  place: Place | null;
  look: Look;
}

/** A node goes from a view, with nothing in it and no line at it: what `add-node` made. */
export interface RemoveNode extends Omit<AddNode, 'kind'> {
  kind: 'remove-node';
}

/** Nodes go from a view with all that stands in them and ends at them. The model keeps its elements. */
export interface TakeOut {
  kind: 'take-out';
  view: string;
  nodes: string[];
}

/** A node of a view comes to stand in another one. */
export interface NestNode {
  kind: 'nest-node';
  view: string;
  node: string;
  from: string | null;
  to: string | null;
}

/** A view gets a line: a relation's, or a plain one. */
export interface AddLine {
  kind: 'add-line';
  view: string;
  id: string;
  relation: string | null;
  from: string;
  to: string;
  bends: Json[] | null;
  look: Look;
}

/** A line goes from a view. The model keeps its relation. */
export interface RemoveLine extends Omit<AddLine, 'kind'> {
  kind: 'remove-line';
}

/** A line turns elsewhere. Null on one side: the layout says nothing of the line. */
export interface BendLine {
  kind: 'bend-line';
  view: string;
  line: string;
  from: Json[] | null;
  to: Json[] | null;
}

/** A new view. */
export interface CreateView {
  kind: 'create-view';
  id: string;
  fields: Fields;
}

/** A view goes, with where it is drawn. */
export interface DeleteView {
  kind: 'delete-view';
  id: string;
  fields: Fields;
}

/** Several commands that are one for a person. */
export interface Together {
  kind: 'together';
  /** What to call it: the last part of a key `command.*`. */
  as: string;
  /** What it is about. */
  what: string;
  commands: Command[];
}

/** Edits that the server worked out: what repairs a finding, or what a text or a table says. */
export interface ApplyEdits {
  kind: 'apply-edits';
  edits: EditInput[];
  /** What they are about, for people. */
  name: string;
}

/** Takes a saved commit back, to the byte: what the server said would. */
export interface TakeBack {
  kind: 'take-back';
  undo: Json;
  revision: string;
  /** The kind of the command that is taken back. */
  of: Exclude<CommandName, 'take-back'>;
  name: string;
}

/** What a person did to a model: a value that can be shown, stored, sent and taken back. */
export type Command =
  | SetField
  | Rename
  | ChangeKind
  | CreateElement
  | DeleteElement
  | Connect
  | Disconnect
  | PlaceNodes
  | ApplyEdits
  | AddNode
  | RemoveNode
  | TakeOut
  | NestNode
  | AddLine
  | RemoveLine
  | BendLine
  | CreateView
  | DeleteView
  | Together
  | TakeBack;

/** Names of the kinds of commands. */
export type CommandName = Command['kind'];

/** What a kind of command means. Functions of values: no clock, no network. */
export interface CommandKind<C extends Command> {
  /** The documents as they are after it. */
  apply(documents: Documents, command: C): Documents;
  /** The command that takes it back; none if only the server can. */
  invert(command: C): Command | null;
  /** The same for the server. */
  edits(command: C): EditInput[];
  /** What it is about, for a sentence such as "Renamed Billing". */
  subject(command: C): string;
  /** Goes into a commit of its own, so that it can be taken back to the byte. */
  isAlone?: boolean | ((command: C) => boolean);
}
