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

/** Nodes of a view are drawn elsewhere. */
export interface PlaceNodes {
  kind: 'place-nodes';
  view: string;
  places: Record<string, { from: Place; to: Place }>;
}

/** Edits that the server worked out: what repairs a finding, or what a text or a table says. */
export interface ApplyEdits {
  kind: 'apply-edits';
  edits: EditInput[];
  /** What they are about, for people. */
  name: string;
}

/** The same done to several things at once, and taken back at once. */
export interface Several {
  kind: 'several';
  commands: Exclude<Command, TakeBack | Several>[];
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
  | Several
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
  isAlone?: boolean;
}
