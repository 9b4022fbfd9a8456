import { Button, Group, Kbd, SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { usePages } from '@/graphql/usePages';
import { addressOf } from '@/model/commands/structure';
import { Dialog } from '@/parts/Dialog';
import { KindMark } from '@/parts/KindMark';
import { COLUMN_KEYS, type Choice, cellChosen, chosen, suggested } from './classify';
import type { Axis } from './grid';
import { CellElementsQuery } from './queries';

interface Props {
  rows: Axis[];
  columns: Axis[];
  /** All 36. */
  cells: string[];
  unclassified: number;
  onClose: () => void;
}

/** Elements one after the other: two keys put one into its cell. */
export function Queue({ rows, columns, cells, unclassified, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const edit = useEdit();
  // The queue is that of the version on which it was opened: what is done here does not reorder it.
  const [at] = useState(revision);
  const [of, setOf] = useState<'none' | 'guessed'>(unclassified > 0 ? 'none' : 'guessed');
  const [done, setDone] = useState<Record<string, string | null>>({});
  const [choice, setChoice] = useState<Choice | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { nodes, isDone } = usePages(
    CellElementsQuery,
    { model, at, filter: of === 'none' ? { not: { cells } } : { cells }, language: i18n.language },
    (data) => data.model.elements,
    5000,
  );
  const waiting = nodes.filter(({ classification }) => !classification.isConfirmed);
  const left = waiting.filter(({ elementId }) => !(elementId in done));
  const [element] = left;
  const current = choice ?? { row: null, column: null };
  const usual = suggested(element?.classification.cells[0] ?? element?.kind?.cell);
  const classified = Object.values(done).filter((cell) => cell !== null).length;

  const next = (cell: string | null) => {
    if (!element) return;
    if (cell) {
      edit({
        kind: 'set-field',
        item: addressOf('element', element.elementId),
        path: ['zachman'],
        to: cell,
      });
    }
    setDone({ ...done, [element.elementId]: cell });
    setChoice(null);
    box.current?.focus();
  };
  const choose = (now: Choice) => {
    const cell = cellChosen(now);
    if (cell) next(cell);
    else setChoice(now);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    const after = chosen(current, event.key, rows, columns);
    if (after) {
      event.preventDefault();
      choose(after);
    } else if (event.key === 's') {
      event.preventDefault();
      next(null);
    } else if (event.key === 'Enter' && event.target === box.current && cellChosen(usual)) {
      event.preventDefault();
      next(cellChosen(usual));
    }
  };
  const nameOf = (axes: Axis[], id: string | null) => axes.find(({ axisId }) => axisId === id)?.label;
  return (
    <Dialog title={t('zachman.classify')} size="lg" onClose={onClose}>
      <SegmentedControl
        size="xs"
        value={of}
        onChange={(value) => setOf(value as typeof of)}
        data={[
          { value: 'none', label: t('zachman.ofNone', { count: unclassified }) },
          { value: 'guessed', label: t('zachman.ofGuessed') },
        ]}
        aria-label={t('zachman.which')}
      />
      <div ref={box} className="zachman-queue" tabIndex={-1} data-autofocus onKeyDown={onKeyDown}>
        {element ? (
          <>
            <p className="kind" role="status" aria-live="polite">
              <KindMark layer={element.layer} /> {element.kind?.label ?? element.kindId}{' '}
              <code>{element.elementId}</code>
            </p>
            <h3>{element.name}</h3>
            <p className="zachman-prose">{element.description}</p>
            {cellChosen(usual) && (
              <p className="quiet">
                {t('zachman.suggested', {
                  cell: `${nameOf(rows, usual.row)} · ${nameOf(columns, usual.column)}`,
                })}{' '}
                <Kbd size="xs">Enter</Kbd>
              </p>
            )}
            <Keys
              label={t('zachman.row')}
              axes={rows}
              keys="123456"
              value={current.row}
              onPick={(row) => choose({ ...current, row })}
            />
            <Keys
              label={t('zachman.column')}
              axes={columns}
              keys={COLUMN_KEYS}
              value={current.column}
              onPick={(column) => choose({ ...current, column })}
            />
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => next(null)}
              rightSection={<Kbd size="xs">s</Kbd>}
            >
              {t('zachman.skip')}
            </Button>
          </>
        ) : (
          <p role="status">{isDone ? t('zachman.queueEmpty') : t('state.loading')}</p>
        )}
      </div>
      <p className="quiet" role="status">
        {t('zachman.progress', { done: classified, left: left.length })}
      </p>
    </Dialog>
  );
}

interface KeysProps {
  label: string;
  axes: Axis[];
  keys: string;
  value: string | null;
  onPick: (axis: string) => void;
}

function Keys({ label, axes, keys, value, onPick }: KeysProps) {
  return (
    <Group gap={6} my="xs" role="group" aria-label={label}>
      {axes.map(({ axisId, label: name }, index) => (
        <Button
          key={axisId}
          size="compact-sm"
          variant={value === axisId ? 'filled' : 'default'}
          aria-pressed={value === axisId}
          leftSection={<Kbd size="xs">{keys[index]}</Kbd>}
          onClick={() => onPick(axisId)}
        >
          {name}
        </Button>
      ))}
    </Group>
  );
}
