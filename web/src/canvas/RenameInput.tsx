import { ViewportPortal } from '@xyflow/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, Names } from '@/model/commands/command';
import { addressOf } from '@/model/commands/structure';
import { nodeAddress } from '@/model/commands/viewing';
import { namesOf } from '@/screens/element/document';
import { useDrawing } from './DrawingContext';
import { SameName } from './SameName';
import type { SceneNode } from './scene/scene';
import { useCanvas } from './state';
import { useSurroundings } from './surroundings';

/** Over a box: its name in the language of the screen. Enter keeps it, Tab goes to the next language, Escape does not keep it. */
export function RenameInput({ node }: { node: SceneNode }) {
  const { t } = useTranslation();
  const { give, focusCanvas, scene, frames } = useDrawing();
  const { language, languages } = useSurroundings();
  const typed = useCanvas(({ renaming }) => renaming?.typed ?? null);
  const before: Names = node.element ? namesOf(node.element.names) : node.label;
  const isPlain = typeof before === 'string';
  const codes = isPlain ? [language] : [language, ...languages.filter((code) => code !== language)];
  const [at, setAt] = useState(0);
  const code = codes[at] ?? language;
  const [names, setNames] = useState<Record<string, string>>(
    isPlain ? { [language]: typed ?? before } : { ...before, ...(typed ? { [language]: typed } : {}) },
  );

  const stop = () => {
    useCanvas.getState().rename(null);
    focusCanvas();
  };
  const keep = () => {
    stop();
    const texts = Object.entries(names).flatMap(([key, text]) => (text.trim() ? [[key, text.trim()]] : []));
    const to: Names = isPlain ? (names[language] ?? '').trim() : Object.fromEntries(texts);
    const isEmpty = typeof to === 'string' ? to === '' : Object.keys(to).length === 0;
    if (isEmpty || JSON.stringify(to) === JSON.stringify(before)) return;
    give(renaming(scene.view, node, before, to));
  };
  const frame = frames.get(node.id);
  if (!frame) return null;
  // Boxes that stand in it leave room for its name at the top.
  const isHolder = [...scene.nodes.values()].some(({ parent }) => parent === node.id);
  const place = {
    left: frame.x + 4,
    top: frame.y + (isHolder ? 0 : frame.height / 4),
    width: frame.width - 8,
  };
  return (
    <ViewportPortal>
      <div className="rename nodrag nopan nowheel" lang={code} style={place}>
        <input
          aria-label={isPlain ? t('element.name') : t('canvas.nameIn', { language: code })}
          value={names[code] ?? ''}
          autoFocus
          onFocus={(event) => typed === null && event.currentTarget.select()}
          onChange={(event) => setNames({ ...names, [code]: event.currentTarget.value })}
          onBlur={(event) => {
            if (!event.currentTarget.parentElement?.contains(event.relatedTarget)) keep();
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') keep();
            if (event.key === 'Escape') stop();
            if (event.key === 'Tab' && codes.length > 1) {
              event.preventDefault();
              setAt((at + (event.shiftKey ? codes.length - 1 : 1)) % codes.length);
            }
          }}
        />
        {codes.length > 1 && <small>{t('canvas.nextLanguage', { language: code })}</small>}
        {node.element && <SameName node={node} name={names[code] ?? ''} onUse={stop} />}
      </div>
    </ViewportPortal>
  );
}

/** The command that gives a box's subject another name. */
function renaming(view: string, node: SceneNode, from: Names, to: Names): Command {
  if (node.element) return { kind: 'rename', item: addressOf('element', node.element.elementId), from, to };
  const path = [node.shows === 'group' ? 'group' : 'note'];
  return { kind: 'set-field', item: nodeAddress(view, node.id), path, from, to };
}
