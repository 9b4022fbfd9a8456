import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDrawing } from './DrawingContext';
import { isReal } from './scene/scene';
import { useCanvas } from './state';
import { useSurroundings } from './surroundings';

/** Above this, boxes outside of the screen are not drawn. */
export const LARGE = 300;

interface Props {
  onByHand: () => void;
  onList: () => void;
}

/** What there is to know about the view as a whole, and what can be done about it. */
export function States({ onByHand, onList }: Props) {
  const { t } = useTranslation();
  const { scene, picture, isEditable, canDraw, give } = useDrawing();
  const { version, restore } = useSurroundings();
  const active = useCanvas((canvas) => canvas.active);
  const isSummary = useCanvas((canvas) => canvas.isSummary);
  const node = scene.nodes.get(active ?? '');
  const nodes = [...scene.nodes.values()];
  const canBeByHand = isEditable && !scene.isDrawn && nodes.every((one) => isReal(one));
  const lost = node?.shows === 'missing' ? picture.elements.get(node.id) : undefined;
  const isNested = nodes.some(({ parent }) => parent !== null);
  return (
    <>
      {(nodes.length > LARGE || isSummary) && (
        <p className="canvas-state" role="status">
          {t('canvas.large', { count: nodes.length })}
          {(isNested || isSummary) && (
            <Button
              size="compact-xs"
              variant="default"
              aria-pressed={isSummary}
              onClick={() => useCanvas.getState().summarise(!isSummary)}
            >
              {t('canvas.summarise')}
            </Button>
          )}
          <Button size="compact-xs" variant="default" onClick={onList}>
            {t('action.asList')}
          </Button>
        </p>
      )}
      {canBeByHand && nodes.length > 0 && (
        <p className="canvas-state">
          {t('canvas.filled')}
          <Button size="compact-xs" variant="default" onClick={onByHand}>
            {t('canvas.byHand')}
          </Button>
        </p>
      )}
      {node?.shows === 'missing' && (
        <p className="canvas-state" role="status">
          {t('canvas.missing', { name: node.label, version })}
          {canDraw && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => give({ kind: 'take-out', view: scene.view, nodes: [node.id] })}
            >
              {t('canvas.removeFromView')}
            </Button>
          )}
          {isEditable && lost !== undefined && (
            <Button size="compact-xs" variant="default" onClick={() => void restore(lost)}>
              {t('canvas.restore')}
            </Button>
          )}
        </p>
      )}
    </>
  );
}
