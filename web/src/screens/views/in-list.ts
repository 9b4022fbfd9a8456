// What a drawing shows, as lists: the equivalent for those who do not see it.
import type { Scene, SceneLine } from '@/canvas/scene/scene';

/** A box, as a row. */
export interface BoxRow {
  id: string;
  label: string;
  /** What it is: the kind's name, or a key of `canvas.shows.*`. */
  kind: string | null;
  shows: string;
  element: string | null;
  /** The box that it stands in. */
  inside: string | null;
}

/** One end of a line. */
export interface End {
  label: string;
  element: string | null;
}

/** A line, as a sentence. */
export interface Sentence {
  id: string;
  from: End;
  /** The relation in words; null for a plain line. */
  says: string | null;
  to: End;
  label: string;
}

/** Lines that end at lines. */
const DEPTH = 4;

/** Boxes in the order of drawing, and lines as sentences; those with a text in them, where one is wanted. */
export function listOf(
  { nodes, lines }: Pick<Scene, 'nodes' | 'lines'>,
  wanted = '',
): { boxes: BoxRow[]; sentences: Sentence[] } {
  const endOf = (id: string, depth = 0): End => {
    const node = nodes.get(id);
    if (node) return { label: node.label, element: node.element?.elementId ?? null };
    const line = depth < DEPTH ? lines.get(id) : undefined;
    if (!line) return { label: id, element: null };
    const [from, to] = [endOf(line.from, depth + 1), endOf(line.to, depth + 1)];
    return { label: `(${from.label} ${saysOf(line) ?? '–'} ${to.label})`, element: null };
  };
  const boxes = [...nodes.values()]
    .filter(({ shows }) => shows !== 'decor')
    .map(({ id, label, kindLabel, shows, element, parent }): BoxRow => {
      const inside = parent === null ? null : (nodes.get(parent)?.label ?? null);
      return { id, label, kind: kindLabel, shows, element: element?.elementId ?? null, inside };
    });
  const sentences = [...lines.values()]
    .filter(({ shows }) => shows !== 'decor' && shows !== 'part')
    .map((line): Sentence => {
      const { id, from, to, label } = line;
      return { id, from: endOf(from), says: saysOf(line), to: endOf(to), label };
    });
  const text = wanted.trim().toLocaleLowerCase();
  const has = (...texts: (string | null)[]) =>
    text === '' || texts.some((one) => one?.toLocaleLowerCase().includes(text));
  return {
    boxes: boxes.filter(({ label, kind, id }) => has(label, kind, id)),
    sentences: sentences.filter(({ from, says, to, label }) => has(from.label, says, to.label, label)),
  };
}

function saysOf({ relation, kindLabel, kind }: SceneLine): string | null {
  return relation ? (kindLabel ?? kind) : null;
}
