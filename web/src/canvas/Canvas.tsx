import '@xyflow/react/dist/base.css';
import './canvas.css';

import {
  ConnectionMode,
  Controls,
  MiniMap,
  type OnConnect,
  type OnNodeDrag,
  ReactFlow,
  ReactFlowProvider,
  useNodesState,
  useStore,
} from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import type { Command, Place } from '@/model/commands/command';
import { type Box, isPlaced, moveCommand, placesOf } from './flow';
import { Backdrop, Lines } from './Lines';
import { takeApart } from './picture';
import { PictureNode } from './PictureNode';
import type { NodeData, ViewData } from './query';
import { useCanvas } from './state';
import { useCanvasKeys } from './useCanvasKeys';

const NODE_TYPES = { box: PictureNode };
/** Above this, boxes outside of the screen are not drawn. */
const LARGE = 300;
/** Below this zoom, texts are left out. */
const FAR = 0.3;

export interface CanvasProps {
  view: ViewData;
  /** Commands that the server's picture does not show yet. */
  pending: readonly Command[];
  selected: string | undefined;
  isEditable: boolean;
  onSelect: (element: string | null) => void;
  onOpenView: (view: string) => void;
  onCommand: (command: Command) => void;
}

/** A view as a drawing that can be moved around in, and edited. It knows nothing of the network. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function useBoxes({ view, pending, selected, isEditable }: CanvasProps) {
  const picture = useMemo(() => takeApart(view.svg), [view.svg]);
  const active = useCanvas((canvas) => canvas.active);
  const renaming = useCanvas((canvas) => canvas.renaming);
  const places = useMemo(() => {
    const moves = pending.filter((command) => command.kind === 'place-nodes');
    return placesOf(view, moves);
  }, [view, pending]);
  const boxes = useMemo(
    () =>
      view.diagram.nodes.map((node): Box => {
        const isActive = node.nodeId === active;
        return {
          id: node.nodeId,
          type: 'box',
          position: places.get(node.nodeId) ?? { x: node.x, y: node.y },
          width: node.width,
          height: node.height,
          ...(node.parentId ? { parentId: node.parentId } : {}),
          draggable: isEditable && isPlaced(view, node),
          selectable: node.element !== null || node.view !== null,
          data: {
            node,
            drawing: picture.nodes.get(node.nodeId) ?? '',
            font: picture.font,
            isActive,
            isSelected: node.element !== null && node.element.elementId === selected,
            isRenaming: node.nodeId === renaming,
            isEditable,
          },
        };
      }),
    [view, picture, places, active, renaming, selected, isEditable],
  );
  return { picture, places, boxes };
}

function absolute(id: string, places: ReadonlyMap<string, Place>, nodes: readonly NodeData[]): Place {
  const at = places.get(id) ?? { x: 0, y: 0 };
  const parent = nodes.find(({ nodeId }) => nodeId === id)?.parentId;
  if (!parent) return at;
  const from = absolute(parent, places, nodes);
  return { x: from.x + at.x, y: from.y + at.y };
}

function Drawing(props: CanvasProps) {
  const { view, isEditable, onSelect, onOpenView, onCommand } = props;
  const { t } = useTranslation();
  const { picture, places, boxes } = useBoxes(props);
  const [nodes, setNodes, onNodesChange] = useNodesState<Box>(boxes);
  const [dragged, setDragged] = useState<ReadonlyMap<string, Place> | null>(null);
  const isFar = useStore((store) => store.transform[2] < FAR);
  const isLarge = boxes.length > LARGE;
  useEffect(() => setNodes(boxes), [boxes, setNodes]);

  const choose = ({ element, view: other }: NodeData) => {
    if (element) onSelect(element.elementId);
    else if (other) onOpenView(other.viewId);
  };
  const keys = useCanvasKeys({ ...props, places, choose });

  const moved = useMemo(() => {
    const now = new Map([...places, ...(dragged ?? [])]);
    const away = view.diagram.nodes.map((node) => {
      const { x, y } = absolute(node.nodeId, now, view.diagram.nodes);
      return [
        node.nodeId,
        { x, y, width: node.width, height: node.height },
        x !== node.x || y !== node.y,
      ] as const;
    });
    return new Map(away.filter(([, , isAway]) => isAway).map(([id, frame]) => [id, frame]));
  }, [places, dragged, view]);

  const positions = (those: Box[]) => new Map(those.map(({ id, position }) => [id, position]));
  const onNodeDrag: OnNodeDrag<Box> = (_, __, those) => setDragged(positions(those));
  const onNodeDragStop: OnNodeDrag<Box> = (_, __, those) => {
    setDragged(null);
    const command = moveCommand(view.viewId, places, positions(those));
    if (command) onCommand(command);
  };
  const onConnect: OnConnect = ({ source, target }) => {
    const elementOf = (id: string) =>
      view.diagram.nodes.find(({ nodeId }) => nodeId === id)?.element?.elementId;
    const [element, other] = [elementOf(source), elementOf(target)];
    if (element && other && element !== other)
      useDialogs.getState().show({ name: 'connect', element, other });
  };

  return (
    <div className="canvas" data-far={isFar || undefined} style={{ background: picture.background }}>
      <ReactFlow
        tabIndex={0}
        aria-label={t('canvas.label', { name: view.name })}
        aria-roledescription={t('canvas.role')}
        aria-describedby="canvas-help"
        onKeyDown={keys.onKeyDown}
        nodes={nodes}
        edges={[]}
        nodeTypes={NODE_TYPES}
        onNodesChange={onNodesChange}
        onNodeClick={(_, { data }) => {
          useCanvas.getState().focus(data.node.nodeId);
          choose(data.node);
        }}
        onNodeDoubleClick={(_, { data }) => {
          if (isEditable && data.node.element) useCanvas.getState().rename(data.node.nodeId);
        }}
        onPaneClick={() => onSelect(null)}
        onNodeDrag={onNodeDrag}
        onNodeDragStop={onNodeDragStop}
        onConnect={onConnect}
        connectionMode={ConnectionMode.Loose}
        nodesConnectable={isEditable}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={isLarge}
        fitView={!isLarge}
        fitViewOptions={{ maxZoom: 1, padding: 0.06 }}
        minZoom={0.05}
        maxZoom={4}
        proOptions={{ hideAttribution: true }}
      >
        <Backdrop picture={picture} />
        <Lines picture={picture} diagram={view.diagram} moved={moved} />
        <MiniMap
          pannable
          zoomable
          ariaLabel={t('canvas.minimap')}
          nodeColor="#8ea3b8"
          maskColor="rgb(128 128 128 / 30%)"
          bgColor="transparent"
        />
        <Controls showInteractive={false} aria-label={t('canvas.zoom')} />
      </ReactFlow>
      <p id="canvas-help" className="unseen">
        {t('canvas.help')}
      </p>
      <p className="unseen" aria-live="polite">
        {keys.announcement}
      </p>
    </div>
  );
}
