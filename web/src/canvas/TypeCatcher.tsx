import { type KeyboardEvent, useRef, useState } from 'react';
import { useDrawing } from './DrawingContext';
import { useCanvas } from './state';

interface Props {
  node: string;
  label: string;
}

/**
 * Has the keyboard's focus while a box has it. An input method composes only in a text field, so this is one: what it
 * composes begins a new name of the box. All other keys are given on to the canvas.
 */
export function TypeCatcher({ node, label }: Props) {
  const { isEditable, scene, toCanvas, frames } = useDrawing();
  const [isComposing, setComposing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const frame = frames.get(node);
  const at = toCanvas(frame ?? { x: 0, y: 0 });
  const give = (event: KeyboardEvent<HTMLInputElement>) => {
    const { nativeEvent } = event;
    if (nativeEvent.isComposing || event.key === 'Process' || nativeEvent.keyCode === 229) return;
    event.stopPropagation();
    const copy = new window.KeyboardEvent('keydown', {
      ...pick(nativeEvent),
      bubbles: true,
      cancelable: true,
    });
    event.currentTarget.closest('.react-flow')?.dispatchEvent(copy);
    const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (copy.defaultPrevented || isTyped) event.preventDefault();
  };
  return (
    <input
      ref={input}
      className="catcher nodrag nopan"
      data-composing={isComposing || undefined}
      style={isComposing ? { left: at.x, top: at.y } : undefined}
      aria-label={label}
      autoComplete="off"
      readOnly={!isEditable}
      defaultValue=""
      onKeyDown={give}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={(event) => {
        setComposing(false);
        event.currentTarget.value = '';
        const typed = event.data;
        if (typed && scene.nodes.has(node)) useCanvas.getState().rename(node, typed);
      }}
    />
  );
}

function pick({ key, code, ctrlKey, metaKey, shiftKey, altKey, repeat }: globalThis.KeyboardEvent) {
  return { key, code, ctrlKey, metaKey, shiftKey, altKey, repeat };
}
