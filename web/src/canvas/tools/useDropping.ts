import type { DragEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '@/model/commands/command';
import type { DrawingApi } from '../DrawingContext';
import { frozen, newId, together } from '../edits';
import { ELEMENT_DATA, KIND_DATA } from '../Palette';
import type { Point } from '../scene/geometry';
import { SIZES } from '../scene/play';
import { useCanvas } from '../state';
import { spotAt } from '../under';
import { useCreation } from './useCreation';

/** Things that are put onto the canvas by mouse: dragged there, clicked with a tool, or named after a double click. */
export function useDropping(drawing: DrawingApi) {
  const { t } = useTranslation();
  const { scene, frames, routes, canDraw, isEditable, give, show, toView, toCanvas, announce } = drawing;
  const { referHere } = useCreation();

  function putExtra(extra: 'note' | 'group', point: Point) {
    const { width, height } = SIZES[extra]!;
    const { holder, at } = spotAt(scene, frames, point, { width, height });
    const id = newId('n');
    const text = t(extra === 'note' ? 'canvas.newNote' : 'canvas.newGroup');
    const place = { ...at, w: width, h: height };
    const look = { label: text };
    const node: Command = {
      kind: 'add-node',
      view: scene.view,
      id,
      holder,
      fields: { [extra]: text },
      place,
      look,
    };
    give(together('add-node', text, [...frozen(scene, routes), node]));
    useCanvas.getState().focus(id);
    useCanvas.getState().rename(id);
  }

  /** Something of a kind, with its middle at a point of the window. */
  function put(kind: string, window: Point) {
    if (!canDraw) return announce(t(isEditable ? 'canvas.filled' : 'canvas.readOnly'));
    const point = toView(window);
    if (kind === 'note' || kind === 'group') return putExtra(kind, point);
    show({ name: 'name', at: toCanvas(point), spot: spotAt(scene, frames, point, SIZES['element']!), kind });
  }

  /** With a kind as the tool, a click draws one. */
  function drawAt({ clientX, clientY }: MouseEvent | globalThis.MouseEvent): boolean {
    const { tool, use: take } = useCanvas.getState();
    if (tool.name !== 'draw') return false;
    if (!tool.keep) take({ name: 'select' });
    put(tool.kind, { x: clientX, y: clientY });
    return true;
  }

  function onDragOver(event: DragEvent) {
    const isOurs = event.dataTransfer.types.some((type) => type === KIND_DATA || type === ELEMENT_DATA);
    if (!isOurs || !canDraw) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }

  function onDrop(event: DragEvent) {
    const { dataTransfer, clientX, clientY } = event;
    const [kind, element] = [dataTransfer.getData(KIND_DATA), dataTransfer.getData(ELEMENT_DATA)];
    if (!kind && !element) return;
    event.preventDefault();
    const window = { x: clientX, y: clientY };
    if (kind) return put(kind, window);
    if (!canDraw) return announce(t(isEditable ? 'canvas.filled' : 'canvas.readOnly'));
    void referHere(element, spotAt(scene, frames, toView(window), SIZES['element']!));
  }

  function onDoubleClick({ target, clientX, clientY }: MouseEvent) {
    const isPane = target instanceof Element && target.classList.contains('react-flow__pane');
    if (!isPane || !canDraw) return;
    const point = toView({ x: clientX, y: clientY });
    show({
      name: 'name',
      at: toCanvas(point),
      spot: spotAt(scene, frames, point, SIZES['element']!),
      kind: null,
    });
  }

  return { drawAt, onDragOver, onDrop, onDoubleClick };
}
