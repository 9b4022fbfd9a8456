import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '@/app/settings';
import type { Arrangement } from './arrange';
import type { DrawingApi } from './DrawingContext';
import { isDirection, nearest } from './focus';
import { SIZES } from './scene/play';
import { isReal } from './scene/scene';
import { useCanvas } from './state';
import type { useClipboard } from './tools/useClipboard';
import type { Operations } from './tools/useOperations';
import { freeSpot } from './under';

/** What keys do that is not about the drawing itself. */
export interface Elsewhere {
  openPalette(): void;
  relayout(): void;
  goToView(step: 1 | -1): void;
  openNode(node: string): void;
  inspected: string | undefined;
}

const ARRANGEMENTS: Record<string, Arrangement> = {
  KeyL: 'left',
  KeyC: 'centre',
  KeyR: 'right',
  KeyT: 'top',
  KeyM: 'middle',
  KeyB: 'bottom',
  KeyH: 'across',
  KeyV: 'down',
};

/** Keys of the screen, which the canvas leaves alone. */
const OF_THE_SCREEN = /^[g?[\]]$/;

/** The keyboard on the canvas: one tab stop, arrows go to the nearest box, and everything about it is said. */
export function useCanvasKeys(
  drawing: DrawingApi,
  operations: Operations,
  clipboard: ReturnType<typeof useClipboard>,
  elsewhere: Elsewhere,
) {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const hasSingleKeys = useSettings((settings) => settings.hasSingleKeys);
  const { scene, frames, routes, isEditable, canDraw, announce, show, select, toCanvas } = drawing;
  const state = () => useCanvas.getState();
  const reachable = [...scene.nodes.values()].filter(({ shows }) => shows !== 'decor');
  const boxes = reachable.flatMap(({ id }) => (frames.has(id) ? [{ nodeId: id, ...frames.get(id)! }] : []));

  const linesOf = (id: string) =>
    [...routes.values()].flatMap(({ line }) =>
      !line.isImplied && (line.from === id || line.to === id) ? [line] : [],
    );

  const look = (id: string) => {
    const frame = frames.get(id);
    if (!frame) return;
    const at = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
    void flow.setCenter(at.x, at.y, { zoom: flow.getZoom(), duration: 0 });
  };

  const sayNode = (id: string) => {
    const node = scene.nodes.get(id);
    if (!node) return;
    const kind = node.kindLabel ?? t(`canvas.shows.${node.shows}`, { defaultValue: node.shows });
    announce(t('canvas.node', { kind, name: node.label, count: linesOf(id).length }));
  };

  const goTo = (id: string, isMore: boolean) => {
    const { selection } = state();
    if (isMore) {
      state().select([...selection, id]);
      useCanvas.setState({ active: id });
    } else state().focus(id);
    look(id);
    sayNode(id);
  };

  /** Goes through the lines of a box. */
  const walk = (from: string, step: number) => {
    const lines = linesOf(from);
    if (lines.length === 0) return announce(t('canvas.noLines'));
    const at = lines.findIndex(({ id }) => id === state().line);
    const line = lines[(at + step + lines.length) % lines.length] ?? lines[0]!;
    state().selectLine(line.id, from);
    const name = (id: string) => scene.nodes.get(id)?.label ?? '';
    const says = line.kindLabel ?? line.label;
    announce(
      t('canvas.line', {
        from: name(line.from),
        says,
        to: name(line.to),
        at: lines.indexOf(line) + 1,
        count: lines.length,
      }),
    );
  };

  const centreOf = (id: string) => {
    const { x, y, width, height } = frames.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
    return { x: x + width / 2, y: y + height };
  };

  /** Keys for the box with the focus, or for its lines. Says whether it was one. */
  const onNode = (key: string, id: string): boolean => {
    const node = scene.nodes.get(id);
    if (!node) return false;
    const at = toCanvas(centreOf(id));
    const { walking, line } = state();
    if (walking && line) {
      const route = routes.get(line);
      if (key === 'ArrowLeft' || key === 'ArrowRight') walk(walking, key === 'ArrowRight' ? 1 : -1);
      else if (key === 'Enter' && route)
        goTo(route.line.from === walking ? route.line.to : route.line.from, false);
      else if (key === 'Escape') goTo(walking, false);
      else return false;
      return true;
    }
    if (key === 'Enter') {
      const isInspected = node.element?.elementId === elsewhere.inspected && node.element !== null;
      if (isEditable && (isInspected || node.shows === 'note' || node.shows === 'group')) state().rename(id);
      else elsewhere.openNode(id);
    } else if (key === 'F2') {
      if (isEditable && isReal(node)) state().rename(id);
    } else if (key === 'e') walk(id, 1);
    else if (key === 'c' && isEditable) show({ name: 'targets', at, from: node });
    else if (key === 'n' && canDraw && node.element) {
      const beside = { x: centreOf(id).x + (frames.get(id)?.width ?? 0) + 60, y: centreOf(id).y - 20 };
      show({ name: 'kinds', at, from: node, spot: freeSpot(frames, beside, SIZES['element']!) });
    } else return false;
    return true;
  };

  const onCanvas = (key: string): boolean => {
    const { tool } = state();
    if (key === '+' || key === '=') void flow.zoomIn();
    else if (key === '-') void flow.zoomOut();
    else if (key === '0') void flow.zoomTo(1);
    else if (key === '1') void flow.fitView({ padding: 0.06 });
    else if (key === '2')
      void flow.fitView({ padding: 0.3, maxZoom: 1.5, nodes: [...state().selection].map((id) => ({ id })) });
    else if (key === 'v') state().use({ name: 'select' });
    else if (key === 'h') state().use({ name: 'hand' });
    else if (key === 's' && isEditable) state().use({ name: tool.name === 'space' ? 'select' : 'space' });
    else if (key === '/') elsewhere.openPalette();
    else if (key === 'l' && isEditable) elsewhere.relayout();
    else if (key === 'p' && state().selection.size > 0) operations.pin();
    else if (key === ',' || key === '.') elsewhere.goToView(key === '.' ? 1 : -1);
    else return false;
    return true;
  };

  const withControl = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const name = key.toLowerCase();
    if (name === 'a') operations.selectAll();
    else if (name === 'c' && shiftKey) void clipboard.copyPicture();
    else if (name === 'c') void clipboard.copy();
    else if (name === 'x') void clipboard.cut();
    else if (name === 'v') {
      // The browser says what is pasted, if it is let.
      clipboard.willPaste(shiftKey);
      return false;
    } else if (name === 'd') void clipboard.duplicate();
    else if (name === 'g') (shiftKey ? operations.ungroup : operations.group)();
    else return false;
    return true;
  };

  const handle = (event: KeyboardEvent): boolean => {
    const { key, altKey, shiftKey } = event;
    const { active, line } = state();
    if (event.ctrlKey || event.metaKey) return withControl(event);
    if (altKey && shiftKey && ARRANGEMENTS[event.code]) {
      operations.arranged(ARRANGEMENTS[event.code]!);
      return true;
    }
    if (altKey && isDirection(key)) {
      operations.nudge(key, shiftKey ? 1 : 10);
      return true;
    }
    if (key === 'Delete') {
      (shiftKey ? operations.remove : operations.takeOut)();
      return true;
    }
    if (active && !shiftKey && (hasSingleKeys || key.length > 1) && onNode(key, active)) return true;
    if (isDirection(key)) {
      const next = nearest(boxes, active, key);
      if (next) goTo(next, shiftKey);
      return true;
    }
    if (key === 'Escape') {
      const { tool } = state();
      const isIdle = tool.name === 'select' || tool.name === 'hand';
      if (!isIdle) state().use({ name: 'select' });
      else if (line) state().selectLine(null);
      else select(null);
      return true;
    }
    if (altKey || key.length > 1) return false;
    if (hasSingleKeys && !shiftKey && (onCanvas(key) || OF_THE_SCREEN.test(key)))
      return !OF_THE_SCREEN.test(key);
    if (hasSingleKeys && key === '+') return onCanvas(key);
    const node = scene.nodes.get(active ?? '');
    // Shift with L, and the keys of the screen, are not the beginning of a name.
    if (!node || !isEditable || !isReal(node) || /^[?L\s]$/.test(key)) return false;
    state().rename(node.id, key);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    if (!handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { onKeyDown, goTo, sayNode };
}
