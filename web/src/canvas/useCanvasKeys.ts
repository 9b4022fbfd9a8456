import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '@/model/commands/command';
import type { CanvasProps } from './Canvas';
import { isPlaced, moveCommand } from './flow';
import { isDirection, nearest, stepOf } from './focus';
import type { NodeData } from './query';
import { useCanvas } from './state';

interface Around extends CanvasProps {
  places: Map<string, Place>;
  choose: (node: NodeData) => void;
}

/** The keyboard on the canvas: one tab stop, arrows go to the nearest box, and everything about it is said. */
export function useCanvasKeys({ view, isEditable, places, choose, onCommand, onSelect }: Around) {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const { active, focus, rename } = useCanvas();
  const reachable = view.diagram.nodes.filter(({ shows }) => shows !== 'decor');
  const node = reachable.find(({ nodeId }) => nodeId === active);

  const show = (id: string) => {
    focus(id);
    const next = reachable.find(({ nodeId }) => nodeId === id);
    if (next) {
      void flow.setCenter(next.x + next.width / 2, next.y + next.height / 2, {
        zoom: flow.getZoom(),
        duration: 0,
      });
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.target instanceof HTMLInputElement) return;
    const { key } = event;
    const done = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (isDirection(key) && event.altKey) {
      done();
      const at = node && places.get(node.nodeId);
      if (!node || !at || !isEditable || !isPlaced(view, node)) return;
      const step = stepOf(key, event.shiftKey ? 1 : 10);
      const after = new Map([[node.nodeId, { x: at.x + step.x, y: at.y + step.y }]]);
      const command = moveCommand(view.viewId, places, after);
      if (command) onCommand(command);
    } else if (isDirection(key)) {
      done();
      const next = nearest(reachable, active, key);
      if (next) show(next);
    } else if (key === 'Enter' && node) {
      done();
      choose(node);
    } else if (key === 'F2' && node?.element && isEditable) {
      done();
      rename(node.nodeId);
    } else if (key === 'Escape') {
      focus(null);
      onSelect(null);
    } else if (key === '+' || key === '=') {
      void flow.zoomIn();
    } else if (key === '-') {
      void flow.zoomOut();
    } else if (key === '0') {
      void flow.zoomTo(1);
    } else if (key === '1') {
      void flow.fitView({ padding: 0.06 });
    }
  };

  const lines = node
    ? view.diagram.edges.filter(({ from, to }) => from === active || to === active).length
    : 0;
  const announcement = node
    ? t('canvas.node', { kind: node.kindLabel ?? node.shows, name: node.label, count: lines })
    : '';
  return { onKeyDown, announcement };
}
