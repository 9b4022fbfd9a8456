import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Choice, type Popup, useDrawing } from '../DrawingContext';
import { centre, distance } from '../scene/geometry';
import { useSurroundings } from '../surroundings';
import { useRelating } from '../tools/useRelating';
import { Chooser } from './Chooser';
import { SIZES } from '../scene/play';
import { useCanvas } from '../state';
import { freeSpot } from '../under';

type Props = Extract<Popup, { name: 'targets' }>;

/** The other end of a relation, without a mouse: boxes by nearness, filtered by typing, each with what may relate them. */
export function TargetsPopup({ at, from }: Props) {
  const { t } = useTranslation();
  const { scene, frames, show, focusCanvas } = useDrawing();
  const { kinds } = useSurroundings();
  const relating = useRelating(from);
  const [text, setText] = useState('');
  const close = () => {
    useCanvas.getState().connect(null);
    show(null);
    focusCanvas();
  };
  const onNear = useCallback((node: string | null) => {
    useCanvas.getState().dropInto(node);
    return () => useCanvas.getState().dropInto(null);
  }, []);
  const here = centre(frames.get(from.id) ?? { x: 0, y: 0, width: 0, height: 0 });
  const wanted = text.trim().toLocaleLowerCase();
  const nodes = [...scene.nodes.values()]
    .filter((node) => node.id !== from.id && node.label.toLocaleLowerCase().includes(wanted))
    .filter((node) => relating.verdict(node).isLegal)
    .sort((a, b) => {
      const [one, other] = [frames.get(a.id), frames.get(b.id)];
      return one && other ? distance(centre(one), here) - distance(centre(other), here) : 0;
    });
  const choices = nodes.map((node): Choice => ({
    id: node.id,
    label: node.label,
    detail: relating.verdict(node).says,
    node: node.id,
    kind: kinds.get(node.kind ?? '')?.shape ?? node.kind ?? 'note',
    layer: node.layer,
    run: () => {
      show(null);
      focusCanvas();
      void relating.drop(node, at);
    },
  }));
  const spot = freeSpot(frames, { x: here.x + 200, y: here.y }, SIZES['element']!);
  const other: Choice = {
    id: 'new',
    label: t('canvas.newOther'),
    group: t('canvas.createNew'),
    run: () => show({ name: 'kinds', at, spot, from }),
  };
  return (
    <Chooser
      at={at}
      title={t('canvas.relateWith', { name: from.label })}
      text={text}
      onText={setText}
      placeholder={t('canvas.targetOnCanvas')}
      choices={scene.isDrawn ? [...choices, other] : choices}
      none={relating.isKnown ? t('canvas.noTarget') : t('state.loading')}
      onNear={onNear}
      onClose={close}
    />
  );
}
