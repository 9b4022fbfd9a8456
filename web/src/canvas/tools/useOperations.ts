import { useTranslation } from 'react-i18next';
import type { Command, Place } from '@/model/commands/command';
import { useDialogs } from '@/app/actions/dialogs';
import { type Arrangement, arrange } from '../arrange';
import type { DrawingApi } from '../DrawingContext';
import { place, together } from '../edits';
import { type Direction, stepOf } from '../focus';
import { grouped, outermost, ungrouped } from '../grouping';
import type { SceneLine } from '../scene/scene';
import { isReal } from '../scene/scene';
import { useCanvas } from '../state';
import { bentAside } from './BendHandles';
import { bend } from '../edits';

/** What can be done to the boxes and the line that are selected. */
export function useOperations(drawing: DrawingApi) {
  const { t } = useTranslation();
  const { scene, frames, routes, isEditable, canDraw, give, tell, announce, focusCanvas } = drawing;
  const state = () => useCanvas.getState();
  const selected = () => outermost(scene, state().selection);
  const line = (): SceneLine | undefined => scene.lines.get(state().line ?? '');

  /** A command for a drawing; says why not where the model fills the view. */
  function draw(command: () => Command | null) {
    if (!canDraw) return announce(t(isEditable ? 'canvas.filled' : 'canvas.readOnly'));
    give(command());
  }

  function lineGone({ id, from, to, bends, hasEntry, label, kind, relation }: SceneLine): Command {
    const look = { label, ...(kind ? { kind } : {}) };
    const entry = hasEntry ? bends : null;
    return {
      kind: 'remove-line',
      view: scene.view,
      id,
      relation: relation?.id ?? null,
      from,
      to,
      bends: entry,
      look,
    };
  }

  /** Away from this view; the model keeps it. */
  function takeOut() {
    const chosen = line();
    const nodes = selected();
    if (chosen) {
      draw(() => lineGone(chosen));
      state().selectLine(null);
      return tell(t('canvas.lineTakenOut'));
    }
    if (nodes.length === 0) return;
    draw(() => ({ kind: 'take-out', view: scene.view, nodes: nodes.map(({ id }) => id) }));
    state().focus(null);
    if (canDraw) tell(t('canvas.takenOut', { count: nodes.length }));
  }

  /** Away from the model, after a question. */
  function remove() {
    const chosen = line();
    if (chosen?.relation && isEditable) {
      const { id, source, target } = chosen.relation;
      const relation = chosen.kind ?? '';
      const gone: Command = { kind: 'disconnect', id, from: source, relation, to: target };
      give(gone);
      state().selectLine(null);
      return tell(t('canvas.relationRemoved'));
    }
    const element = selected()[0]?.element?.elementId;
    if (element && isEditable) useDialogs.getState().show({ name: 'delete-element', element });
  }

  function arranged(arrangement: Arrangement) {
    const nodes = selected();
    const before = new Map(nodes.flatMap(({ id }) => (frames.has(id) ? [[id, frames.get(id)!]] : [])));
    const moves = [...arrange(before, arrangement)].flatMap(([id, frame]): [string, Place][] => {
      const node = scene.nodes.get(id);
      const old = before.get(id);
      if (!node || !old) return [];
      const size = arrangement === 'size' ? { w: frame.width, h: frame.height } : {};
      return [[id, { x: node.x + frame.x - old.x, y: node.y + frame.y - old.y, ...size }]];
    });
    if (isEditable) give(place(scene, routes, new Map(moves)));
  }

  function nudge(direction: Direction, by: number) {
    if (!isEditable) return;
    const step = stepOf(direction, by);
    const chosen = line();
    const route = chosen && routes.get(chosen.id);
    if (chosen && route) {
      const turns = bentAside(route, 0).map(({ x, y }) => ({ x: x + step.x, y: y + step.y }));
      return give(bend(scene, routes, chosen, turns));
    }
    const moves = selected().map(({ id, x, y }): [string, Place] => [id, { x: x + step.x, y: y + step.y }]);
    give(place(scene, routes, new Map(moves)));
  }

  function group() {
    draw(() => {
      const made = grouped(scene, frames, routes, state().selection, t('canvas.newGroup'));
      if (made) {
        state().focus(made.node);
        state().rename(made.node);
      }
      return made?.command ?? null;
    });
  }

  function ungroup() {
    const groups = selected().filter(({ shows }) => shows === 'group');
    draw(() => {
      const commands = groups.map((one) => ungrouped(scene, routes, one));
      return together('ungroup', groups[0]?.label ?? '', commands);
    });
    state().focus(null);
  }

  function selectAll() {
    state().select([...scene.nodes.values()].filter(isReal).map(({ id }) => id));
    focusCanvas();
  }

  function pin() {
    const { pinned, selection } = state();
    const isAll = [...selection].every((id) => pinned.has(id));
    const next = new Set(pinned);
    for (const id of selection) {
      if (isAll) next.delete(id);
      else next.add(id);
    }
    state().pin(next);
    announce(t(isAll ? 'canvas.unpinned' : 'canvas.pinned', { count: selection.size }));
  }

  return { takeOut, remove, arranged, nudge, group, ungroup, selectAll, pin, selected, draw };
}

/** What can be done on a canvas. */
export type Operations = ReturnType<typeof useOperations>;
