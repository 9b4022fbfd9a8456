import { Controls, type Edge, MiniMap, ReactFlow, SelectionMode, useStore } from '@xyflow/react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useDrawing } from './DrawingContext';
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
import { useDropping } from './tools/useDropping';
import { usePointing } from './tools/usePointing';
import { TypeCatcher } from './TypeCatcher';
import { useBoxes } from './useBoxes';
import { useCull } from './useCull';
import { useInSight } from './useInSight';

const NODE_TYPES = { box: PictureNode };
const PAN_KEYS = ['Space', 'Alt'];
const MORE_KEYS = ['Control', 'Meta', 'Shift'];
// The same values at every drawing: others would have every box drawn anew.
const OTHER_BUTTONS = [1, 2];
const FIT = { maxZoom: 1, padding: 0.06 };
const PRO = { hideAttribution: true };
const NO_EDGES: Edge[] = [];
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
  const { scene, picture, colors, routes, isEditable, focusCanvas } = drawing;
  const { active, selection, renaming, line, tool, connecting } = useCanvas(
    // Where a relation is being drawn to changes at every movement, and is the business of its line alone.
    useShallow((canvas) => ({
      active: canvas.active,
      selection: canvas.selection,
      renaming: canvas.renaming,
      line: canvas.line,
      tool: canvas.tool,
      connecting: canvas.connecting?.from,
    })),
  );
  const root = useRef<HTMLDivElement>(null);
  const isFar = useStore((store) => store.transform[2] < FAR);
  const isLarge = scene.nodes.size > LARGE;
  const canMove = isEditable && tool.name === 'select';

  const { nodes, dragged, guides, handlers } = useBoxes(drawing, selected, canMove);
  const dropping = useDropping(drawing);
  const pointing = usePointing(drawing, dropping.drawAt, () => onSelect(null));
  const { hovered, setHovered } = pointing;
  const shownRoutes = useMemo(() => {
    if (!dragged) return routes;
    const moved = new Set([...dragged.keys()].flatMap((id) => [...subtree(scene.nodes, id)]));
    return rerouted(routes, framesOf(scene, dragged), moved);
  }, [dragged, scene, routes]);
  const seenRoutes = useCull(shownRoutes, isLarge);
  useInSight(drawing.frames.get(active ?? ''));

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
  const dots = connecting ?? hovered ?? active;
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
        edges={NO_EDGES}
        nodeTypes={NODE_TYPES}
        {...handlers}
        {...pointing.handlers}
        panOnDrag={tool.name === 'hand' || !isEditable ? true : OTHER_BUTTONS}
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
        fitViewOptions={FIT}
        minZoom={0.05}
        maxZoom={4}
        proOptions={PRO}
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
        <Guides guides={guides} />
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
