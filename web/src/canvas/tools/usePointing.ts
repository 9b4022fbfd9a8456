import type { NodeMouseHandler } from '@xyflow/react';
import { type MouseEvent, useState } from 'react';
import type { DrawingApi } from '../DrawingContext';
import type { Box } from '../flow';
import { isReal } from '../scene/scene';
import { useCanvas } from '../state';
import { useSteady } from '../useSteady';

/** What clicks on boxes and beside them do, and the box under the pointer. */
export function usePointing(
  { isEditable, select, focusCanvas }: DrawingApi,
  drawAt: (event: MouseEvent) => boolean,
  leave: () => void,
) {
  const [hovered, setHovered] = useState<string | null>(null);
  const onNodeClick: NodeMouseHandler<Box> = useSteady((event, { id }) => {
    if (drawAt(event)) return;
    const isMore = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!isMore) select(id);
    focusCanvas();
  });
  const onNodeDoubleClick: NodeMouseHandler<Box> = useSteady((_, { id, data }) => {
    if (isEditable && isReal(data.node)) useCanvas.getState().rename(id);
  });
  const onPaneClick = useSteady((event: MouseEvent) => {
    if (drawAt(event)) return;
    select(null);
    leave();
    focusCanvas();
  });
  const onNodeMouseEnter: NodeMouseHandler<Box> = useSteady((_, { id }) => setHovered(id));
  const onNodeMouseLeave = useSteady(() => setHovered(null));
  return {
    hovered,
    setHovered,
    handlers: { onNodeClick, onNodeDoubleClick, onPaneClick, onNodeMouseEnter, onNodeMouseLeave },
  };
}
