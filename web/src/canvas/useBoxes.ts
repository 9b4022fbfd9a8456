import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { useMemo, useState } from 'react';
import type { DrawingApi } from './DrawingContext';
import { type Box, boxMaker } from './flow';
import { useCanvas } from './state';
import { useDragging } from './tools/useDragging';
import { useSteady } from './useSteady';

/** The boxes of a drawing where they are now: while some are dragged they are elsewhere. */
export function useBoxes(drawing: DrawingApi, selected: string | undefined, canMove: boolean) {
  const active = useCanvas((canvas) => canvas.active);
  const selection = useCanvas((canvas) => canvas.selection);
  const [boxesOf] = useState(boxMaker);
  const boxes = useMemo(
    () => boxesOf(drawing, { active, selected, selection, canMove }),
    [boxesOf, drawing, active, selected, selection, canMove],
  );
  // Whatever else changes puts them where they belong.
  const [nodes, setNodes] = useState(boxes);
  const [base, setBase] = useState(boxes);
  if (base !== boxes) {
    setBase(boxes);
    setNodes(boxes);
  }
  const { dragged, guides, snapped, onMoved, ...dragging } = useDragging(drawing);

  const onNodesChange = useSteady((changes: NodeChange<Box>[]) => {
    const pulled = snapped(changes);
    setNodes((now) => applyNodeChanges(pulled, now));
    onMoved(pulled);
    const chosen = pulled.filter((change) => change.type === 'select');
    if (chosen.length === 0) return;
    const next = new Set(useCanvas.getState().selection);
    for (const { id, selected: isIn } of chosen) {
      if (isIn) next.add(id);
      else next.delete(id);
    }
    useCanvas.getState().select(next);
  });
  const handlers = {
    onNodesChange,
    onNodeDrag: useSteady(dragging.onNodeDrag),
    onNodeDragStop: useSteady(dragging.onNodeDragStop),
  };
  return { nodes, dragged, guides, handlers };
}
