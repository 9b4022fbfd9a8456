import { useEffect, useRef } from 'react';
import { useSettings } from '@/app/settings';
import type { Action, ActionContext } from './action';
import { ACTIONS } from './actions';

/** How long the second key of `g m` may take, in milliseconds. */
const PATIENCE = 1200;

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The key as the registry writes it: `Mod+Shift+Z`, `Shift+F6`, `?`, `g`. */
export function nameOfKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): string {
  const isMod = ctrlKey || metaKey;
  // Shift makes another character of `/`, but not of Delete or with Ctrl.
  const isLetter = /^\p{L}$/u.test(key);
  const hasShift = shiftKey && (isMod || key.length > 1 || isLetter);
  const parts = [isMod && 'Mod', altKey && 'Alt', hasShift && 'Shift'].filter(Boolean);
  return [...parts, key.length === 1 && parts.length > 0 ? key.toUpperCase() : key].join('+');
}

/** The action of a key, or of two keys one after the other; `begins` where one more is needed. */
export function actionOfKey(name: string, before: string | null): Action | 'begins' | undefined {
  const typed = before ? `${before} ${name}` : name;
  const action = ACTIONS.find(({ keys }) => keys?.includes(typed));
  if (action) return action;
  return ACTIONS.some(({ keys }) => keys?.some((key) => key.startsWith(`${typed} `))) ? 'begins' : undefined;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]');
}

/** Listens to keys and does what the registry says. */
export function useActionKeys(context: ActionContext | null) {
  const latest = useRef(context);
  const before = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    latest.current = context;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const current = latest.current;
      const isPlain = !event.ctrlKey && !event.metaKey;
      if (!current || event.isComposing || event.defaultPrevented) return;
      if (isTyping(event.target) && isPlain) return;
      if (isPlain && event.key.length === 1 && !useSettings.getState().hasSingleKeys) return;
      if (document.querySelector('[role="dialog"]') && isPlain) return;
      const first =
        before.current && event.timeStamp - before.current.at < PATIENCE ? before.current.key : null;
      const name = nameOfKey(event);
      const found = actionOfKey(name, first) ?? (first ? actionOfKey(name, null) : undefined);
      before.current = found === 'begins' ? { key: name, at: event.timeStamp } : null;
      if (!found || found === 'begins') return;
      // In a text field Ctrl+Z belongs to the field.
      if (isTyping(event.target) && /^Mod\+(Shift\+)?[ZY]$/.test(name)) return;
      if (found.keys?.includes('Mod+S')) event.preventDefault();
      if (!(found.when?.(current) ?? true)) return;
      event.preventDefault();
      found.run(current);
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
