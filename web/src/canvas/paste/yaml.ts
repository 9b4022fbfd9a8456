// YAML as values, with the parser that the editor has. What is hostile or unusual in YAML (anchors, tags, aliases) is not
// read at all: a text that has it is taken as plain text.
import { yamlLanguage } from '@codemirror/lang-yaml';
import type { Fields, Json } from '@/model/json';

/** Most values in values. */
const DEPTH = 40;

type Tree = ReturnType<typeof yamlLanguage.parser.parse>;
type Node = Tree['topNode'];

class Unreadable extends Error {}

const childrenOf = (node: Node, ...names: string[]): Node[] => {
  const found: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (names.length === 0 || names.includes(child.name)) found.push(child);
  }
  return found;
};

const SIGNS = new Set(['Comment', ':', '-', '?', ',', '{', '}', '[', ']', 'DirectiveEnd', 'DocEnd']);

function plain(text: string): Json {
  if (/^(~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  if (/^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(text)) return Number(text);
  return text.replace(/\s*\n\s*/g, ' ');
}

function quoted(text: string): string {
  const inside = text.slice(1, -1).replace(/\s*\n\s*/g, ' ');
  if (text.startsWith("'")) return inside.replaceAll("''", "'");
  try {
    return String(JSON.parse(`"${inside}"`));
  } catch {
    throw new Unreadable();
  }
}

/** A text in lines of its own, after `|` or `>`. */
function block(node: Node, text: string): string {
  const [header = '', ...rest] = text.slice(node.from, node.to).split('\n');
  const lines = rest.filter((line, index) => line.trim() !== '' || index < rest.length - 1);
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)), 200);
  const own = lines.map((line) => line.slice(indent));
  return own.join(header.startsWith('>') ? ' ' : '\n').trimEnd();
}

function valueOf(node: Node | undefined, text: string, depth: number): Json {
  if (depth > DEPTH) throw new Unreadable();
  if (!node) return null;
  switch (node.name) {
    case 'Literal':
      return plain(text.slice(node.from, node.to));
    case 'QuotedLiteral':
      return quoted(text.slice(node.from, node.to));
    case 'BlockLiteral':
      return block(node, text);
    case 'BlockSequence':
    case 'FlowSequence':
      return childrenOf(node, 'Item', 'Pair').map((item) => {
        if (item.name === 'Pair') return pairs([item], text, depth);
        return valueOf(meaningOf(item)[0], text, depth + 1);
      });
    case 'BlockMapping':
    case 'FlowMapping':
      return pairs(childrenOf(node, 'Pair'), text, depth);
    default:
      throw new Unreadable();
  }
}

function meaningOf(node: Node): Node[] {
  return childrenOf(node).filter(({ name }) => !SIGNS.has(name));
}

function pairs(all: readonly Node[], text: string, depth: number): Fields {
  const entries = all.map((pair): [string, Json] => {
    const [key, value] = meaningOf(pair);
    if (key?.name !== 'Key') throw new Unreadable();
    return [String(valueOf(meaningOf(key)[0], text, depth + 1)), valueOf(value, text, depth + 1)];
  });
  return Object.fromEntries(entries);
}

/** The documents of a text; null where it is not YAML, or has what is not read. */
export function readYaml(text: string): Json[] | null {
  const tree = yamlLanguage.parser.parse(text.replaceAll('\r\n', '\n'));
  let isWhole = true;
  tree.iterate({ enter: ({ type }) => void (isWhole &&= !type.isError) });
  if (!isWhole) return null;
  try {
    return childrenOf(tree.topNode, 'Document').flatMap((document) => {
      const [value] = meaningOf(document);
      return value ? [valueOf(value, text.replaceAll('\r\n', '\n'), 0)] : [];
    });
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
