import { ActionIcon } from '@mantine/core';
import { IconPin, IconPinnedFilled, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '@/app/settings';
import { useDrawing } from './DrawingContext';
import { KindIcon } from './KindIcon';
import { SIZES } from './scene/play';
import type { Point } from './scene/geometry';
import { type Kind, useSurroundings } from './surroundings';
import { useCanvas } from './state';
import { useTaking } from './tools/useTaking';
import { freeSpot } from './under';

/** What a kind that is dragged from the palette is called. */
export const KIND_DATA = 'application/x-archweave-kind';
/** What an element that is dragged from a tree or list is called; its data is the element's id. */
export const ELEMENT_DATA = 'application/x-archweave-element';

/** Beside what kinds of elements there are: a note, and a group. */
export const EXTRAS = ['note', 'group'] as const;

interface Props {
  /** The middle of what is on the screen, in the view. */
  middle: () => Point;
}

/** Kinds that may be drawn, by layer. One is typed for, dragged out, or taken up as a tool; twice keeps it. */
export function Palette({ middle }: Props) {
  const { t } = useTranslation();
  const { frames, show, toCanvas, focusCanvas } = useDrawing();
  const { kinds, admits } = useSurroundings();
  useTaking(middle);
  const tool = useCanvas(({ tool: now }) => now);
  const [text, setText] = useState('');
  const [isAll, setAll] = useState(false);
  const { isPaletteWide, togglePalette } = useSettings();
  // What is being dragged may be dropped where the words of the palette were.
  const [isDragged, setDragged] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const wanted = text.trim().toLocaleLowerCase();
  const admitted = [...kinds.values()].filter((kind) => isAll || admits(kind));
  const shown = admitted.filter(
    ({ label, id: name }) => label.toLocaleLowerCase().includes(wanted) || name.includes(wanted),
  );
  const isShort = admitted.length < kinds.size || isAll;
  const layers = [...new Set(shown.map(({ layer }) => layer))];
  const chosen = tool.name === 'draw' ? tool.kind : null;
  const use = (kind: string, keep: boolean) => useCanvas.getState().use({ name: 'draw', kind, keep });
  const put = (kind: Kind) => {
    const spot = freeSpot(frames, middle(), SIZES['element']!);
    show({ name: 'name', at: toCanvas(spot.at), spot, kind: kind.id });
  };
  // Who types faster than the kinds come has not typed in vain.
  const isEarly = useRef(false);
  useEffect(() => {
    if (!isEarly.current || kinds.size === 0) return;
    isEarly.current = false;
    if (shown[0]) put(shown[0]);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[Math.min(Math.max(at + step, 0), items.length - 1)]?.focus();
    else if (event.key === 'Escape') focusCanvas();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      if (shown[0]) put(shown[0]);
      else isEarly.current = kinds.size === 0;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <aside
      className="palette"
      aria-label={t('canvas.palette')}
      data-strip={isPaletteWide ? undefined : true}
      data-dragged={isDragged || undefined}
      onKeyDown={onKeyDown}
      // A change of the page at once would end the drag.
      onDragStart={() => setTimeout(() => setDragged(true))}
      onDragEnd={() => setDragged(false)}
    >
      <div className="palette-sheet">
        <div className="palette-head">
          <IconSearch size={18} aria-hidden />
          <input
            id="canvas-palette"
            type="search"
            aria-label={t('canvas.filterKinds')}
            placeholder={t('canvas.filterKinds')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <ActionIcon
            variant="subtle"
            aria-label={t('canvas.keepPalette')}
            title={t('canvas.keepPalette')}
            aria-pressed={isPaletteWide}
            onClick={togglePalette}
          >
            {isPaletteWide ? <IconPinnedFilled size={16} aria-hidden /> : <IconPin size={16} aria-hidden />}
          </ActionIcon>
        </div>
        <div ref={list} className="palette-list">
          {layers.map((layer) => (
            <section key={layer} aria-labelledby={`${id}-${layer}`}>
              <h3 id={`${id}-${layer}`}>
                <span>{t(`layer.${layer}`, { defaultValue: layer })}</span>
              </h3>
              {shown
                .filter((kind) => kind.layer === layer)
                .map((kind) => (
                  <button
                    key={kind.id}
                    type="button"
                    draggable
                    title={kind.description}
                    aria-pressed={chosen === kind.id}
                    data-kind={kind.id}
                    onDragStart={({ dataTransfer }) => {
                      dataTransfer.setData(KIND_DATA, kind.id);
                      dataTransfer.effectAllowed = 'copy';
                    }}
                    // Enter and Space are clicks without a pointer.
                    onClick={({ detail }) => (detail === 0 ? put(kind) : use(kind.id, false))}
                    onDoubleClick={() => use(kind.id, true)}
                  >
                    <KindIcon shape={kind.shape} layer={kind.layer} />
                    <span>{kind.label}</span>
                  </button>
                ))}
            </section>
          ))}
          <section aria-label={t('canvas.extras')}>
            <h3>
              <span>{t('canvas.extras')}</span>
            </h3>
            {EXTRAS.map((extra) => (
              <button
                key={extra}
                type="button"
                draggable
                aria-pressed={chosen === extra}
                data-kind={extra}
                onDragStart={({ dataTransfer }) => dataTransfer.setData(KIND_DATA, extra)}
                onClick={() => use(extra, false)}
                onDoubleClick={() => use(extra, true)}
              >
                <KindIcon shape={extra === 'group' ? 'grouping' : 'representation'} layer="other" />
                <span>{t(`canvas.shows.${extra}`)}</span>
              </button>
            ))}
          </section>
        </div>
        {isShort && (
          <label className="palette-all">
            <input type="checkbox" checked={isAll} onChange={() => setAll(!isAll)} />
            <span>{t('canvas.allKinds')}</span>
          </label>
        )}
      </div>
    </aside>
  );
}
