import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '../DrawingContext';
import { KindIcon } from '../KindIcon';
import type { Point } from '../scene/geometry';

interface Props {
  at: Point;
  title: string;
  choices: readonly Choice[];
  /** What was typed, where typing filters. */
  text?: string;
  onText?: (text: string) => void;
  placeholder?: string;
  /** What to say where there is nothing to choose. */
  none?: string;
  /** The box that would be chosen; says how to forget it. */
  onNear?: (node: string | null) => () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** A menu on the canvas: arrows and Enter, `1` to `9` where nothing is typed, Escape leaves nothing behind. */
export function Chooser({
  at,
  title,
  choices,
  text,
  onText,
  placeholder,
  none,
  onNear,
  onClose,
  children,
}: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [near, setNear] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const current = Math.min(near, Math.max(choices.length - 1, 0));
  const chosen = choices[current];
  const node = chosen?.node ?? null;
  useEffect(() => onNear?.(node), [node, onNear]);
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('input, [role="listbox"]');
    first?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);
  useEffect(() => {
    const onDown = ({ target }: PointerEvent) => {
      if (target instanceof Node && !box.current?.contains(target)) onClose();
    };
    window.addEventListener('pointerdown', onDown, true);
    return () => window.removeEventListener('pointerdown', onDown, true);
  }, [onClose]);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const number = !text && /^[1-9]$/.test(event.key) && !event.ctrlKey ? Number(event.key) : 0;
    if (step && choices.length > 0) setNear((current + step + choices.length) % choices.length);
    else if (event.key === 'Enter') chosen?.run();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (number > 0 && choices[number - 1]) choices[number - 1]!.run();
    else return;
    event.preventDefault();
  };

  const list = {
    id: `${id}-list`,
    role: 'listbox',
    'aria-label': title,
    tabIndex: onText ? -1 : 0,
    ...(onText || !chosen ? {} : { 'aria-activedescendant': `${id}-${current}` }),
  };
  return (
    <div
      ref={box}
      className="chooser nodrag nopan nowheel"
      role="dialog"
      aria-label={title}
      style={{
        left: `min(${Math.round(at.x)}px, calc(100% - 360px))`,
        top: `min(${Math.round(at.y)}px, calc(100% - 330px))`,
      }}
      onKeyDown={onKeyDown}
    >
      <p className="chooser-title">{title}</p>
      {onText && (
        <input
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen ? `${id}-${current}` : undefined}
          aria-label={title}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setNear(0);
            onText(event.currentTarget.value);
          }}
        />
      )}
      {children}
      <div {...list}>
        {choices.map((choice, index) => (
          <Row
            key={choice.id}
            id={`${id}-${index}`}
            choice={choice}
            number={text === undefined || text === '' ? index + 1 : 0}
            heading={choice.group !== choices[index - 1]?.group ? choice.group : undefined}
            isNear={index === current}
            onNear={() => setNear(index)}
          />
        ))}
      </div>
      {choices.length === 0 && <p role="status">{none ?? t('palette.nothing')}</p>}
    </div>
  );
}

interface RowProps {
  id: string;
  choice: Choice;
  number: number;
  heading: string | undefined;
  isNear: boolean;
  onNear: () => void;
}

function Row({ id, choice, number, heading, isNear, onNear }: RowProps) {
  return (
    <>
      {heading && (
        <p className="chooser-group" role="presentation">
          {heading}
        </p>
      )}
      <div
        id={id}
        role="option"
        aria-selected={isNear}
        className="chooser-row"
        onPointerMove={onNear}
        onClick={choice.run}
      >
        {choice.kind && <KindIcon shape={choice.kind} layer={choice.layer} />}
        <span>
          {choice.label}
          {choice.detail && <small>{choice.detail}</small>}
        </span>
        {number > 0 && number < 10 && <kbd aria-hidden>{number}</kbd>}
      </div>
    </>
  );
}
