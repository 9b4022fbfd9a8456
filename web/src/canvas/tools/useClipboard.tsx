import { notifications } from '@mantine/notifications';
import { type ClipboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Clip, asYaml, copied, pasted } from '../clipboard';
import type { DrawingApi } from '../DrawingContext';
import type { Point } from '../scene/geometry';
import { useCanvas } from '../state';
import { UndoMessage } from '../UndoMessage';
import type { Operations } from './useOperations';

/** What was copied last in this window; the clipboard of the system has it as YAML. */
let clip: { clip: Clip; text: string; isShared: boolean } | null = null;
let times = 0;

const STEP = 20;

interface Around {
  svg: string;
  onUndo: () => void;
  middle: () => Point;
}

/** Copy, cut, paste and duplicate; and the picture as a picture. */
export function useClipboard(
  { scene, frames, routes, canDraw, give, announce, show }: DrawingApi,
  { takeOut, draw }: Operations,
  { svg, onUndo, middle }: Around,
) {
  const { t } = useTranslation();
  const nameOf = (name: string) => t('canvas.copyOf', { name });

  async function copy(): Promise<boolean> {
    const made = copied(scene, frames, useCanvas.getState().selection);
    if (!made) return false;
    const text = asYaml(made);
    clip = { clip: made, text, isShared: true };
    times = 0;
    // Refused where a page is not secure: what was copied can be pasted in this window all the same.
    const isShared = await share(text);
    clip = { clip: made, text, isShared };
    announce(t('canvas.copied', { count: made.nodes.length }));
    return true;
  }

  async function cut() {
    if (await copy()) takeOut();
  }

  function put(what: Clip, isCopy: boolean, at: Point) {
    const { nodes, command } = pasted(scene, routes, what, { at, isCopy, nameOf });
    give(command);
    useCanvas.getState().select(nodes);
  }

  /** Where it was copied from, a little aside; in another view, in the middle. */
  function placeOf(what: Clip): Point {
    if (what.view !== scene.view) return middle();
    times += 1;
    const first = what.nodes.find(({ holder }) => holder === null);
    const frame = first && frames.get(first.id);
    const corner = frame && first ? { x: frame.x - first.place.x, y: frame.y - first.place.y } : middle();
    return { x: corner.x + STEP * times, y: corner.y + STEP * times };
  }

  const isSwapped = useRef(false);
  /** With Shift, the next thing that is pasted is pasted the other way. */
  const willPaste = (isShifted: boolean) => void (isSwapped.current = isShifted);

  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const { target, currentTarget } = event;
    // Text fields and dialogs over the canvas have their own.
    const isField = target instanceof HTMLElement && target.matches('input:not(.catcher), textarea');
    if (isField || !(target instanceof Node) || !currentTarget.contains(target)) return;
    event.preventDefault();
    pasteText(event.clipboardData.getData('text/plain'), isSwapped.current);
    isSwapped.current = false;
  };

  /** What the clipboard of the system has: what was copied here, or a text from elsewhere, which is shown before anything is made. */
  function pasteText(text: string, isOther: boolean) {
    const isOurs =
      clip !== null && (text.trim() === clip.text.trim() || !clip.isShared || text.trim() === '');
    if (isOurs || text.trim() === '') return paste(isOther);
    if (!canDraw) return draw(() => null);
    show({ name: 'paste', at: middle(), text });
  }

  /** In another view what is pasted is the same elements once more; in the same one, copies. `isSwapped`: the other way. */
  function paste(isSwapped: boolean) {
    const what = clip?.clip;
    if (!what) return announce(t('canvas.nothingCopied'));
    if (!canDraw) return draw(() => null);
    const isSame = what.view === scene.view;
    const at = placeOf(what);
    const isCopy = isSame !== isSwapped;
    put(what, isCopy, at);
    if (isCopy) return;
    const id = `pasted-${Date.now()}`;
    const again = () => {
      notifications.hide(id);
      onUndo();
      put(what, true, at);
    };
    notifications.show({
      id,
      autoClose: 8000,
      closeButtonProps: { 'aria-label': t('action.close') },
      message: (
        <UndoMessage text={t('canvas.pastedAsReference')} label={t('canvas.makeCopies')} onUndo={again} />
      ),
    });
  }

  async function duplicate() {
    const made = copied(scene, frames, useCanvas.getState().selection);
    if (!made) return;
    draw(() => null);
    if (!canDraw) return;
    times = 0;
    put(made, true, placeOf(made));
  }

  async function copyPicture() {
    const image = new Blob([svg], { type: 'image/svg+xml' });
    const png = await pngOf(svg).catch(() => null);
    const item = new ClipboardItem({
      'text/plain': new Blob([svg], { type: 'text/plain' }),
      ...(png ? { 'image/png': png } : {}),
      ...(ClipboardItem.supports?.('image/svg+xml') ? { 'image/svg+xml': image } : {}),
    });
    try {
      await navigator.clipboard.write([item]);
      announce(t('canvas.pictureCopied'));
      notifications.show({
        message: t('canvas.pictureCopied'),
        closeButtonProps: { 'aria-label': t('action.close') },
      });
    } catch {
      notifications.show({
        message: t('canvas.pictureNotCopied'),
        color: 'red',
        closeButtonProps: { 'aria-label': t('action.close') },
      });
    }
  }

  return { copy, cut, willPaste, onPaste, duplicate, copyPicture };
}

/** Puts a text onto the clipboard of the system; says whether it is there. */
async function share(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Twice as many pixels as units. */
const SHARPNESS = 2;

async function pngOf(svg: string): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * SHARPNESS;
  canvas.height = image.naturalHeight * SHARPNESS;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}
