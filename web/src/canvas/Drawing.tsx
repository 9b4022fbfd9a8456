import {
  applyNodeChanges,
  Controls,
  MiniMap,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useStore,
} from '@xyflow/react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrawing } from './DrawingContext';
import { type Box, boxMaker } from './flow';
import { Backdrop, Lines } from './Lines';
import { PictureNode } from './PictureNode';
import { RenameInput } from './RenameInput';
import type { ViewData } from './query';
import { framesOf, rerouted } from './scene/frames';
import { isReal, subtree } from './scene/scene';
import { LARGE } from './States';
import { useCanvas } from './state';
import { BendHandles } from './tools/BendHandles';
import { ConnectorLine } from './tools/ConnectorLine';
import { Guides } from './tools/Guides';
import { QuickDots } from './tools/QuickDots';
import { ResizeHandles } from './tools/ResizeHandles';
import { SpaceTool } from './tools/SpaceTool';
import { useDragging } from './tools/useDragging';
import { useDropping } from './tools/useDropping';
import { TypeCatcher } from './TypeCatcher';
import { useCull } from './useCull';
import { useInSight } from './useInSight';

const NODE_TYPES = { box: PictureNode };
const PAN_KEYS = ['Space', 'Alt'];
const MORE_KEYS = ['Control', 'Meta', 'Shift'];
/** Below this zoom, texts are left out. */
const FAR = 0.3;

interface Props {
  view: ViewData;
  selected: string | undefined;
  keys: { onKeyDown: (event: KeyboardEvent) => void };
  onSelect: (element: string | null) => void;
  children: ReactNode;
}

/** The sheet with its boxes and lines. */
export function Drawing({ view, selected, keys, onSelect, children }: Props) {
  const { t } = useTranslation();
  const drawing = useDrawing();
  const { scene, picture, colors, routes, isEditable, select, focusCanvas } = drawing;
  const { active, selection, renaming, line, tool, connecting } = useCanvas();
  const [hovered, setHovered] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const isFar = useStore((store) => store.transform[2] < FAR);
  const isLarge = scene.nodes.size > LARGE;
  const canMove = isEditable && tool.name === 'select';

  const [boxesOf] = useState(boxMaker);
  const boxes = useMemo(
    () => boxesOf(drawing, { active, selected, selection, canMove }),
    [boxesOf, drawing, active, selected, selection, canMove],
  );
  // While boxes are dragged they are elsewhere; whatever else changes puts them where they belong.
  const [nodes, setNodes] = useState(boxes);
  const [base, setBase] = useState(boxes);
  if (base !== boxes) {
    setBase(boxes);
    setNodes(boxes);
  }

  const dragging = useDragging(drawing);
  const dropping = useDropping(drawing);
  const { dragged } = dragging;
  const shownRoutes = useMemo(() => {
    if (!dragged) return routes;
    const moved = new Set([...dragged.keys()].flatMap((id) => [...subtree(scene.nodes, id)]));
    return rerouted(routes, framesOf(scene, dragged), moved);
  }, [dragged, scene, routes]);
  const seenRoutes = useCull(shownRoutes, isLarge);
  useInSight(drawing.frames.get(active ?? ''));

  const onNodesChange = (changes: NodeChange<Box>[]) => {
    const pulled = dragging.snapped(changes);
    setNodes((now) => applyNodeChanges(pulled, now));
    dragging.onMoved(pulled);
    const chosen = pulled.filter((change) => change.type === 'select');
    if (chosen.length === 0) return;
    const next = new Set(useCanvas.getState().selection);
    for (const { id, selected: isIn } of chosen) {
      if (isIn) next.add(id);
      else next.delete(id);
    }
    useCanvas.getState().select(next);
  };

  // The keyboard follows the box with the focus, if it is on the canvas at all; where that box went, it stays on the canvas.
  const before = useRef(active);
  useEffect(() => {
    const isHere = root.current?.contains(document.activeElement) ?? false;
    const isLost = before.current !== null && document.activeElement === document.body;
    before.current = active;
    if ((isHere || isLost) && !renaming) focusCanvas();
  }, [active, renaming, focusCanvas]);

  const onPick = useCallback(
    (id: string) => {
      useCanvas.getState().selectLine(id);
      focusCanvas();
    },
    [focusCanvas],
  );
  const activeNode = scene.nodes.get(active ?? '');
  const renamed = scene.nodes.get(renaming?.node ?? '');
  const lineRoute = shownRoutes.get(line ?? '');
  const dots = connecting?.from ?? hovered ?? active;
  const isQuiet = dragged !== null || renaming !== null || tool.name !== 'select' || selection.size > 1;
  const kind =
    activeNode?.kindLabel ??
    (activeNode ? t(`canvas.shows.${activeNode.shows}`, { defaultValue: activeNode.shows }) : '');
  const count = [...routes.values()].filter(
    ({ line: one }) => one.from === active || one.to === active,
  ).length;
  return (
    <div
      className="canvas"
      ref={root}
      data-far={isFar || undefined}
      data-tool={tool.name}
      data-connecting={connecting ? true : undefined}
      style={{ background: picture.background }}
      onDragOver={dropping.onDragOver}
      onDrop={dropping.onDrop}
      onDoubleClick={dropping.onDoubleClick}
    >
      <ReactFlow
        tabIndex={activeNode ? -1 : 0}
        aria-label={t('canvas.label', { name: view.name })}
        aria-roledescription={t('canvas.role')}
        aria-describedby="canvas-help"
        onKeyDown={keys.onKeyDown}
        nodes={nodes}
        edges={[]}
        nodeTypes={NODE_TYPES}
        onNodesChange={onNodesChange}
        onNodeMouseEnter={(_, { id }) => setHovered(id)}
        onNodeMouseLeave={() => setHovered(null)}
        onNodeClick={(event, { id }) => {
          if (dropping.drawAt(event)) return;
          const isMore = event.ctrlKey || event.metaKey || event.shiftKey;
          if (!isMore) select(id);
          focusCanvas();
        }}
        onNodeDoubleClick={(_, { id, data }) => {
          if (isEditable && isReal(data.node)) useCanvas.getState().rename(id);
        }}
        onPaneClick={(event) => {
          if (dropping.drawAt(event)) return;
          select(null);
          onSelect(null);
          focusCanvas();
        }}
        onNodeDrag={dragging.onNodeDrag}
        onNodeDragStop={dragging.onNodeDragStop}
        panOnDrag={tool.name === 'hand' || !isEditable ? true : [1, 2]}
        selectionOnDrag={isEditable && tool.name === 'select'}
        selectionMode={SelectionMode.Partial}
        panActivationKeyCode={PAN_KEYS}
        multiSelectionKeyCode={MORE_KEYS}
        nodesConnectable={false}
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
        <Lines picture={picture} colors={colors} routes={seenRoutes} onPick={onPick} />
        {isEditable && !isQuiet && dots && <QuickDots key={dots} node={dots} onHover={setHovered} />}
        {isEditable &&
          !isQuiet &&
          activeNode &&
          selection.size === 1 &&
          isReal(activeNode) &&
          !connecting && <ResizeHandles node={activeNode} />}
        {isEditable && lineRoute && <BendHandles route={lineRoute} />}
        <ConnectorLine />
        <Guides guides={dragging.guides} />
        {renamed && <RenameInput key={renamed.id} node={renamed} />}
        {activeNode && !renaming && (
          <TypeCatcher
            node={activeNode.id}
            label={t('canvas.node', { kind, name: activeNode.label, count })}
          />
        )}
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
      {tool.name === 'space' && <SpaceTool />}
      {selection.size > 1 && (
        <p className="canvas-selected" role="status">
          {t('canvas.selected', { count: selection.size })}
        </p>
      )}
      {scene.nodes.size === 0 && (
        <p className="canvas-empty">{t(drawing.canDraw ? 'canvas.emptyDraw' : 'canvas.emptyRead')}</p>
      )}
      {children}
      <p id="canvas-help" className="unseen">
        {t('canvas.help')}
      </p>
    </div>
  );
}
