import { type NodeChange, type OnNodeDrag, useReactFlow } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import type { Command, Place } from '@/model/commands/command';
import { place, together } from '../edits';
import type { Box } from '../flow';
import { framesOf } from '../scene/frames';
import { type Frame, type Point, around } from '../scene/geometry';
import { isReal, subtree } from '../scene/scene';
import { type Guide, snap } from '../snap';
import { useCanvas } from '../state';
import { holderAt } from '../under';
import type { DrawingApi } from '../DrawingContext';

/** Boxes that are being dragged: they snap, their lines follow, and they may come to stand in another box. */
export function useDragging({ scene, frames, routes, canDraw, give }: DrawingApi) {
  const flow = useReactFlow();
  const [dragged, setDragged] = useState<ReadonlyMap<string, Place> | null>(null);
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  const now = useRef<ReadonlyMap<string, Place> | null>(null);
  const isFree = useRef(false);
  useEffect(() => {
    const onMove = ({ altKey }: PointerEvent) => void (isFree.current = altKey);
    window.addEventListener('pointermove', onMove, true);
    return () => window.removeEventListener('pointermove', onMove, true);
  }, []);

  /** The boxes that stay where they are: the same ones until something else is dragged. */
  const others = useRef<{ of: string; in: typeof frames; frames: Frame[] } | null>(null);
  const othersOf = (ids: readonly string[]): readonly Frame[] => {
    const of = ids.join('\n');
    if (others.current?.of === of && others.current.in === frames) return others.current.frames;
    const own = new Set(ids.flatMap((id) => [...subtree(scene.nodes, id)]));
    const staying = [...scene.nodes.values()].flatMap((node): Frame[] => {
      const frame = frames.get(node.id);
      return frame && isReal(node) && !own.has(node.id) ? [frame] : [];
    });
    others.current = { of, in: frames, frames: staying };
    return staying;
  };

  /** Changes of places while something is dragged, pulled to grid and neighbours. */
  const snapped = (changes: NodeChange<Box>[]): NodeChange<Box>[] => {
    const moves = changes.flatMap((change) =>
      change.type === 'position' && change.dragging && change.position
        ? [{ id: change.id, position: change.position }]
        : [],
    );
    if (moves.length === 0) return changes;
    const moving = around(
      moves.flatMap(({ id, position }): Frame[] => {
        const node = scene.nodes.get(id);
        const { x = 0, y = 0 } = frames.get(node?.parent ?? '') ?? {};
        return node ? [{ x: x + position.x, y: y + position.y, width: node.width, height: node.height }] : [];
      }),
    );
    const staying = othersOf(moves.map(({ id }) => id));
    const pull = isFree.current ? { dx: 0, dy: 0, guides: [] } : snap(moving, staying);
    setGuides((shown) => (shown.length + pull.guides.length === 0 ? shown : pull.guides));
    return changes.map((change) => {
      if (change.type !== 'position' || !change.position || !change.dragging) return change;
      const { x, y } = change.position;
      return { ...change, position: { x: x + pull.dx, y: y + pull.dy } };
    });
  };

  /** Remembers where boxes are now, and shows their lines there. */
  const onMoved = (changes: readonly NodeChange<Box>[]) => {
    const moves = changes.flatMap((change): [string, Place][] =>
      change.type === 'position' && change.dragging && change.position ? [[change.id, change.position]] : [],
    );
    if (moves.length === 0) return;
    now.current = new Map(moves);
    setDragged(now.current);
  };

  const pointOf = (event: MouseEvent | TouchEvent): Point => {
    const { clientX = 0, clientY = 0 } = 'clientX' in event ? event : (event.touches[0] ?? {});
    return flow.screenToFlowPosition({ x: clientX, y: clientY });
  };

  const onNodeDrag: OnNodeDrag<Box> = (event, _, boxes) => {
    if (!canDraw) return;
    const at = pointOf(event);
    const holder =
      holderAt(
        scene,
        frames,
        at,
        boxes.map(({ id }) => id),
      )?.id ?? null;
    const isElsewhere = boxes.some(({ id }) => (scene.nodes.get(id)?.parent ?? null) !== holder);
    useCanvas.getState().dropInto(isElsewhere ? holder : null);
  };

  const onNodeDragStop: OnNodeDrag<Box> = (event, _, boxes) => {
    const places = now.current;
    now.current = null;
    setDragged(null);
    setGuides([]);
    useCanvas.getState().dropInto(null);
    if (!places) return;
    const at = pointOf(event);
    const ids = boxes.map(({ id }) => id);
    const holder = canDraw ? (holderAt(scene, frames, at, ids)?.id ?? null) : undefined;
    give(dropped(holder, places));
  };

  /** Moves, and into another box where they were dropped there. */
  function dropped(holder: string | null | undefined, places: ReadonlyMap<string, Place>): Command | null {
    const there = framesOf(scene, places);
    const within = holder ? frames.get(holder) : undefined;
    const nests: Command[] = [];
    const moves = new Map(places);
    for (const id of places.keys()) {
      const from = scene.nodes.get(id)?.parent ?? null;
      const frame = there.get(id);
      if (holder === undefined || from === holder || !frame) continue;
      nests.push({ kind: 'nest-node', view: scene.view, node: id, from, to: holder });
      moves.set(id, { x: frame.x - (within?.x ?? 0), y: frame.y - (within?.y ?? 0) });
    }
    const move = place(scene, routes, moves);
    return nests.length > 0 ? together('nest-node', String(nests.length), [...nests, move]) : move;
  }

  return { dragged, guides, snapped, onMoved, onNodeDrag, onNodeDragStop };
}
