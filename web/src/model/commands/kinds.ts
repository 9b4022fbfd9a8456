import { applyEdits } from './applied';
import type { Command, CommandKind, CommandName, Documents, EditInput, TakeBack, Together } from './command';
import { changeKind, rename, setField } from './fields';
import { bendLine, placeNodes } from './layout';
import { connect, createElement, deleteElement, disconnect } from './structure';
import { addLine, addNode, nestNode, removeLine, removeNode, takeOut } from './viewing';
import { createView, deleteView } from './views';

/** Only the server knows what it does: shown when it is done. */
const takeBack: CommandKind<TakeBack> = {
  apply: (documents) => documents,
  invert: () => null,
  edits: () => [],
  subject: ({ name }) => name,
  isAlone: true,
};

/** All of its commands, in their order; back, from the last to the first. */
const together: CommandKind<Together> = {
  apply: (documents, { commands }) => applyAll(documents, commands),
  invert(command) {
    const back = command.commands.map(invert).reverse();
    const isWhole = back.every((one) => one !== null);
    return isWhole ? { ...command, commands: back } : null;
  },
  edits: ({ commands }) => commands.flatMap(edits),
  subject: ({ what }) => what,
  isAlone: ({ commands }) => commands.some(isAlone),
};

type Kinds = { [K in CommandName]: CommandKind<Extract<Command, { kind: K }>> };

/** Every kind of command. A new one: its type in `command.ts`, its meaning beside these, a line here, and words in `command.*`. */
export const COMMANDS: Kinds = {
  'set-field': setField,
  rename,
  'change-kind': changeKind,
  'create-element': createElement,
  'delete-element': deleteElement,
  connect,
  disconnect,
  'place-nodes': placeNodes,
  'apply-edits': applyEdits,
  'add-node': addNode,
  'remove-node': removeNode,
  'take-out': takeOut,
  'nest-node': nestNode,
  'add-line': addLine,
  'remove-line': removeLine,
  'bend-line': bendLine,
  'create-view': createView,
  'delete-view': deleteView,
  together,
  'take-back': takeBack,
};

function kindOf(command: Command): CommandKind<Command> {
  // The table pairs each name with the kind of that name.
  return COMMANDS[command.kind] as CommandKind<Command>;
}

/** The documents after a command. */
export function apply(documents: Documents, command: Command): Documents {
  return kindOf(command).apply(documents, command);
}

/** The documents after several commands. */
export function applyAll(documents: Documents, commands: readonly Command[]): Documents {
  return commands.reduce(apply, documents);
}

/** The command that takes another back; none if only the server can. */
export function invert(command: Command): Command | null {
  return kindOf(command).invert(command);
}

/** What the server is told. */
export function edits(command: Command): EditInput[] {
  return kindOf(command).edits(command);
}

/** What it is about, for a sentence. */
export function subject(command: Command): string {
  return kindOf(command).subject(command);
}

/** Whether it needs a commit of its own. */
export function isAlone(command: Command): boolean {
  const { isAlone: alone = false } = kindOf(command);
  return typeof alone === 'function' ? alone(command) : alone;
}
