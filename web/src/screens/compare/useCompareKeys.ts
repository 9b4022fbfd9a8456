import { useEffect, useRef } from 'react';
import { nameOfKey } from '@/app/actions/keys';
import { useSettings } from '@/app/settings';
import { COMPARE, useCompareActions } from './actions';

type Handlers = Readonly<Record<string, () => void>>;

/** Makes keys of a comparison do something while a part of it is on the screen. */
export function useCompareKeys(handlers: Handlers) {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const ids = Object.keys(handlers).join(' ');
  useEffect(() => {
    const mine = Object.fromEntries(ids.split(' ').map((id) => [id, () => latest.current[id]?.()]));
    useCompareActions.setState(({ handlers: others }) => ({ handlers: { ...others, ...mine } }));
    return () =>
      useCompareActions.setState(({ handlers: all }) => ({
        handlers: Object.fromEntries(Object.entries(all).filter(([id]) => !(id in mine))),
      }));
  }, [ids]);
}

/** Listens before the keys of the frame do: `n` is the next change here, and a new element elsewhere. */
export function useCompareListener() {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const { target } = event;
      const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select');
      const hasDialog = document.querySelector('[role="dialog"]') !== null;
      if (isTyping || hasDialog || event.isComposing || !useSettings.getState().hasSingleKeys) return;
      const name = nameOfKey(event);
      const action = COMPARE.find(({ keys }) => keys?.includes(name));
      if (!action || !(action.id in useCompareActions.getState().handlers)) return;
      event.preventDefault();
      useCompareActions.getState().handlers[action.id]?.();
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
