import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ElementPicker } from '@/parts/ElementPicker';
import { wrongIn } from './change';
import type { Column } from './columns';

interface Props {
  column: Column;
  /** As the document has it. */
  value: string;
  /** As people see it. */
  shown: string;
  /** What was typed to open the editor; null keeps the value. */
  typed: string | null;
  onCommit: (value: string, move: [number, number]) => void;
  onCancel: () => void;
}

/** An input in a cell, as the column is edited. Enter takes the text and goes down, Tab goes right, Escape keeps what was. */
export function CellEditor({ column, value, shown, typed, onCommit, onCancel }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(typed ?? value);
  const wrong = wrongIn(column, text);
  // What ends the editor takes the focus from it, and that would end it once more.
  const isOver = useRef(false);
  const commit = (to: string, move: [number, number]) => {
    if (isOver.current || wrongIn(column, to)) return;
    isOver.current = true;
    onCommit(to, move);
  };
  const cancel = () => {
    if (isOver.current) return;
    isOver.current = true;
    onCancel();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key === 'Escape') cancel();
    if (event.key === 'Enter') commit(text, [1, 0]);
    if (event.key === 'Tab') {
      event.preventDefault();
      commit(text, [0, event.shiftKey ? -1 : 1]);
    }
  };
  if (column.input === 'element') {
    return (
      <div className="catalog-editor" onKeyDown={(event) => event.key === 'Escape' && cancel()}>
        <ElementPicker
          label={column.label}
          kinds={column.to}
          value={value === '' ? null : value}
          name={shown}
          autoFocus
          onChange={(element) => commit(element?.elementId ?? '', [0, 0])}
        />
      </div>
    );
  }
  if (column.input === 'choice') {
    return (
      <select
        className="catalog-editor"
        aria-label={column.label}
        autoFocus
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => (text === value ? cancel() : commit(text, [0, 0]))}
      >
        <option value="">{t('catalog.nothing')}</option>
        {column.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      className="catalog-editor"
      aria-label={column.label}
      aria-invalid={wrong !== null}
      title={wrong ? t(`catalog.wrong.${wrong}`) : undefined}
      type={column.input === 'date' ? 'date' : 'text'}
      inputMode={column.isNumber ? 'decimal' : undefined}
      autoFocus
      value={text}
      onFocus={(event) =>
        typed === null && event.currentTarget.type === 'text' && event.currentTarget.select()
      }
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => (text === value || wrong ? cancel() : commit(text, [0, 0]))}
    />
  );
}
