import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/parts/Dialog';
import { type Head, type Mark, knownLetters, lettersIn } from './cells';
import { type Choice, lettersAllowed } from './choices';
import type { Shows } from './presets';
import type { RelationWords } from './queries';

interface Props {
  row: Head;
  column: Head;
  marks: Mark[];
  choices: Choice[];
  shows: Shows;
  words: readonly RelationWords[];
  isEditable: boolean;
  onRelation: (choice: Choice | null) => void;
  onLetters: (letters: string) => void;
  onClose: () => void;
}

/** What may stand in a cell: sentences that the metamodel allows, or letters. */
export function ChoicesDialog(props: Props) {
  const { row, column, marks, choices, shows, onClose } = props;
  const { t } = useTranslation();
  return (
    <Dialog title={`${row.label} × ${column.label}`} onClose={onClose}>
      {choices.length === 0 && <p role="status">{t('connect.none', { from: row.kind, to: column.kind })}</p>}
      {shows === 'relations' ? (
        <Sentences {...props} />
      ) : (
        <Letters
          {...props}
          shows={shows}
          allowed={lettersAllowed(choices, shows)}
          now={lettersIn(marks, shows)}
        />
      )}
    </Dialog>
  );
}

function Sentences({ row, column, marks, choices, words, isEditable, onRelation }: Props) {
  const { t } = useTranslation();
  const isNow = ({ kind, isForward }: Choice) =>
    marks.some((mark) => mark.kind === kind && (mark.source === row.id) === isForward);
  return (
    <>
      <ol className="choices" aria-label={t('connect.relation')}>
        {choices.map((choice) => {
          const relation = words.find(({ kindId }) => kindId === choice.kind);
          const [from, to] = choice.isForward ? [row, column] : [column, row];
          return (
            <li key={`${choice.kind} ${choice.isForward}`}>
              <button
                type="button"
                disabled={!isEditable}
                aria-pressed={isNow(choice)}
                onClick={() => onRelation(choice)}
              >
                {from.label} <em>{relation?.forward ?? choice.kind}</em> {to.label}
                <small>
                  {relation?.label} {isNow(choice) && `· ${t('matrix.now')}`}
                </small>
              </button>
            </li>
          );
        })}
      </ol>
      {isEditable && marks.length > 0 && (
        <Button mt="sm" variant="default" color="red" onClick={() => onRelation(null)}>
          {t('matrix.clear')}
        </Button>
      )}
    </>
  );
}

interface LettersProps extends Props {
  shows: Exclude<Shows, 'relations'>;
  allowed: string;
  now: string;
}

function Letters({ shows, allowed, now, isEditable, onLetters }: LettersProps) {
  const { t } = useTranslation();
  const [letters, setLetters] = useState(now);
  const toggle = (letter: string) =>
    setLetters([...knownLetters(shows)].filter((one) => (one === letter) !== letters.includes(one)).join(''));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onLetters(letters);
      }}
    >
      {[...allowed].map((letter, index) => (
        <Checkbox
          key={letter}
          my="xs"
          label={`${letter} · ${t(`matrix.${shows}.${letter}`)}`}
          checked={letters.includes(letter)}
          disabled={!isEditable}
          onChange={() => toggle(letter)}
          data-autofocus={index === 0 || undefined}
        />
      ))}
      {isEditable && allowed !== '' && (
        <Button type="submit" disabled={letters === now}>
          {t('catalog.apply')}
        </Button>
      )}
    </form>
  );
}
