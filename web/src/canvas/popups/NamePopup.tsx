import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Choice, type Popup, useDrawing } from '../DrawingContext';
import { useCreation } from '../tools/useCreation';
import type { Kind } from '../surroundings';
import { useSurroundings } from '../surroundings';
import { Chooser } from './Chooser';
import { byUse } from './recent';
import { useFound } from './useFound';

type Props = Extract<Popup, { name: 'name' }>;

/** Kinds that are offered for a name, where none was chosen before. */
const OFFERED = 6;

/** A name for something new. What the model has already comes first: nobody makes it twice by mistake. */
export function NamePopup({ at, spot, kind, tie }: Props) {
  const { t } = useTranslation();
  const { scene, show, focusCanvas } = useDrawing();
  const { kinds, admits } = useSurroundings();
  const { createHere, referHere } = useCreation();
  const [text, setText] = useState('');
  const found = useFound(text);
  const close = () => {
    show(null);
    focusCanvas();
  };
  const name = text.trim();
  const shown = new Set([...scene.nodes.values()].map(({ element }) => element?.elementId));
  const fitting = kind === null ? found : found.filter((one) => one.kind === kind);
  const existing = fitting.map((one): Choice => ({
    id: `element ${one.id}`,
    label: one.name,
    detail: shown.has(one.id)
      ? t('canvas.isThere', { kind: one.kindLabel })
      : t('canvas.asReference', { kind: one.kindLabel }),
    group: t('canvas.existing'),
    kind: kinds.get(one.kind)?.shape ?? one.kind,
    layer: one.layer,
    run: () => {
      close();
      void referHere(one.id, spot, tie);
    },
  }));
  const chosen = kind === null ? undefined : kinds.get(kind);
  const offered = chosen ? [chosen] : kindsFor([...kinds.values()].filter(admits));
  const fresh = name === '' ? [] : offered;
  const creating = fresh.map((one): Choice => ({
    id: `new ${one.id}`,
    label: t('canvas.createAs', { name, kind: one.label }),
    group: t('canvas.createNew'),
    kind: one.shape,
    layer: one.layer,
    run: () => {
      close();
      createHere(name, one, spot, tie);
    },
  }));
  return (
    <Chooser
      at={at}
      title={chosen ? t('canvas.nameOf', { kind: chosen.label }) : t('canvas.nameAny')}
      text={text}
      onText={setText}
      placeholder={t('element.name')}
      choices={[...existing, ...creating]}
      none={t('canvas.typeName')}
      onClose={close}
    />
  );
}

function kindsFor(kinds: readonly Kind[]): Kind[] {
  return byUse(kinds).slice(0, OFFERED);
}
