import '@xyflow/react/dist/base.css';
import './canvas.css';
import './naming.css';
import './popups/chooser.css';
import './tools.css';

import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, PlaceNodes } from '@/model/commands/command';
import { drawnByHand } from './byhand';
import { DrawingContext, type Popup } from './DrawingContext';
import { Drawing } from './Drawing';
import { Palette } from './Palette';
import { Popups } from './popups/Popups';
import type { ViewData } from './query';
import { type Extent, type Fresh, laidOut } from './relayout';
import { useCanvas } from './state';
import { States } from './States';
import { Toolbar } from './Toolbar';
import { useClipboard } from './tools/useClipboard';
import { useOperations } from './tools/useOperations';
import { useCanvasKeys } from './useCanvasKeys';
import { useDrawingApi } from './useDrawingApi';
import { useScene } from './useScene';

export interface CanvasProps {
  view: ViewData;
  /** Commands that the server's picture does not show yet. */
  pending: readonly Command[];
  /** The element in the inspector. */
  selected: string | undefined;
  isEditable: boolean;
  onSelect: (element: string | null) => void;
  onOpenView: (view: string) => void;
  onCommand: (command: Command) => void;
  onUndo: () => void;
  /** Goes to the view after this one, or before it. */
  onNeighbour: (step: 1 | -1) => void;
  onList: () => void;
  /** The view as it is laid out without what is written down. */
  relayout: () => Promise<Fresh | null>;
}

/** A view as a drawing that can be moved around in, and edited. It knows nothing of the network. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Workbench {...props} />
    </ReactFlowProvider>
  );
}

function Workbench(props: CanvasProps) {
  const { view, selected, onUndo } = props;
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState<PlaceNodes['places'] | null>(null);
  const [popup, show] = useState<Popup | null>(null);
  const [said, setSaid] = useState('');
  const drawn = useScene(view, props.pending, live);
  // Another view begins anew.
  useEffect(() => () => useCanvas.getState().leave(), [view.viewId]);
  const { drawing, middle } = useDrawingApi(props, root, drawn, { show, setSaid, setLive });
  const { tell } = drawing;
  const operations = useOperations(drawing);
  const clipboard = useClipboard(drawing, operations, { svg: view.svg, onUndo, middle });
  const relayout = async (extent: Extent) => {
    const fresh = extent === 'rest' ? null : await props.relayout();
    const { selection, pinned } = useCanvas.getState();
    const { scene, frames, routes } = drawing;
    const command = laidOut(scene, frames, routes, fresh, { extent, selection, pinned });
    if (!command) return setSaid(t('canvas.layoutNothing'));
    drawing.give(command);
    tell(t('canvas.layoutDone'));
  };
  const keys = useCanvasKeys(drawing, operations, clipboard, {
    openPalette: () => root.current?.querySelector<HTMLElement>('#canvas-palette')?.focus(),
    relayout: () => root.current?.querySelector<HTMLElement>('#canvas-layout')?.click(),
    goToView: props.onNeighbour,
    openNode: drawing.select,
    inspected: selected,
  });
  return (
    <DrawingContext value={drawing}>
      <div className="workbench" ref={root} onPaste={clipboard.onPaste}>
        <Toolbar
          operations={operations}
          onRelayout={(extent) => void relayout(extent)}
          onPicture={() => void clipboard.copyPicture()}
        />
        <States
          onByHand={() => drawing.give(drawnByHand(drawing.scene, drawing.routes, view.selector))}
          onList={props.onList}
        />
        {drawing.canDraw && <Palette middle={middle} />}
        <Drawing view={view} selected={selected} keys={keys} onSelect={props.onSelect}>
          <Popups popup={popup} />
        </Drawing>
        <p className="unseen" aria-live="polite">
          {said}
        </p>
      </div>
    </DrawingContext>
  );
}
