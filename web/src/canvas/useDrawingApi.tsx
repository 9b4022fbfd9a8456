import { notifications } from '@mantine/notifications';
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceNodes } from '@/model/commands/command';
import type { CanvasProps } from './Canvas';
import type { DrawingApi, Popup } from './DrawingContext';
import type { Point } from './scene/geometry';
import { useCanvas } from './state';
import { UndoMessage } from './UndoMessage';
import type { Drawn } from './useScene';

interface Setters {
  show: (popup: Popup | null) => void;
  setSaid: (message: string) => void;
  setLive: (places: PlaceNodes['places'] | null) => void;
}

/** The drawing and what can be done to it, as one value that changes only with the drawing. */
export function useDrawingApi(
  props: CanvasProps,
  root: RefObject<HTMLDivElement | null>,
  drawn: Drawn,
  { show, setSaid, setLive }: Setters,
): { drawing: DrawingApi; middle: () => Point } {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const { isEditable } = props;
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  const focusCanvas = useCallback(() => {
    requestAnimationFrame(() => {
      const canvas = root.current;
      // A menu that opened meanwhile keeps the keyboard.
      if (canvas?.querySelector('.chooser, .rename')) return;
      const target = canvas?.querySelector<HTMLElement>('.catcher') ?? canvas?.querySelector('.react-flow');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    });
  }, [root]);
  const tell = useCallback(
    (message: string) => {
      setSaid(message);
      const id = `canvas-${Date.now()}`;
      const undo = () => {
        notifications.hide(id);
        latest.current.onUndo();
      };
      notifications.show({
        id,
        closeButtonProps: { 'aria-label': t('action.close') },
        message: <UndoMessage text={message} label={t('action.undo')} onUndo={undo} />,
      });
    },
    [t, setSaid],
  );
  const middle = useCallback((): Point => {
    const rect = root.current?.querySelector('.canvas')?.getBoundingClientRect();
    const { left = 0, top = 0, width = 0, height = 0 } = rect ?? {};
    return flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
  }, [flow, root]);

  const drawing = useMemo(
    (): DrawingApi => ({
      ...drawn,
      isEditable,
      canDraw: isEditable && drawn.scene.isDrawn,
      give: (command) => command && latest.current.onCommand(command),
      tell,
      announce: setSaid,
      setLive,
      show,
      select(id) {
        useCanvas.getState().focus(id);
        const node = id === null ? undefined : drawn.scene.nodes.get(id);
        if (node?.element) latest.current.onSelect(node.element.elementId);
        else if (node?.leads) latest.current.onOpenView(node.leads);
        else if (id === null) latest.current.onSelect(null);
      },
      toView: (point) => flow.screenToFlowPosition(point),
      toCanvas(point) {
        const { x, y } = flow.flowToScreenPosition(point);
        const { left = 0, top = 0 } = root.current?.querySelector('.canvas')?.getBoundingClientRect() ?? {};
        return { x: x - left, y: y - top };
      },
      focusCanvas,
    }),
    [drawn, isEditable, tell, flow, focusCanvas, setSaid, setLive, show, root],
  );
  return { drawing, middle };
}
