import { type KeyboardEvent, useRef } from 'react';
import { type Line, type Outline, isOpenable, lineAt, parentOf, typedAhead } from './outline';

/** Pause after which typing begins anew, in milliseconds. */
const PAUSE = 700;

export interface TreeKeys {
  all: Outline;
  active: number;
  /** Lines of a screenful. */
  page: number;
  nameOf: (line: Line) => string | undefined;
  moveTo: (at: number) => void;
  toggle: (at: number) => void;
  activate: (line: Line) => void;
  mark: (line: Line) => void;
  rename: (line: Line) => void;
  remove: (line: Line) => void;
  /** Into the drawing on the screen. */
  addToView: (line: Line) => void;
}

/** Where a key leads from a line; undefined for keys that lead nowhere. */
export function destination(key: string, all: Outline, active: number, page: number): number | undefined {
  const to = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: all.length - 1,
  }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(all.length - 1, to));
}

/** The keys of a tree: arrows, Home and End, letters, Enter, F2, Space. */
export function useTreeKeys(tree: TreeKeys) {
  const typed = useRef({ text: '', at: 0 });

  function typeAhead(event: KeyboardEvent) {
    const { text, at } = typed.current;
    const next = event.timeStamp - at < PAUSE ? text + event.key : event.key;
    typed.current = { text: next, at: event.timeStamp };
    const found = typedAhead(tree.all, tree.active, next, tree.nameOf);
    if (found !== undefined) tree.moveTo(found);
  }

  function onLine(event: KeyboardEvent, line: Line): boolean {
    const { all, active } = tree;
    const isGroup = line.isHead && isOpenable(line.group);
    switch (event.key) {
      case 'ArrowRight':
        if (isGroup && line.isOpen) tree.moveTo(Math.min(active + 1, all.length - 1));
        else if (isGroup) tree.toggle(active);
        return true;
      case 'ArrowLeft':
        if (isGroup && line.isOpen) tree.toggle(active);
        else tree.moveTo(parentOf(all, active));
        return true;
      case 'Enter':
        if (isGroup) tree.toggle(active);
        else tree.activate(line);
        return true;
      case ' ':
        if (isGroup) tree.toggle(active);
        else tree.mark(line);
        return true;
      case 'F2':
        tree.rename(line);
        return true;
      case 'Delete':
        if (event.shiftKey) tree.remove(line);
        return event.shiftKey;
      default:
        return false;
    }
  }

  function withAlt(event: KeyboardEvent) {
    const line = lineAt(tree.all, tree.active);
    if (event.key !== 'Enter' || !line) return;
    tree.addToView(line);
    event.preventDefault();
    event.stopPropagation();
  }

  return (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.altKey) return withAlt(event);
    const to = destination(event.key, tree.all, tree.active, tree.page);
    const line = lineAt(tree.all, tree.active);
    let isDone = true;
    if (to !== undefined) tree.moveTo(to);
    else if (line && onLine(event, line)) isDone = true;
    else if (event.key.length === 1 && event.key !== '?') typeAhead(event);
    else isDone = false;
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
