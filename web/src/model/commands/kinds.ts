import { applyEdits } from './applied';
import type { Command, CommandKind, CommandName, Documents, EditInput, Several, TakeBack } from './command';
import { changeKind, rename, setField } from './fields';
import { placeNodes } from './layout';
import { connect, createElement, deleteElement, disconnect } from './structure';

/** Only the server knows what it does: shown when it is done. */
const takeBack: CommandKind<TakeBack> = {
  apply: (documents) => documents,
  invert: () => null,
  edits: () => [],
  subject: ({ name }) => name,
  isAlone: true,
};

/** Those of `commands` one after the other. */
const several: CommandKind<Several> = {
  apply: (documents, { commands }) => applyAll(documents, commands),
  invert: (command) => {
    const inverted = command.commands.map(invert).reverse();
    const commands = inverted.filter((one) => one !== null) as Several['commands'];
    return commands.length === inverted.length ? { ...command, commands } : null;
  },
  edits: ({ commands }) => commands.flatMap(edits),
  subject: ({ name }) => name,
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
  several,
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
  if (command.kind === 'several') return command.commands.some(isAlone);
  return kindOf(command).isAlone ?? false;
}
