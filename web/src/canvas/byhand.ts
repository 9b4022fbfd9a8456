import type { Command } from '@/model/commands/command';
import { addressOf } from '@/model/commands/structure';
import { together } from './edits';
import type { Routed } from './scene/frames';
import { type Scene, isReal } from './scene/scene';

const short = (value: number) => Math.round(value * 100) / 100;

/**
 * A view that the model fills becomes a drawing: what it shows now is written down, where it stands now.
 * Ids stay, so a layout that it has keeps its places.
 */
export function drawnByHand(
  scene: Scene,
  routes: ReadonlyMap<string, Routed>,
  selector: unknown,
): Command | null {
  if (scene.isDrawn) return null;
  const real = [...scene.nodes.values()].filter(isReal);
  const ids = new Set(real.map(({ id }) => id));
  const nodes = real.map((node): Command => {
    const holder = node.parent && ids.has(node.parent) ? node.parent : null;
    const { x, y, width, height, label, element, shows } = node;
    const place = { x: short(x), y: short(y), w: short(width), h: short(height) };
    return {
      kind: 'add-node',
      view: scene.view,
      id: node.id,
      holder,
      fields: element ? { element: element.elementId } : { [shows === 'group' ? 'group' : 'note']: label },
      place: scene.hasLayout ? null : place,
      look: { label, ...(node.kind ? { kind: node.kind } : {}), layer: node.layer },
    };
  });
  const lines = [...scene.lines.values()].flatMap((line): Command[] => {
    if (!line.relation || !ids.has(line.from) || !ids.has(line.to)) return [];
    const turns = (routes.get(line.id)?.points ?? []).slice(1, -1);
    const bends =
      scene.hasLayout || turns.length === 0 ? null : turns.map(({ x, y }) => [short(x), short(y)]);
    const { id, from, to, label, kind } = line;
    const look = { label, ...(kind ? { kind } : {}) };
    return [{ kind: 'add-line', view: scene.view, id, relation: line.relation.id, from, to, bends, look }];
  });
  const free: Command[] = selector
    ? [
        {
          kind: 'set-field',
          item: addressOf('view', scene.view),
          path: ['selector'],
          from: selector as never,
        },
      ]
    : [];
  return together('by-hand', String(nodes.length), [...free, ...nodes, ...lines]);
}
