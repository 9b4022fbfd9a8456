import { Badge, Button } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictKind } from './conflict';
import { type ConflictData, type Decision, consequences } from './conflict';
import { OtherValue } from './OtherValue';
import { inShort, inText } from './value';

/** A side of a conflict as people call it. */
export interface Side {
  /** What decides for it. */
  choice: 'OURS' | 'THEIRS';
  /** Whose value it is, such as a branch, or "you". */
  who: string;
  /** Who wrote it last and when. */
  by: string;
  /** What its button says. */
  take: string;
}

interface Props {
  conflict: ConflictData;
  /** The field in the words of the model. */
  field?: string | undefined;
  ours: Side;
  theirs: Side;
  decision: Decision | null;
  isBusy?: boolean;
  onDecide: (decision: Decision | null) => void;
}

/** What does not go together, in words: what it was, both values, whose they are, and what each choice comes to. */
export function ConflictCard({ conflict, field, ours, theirs, decision, isBusy = false, onDecide }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [isOther, setOther] = useState(decision?.choice === 'VALUE');
  const name = conflict.element?.name ?? conflict.item;
  const isWhole = conflict.kind !== 'EDITED' && conflict.kind !== 'MOVED';
  const choose = (choice: Decision['choice']) => {
    setOther(false);
    onDecide(decision?.choice === choice ? null : { choice });
  };
  const sides: [Side, ConflictData['ours']][] = [
    [ours, conflict.ours],
    [theirs, conflict.theirs],
  ];
  return (
    <article className="conflict" aria-labelledby={id} data-decided={decision ? true : undefined}>
      <h2 id={id} title={conflict.item}>
        {isWhole || !conflict.attribute
          ? name
          : t('conflict.fieldOf', { field: field ?? conflict.attribute, name })}
      </h2>
      <p className="quiet">
        {t(`conflict.kind.${conflict.kind satisfies ConflictKind}`, { ours: ours.who, theirs: theirs.who })}{' '}
        <code>{conflict.item}</code>
      </p>
      <dl className="conflict-values">
        <div>
          <dt>{t('conflict.before')}</dt>
          <Value value={conflict.base} />
        </div>
        {sides.map(([side, value]) => (
          <div key={side.choice} data-chosen={decision?.choice === side.choice || undefined}>
            <dt>
              {side.who} <small>{side.by}</small>
            </dt>
            <Value value={value} isGone={isWhole} />
          </div>
        ))}
      </dl>
      {isWhole && (
        <ul className="conflict-inside">
          {consequences(conflict).map(({ key, count, what }) => (
            <li key={key}>
              {t(`conflict.outcome.${key}`, { count, what, ours: ours.who, theirs: theirs.who })}
            </li>
          ))}
        </ul>
      )}
      <div className="conflict-choices" role="group" aria-label={t('conflict.choose', { name })}>
        {sides.map(([side]) => (
          <Button
            key={side.choice}
            size="compact-md"
            variant={decision?.choice === side.choice ? 'filled' : 'default'}
            aria-pressed={decision?.choice === side.choice}
            disabled={isBusy}
            onClick={() => choose(side.choice)}
          >
            {side.take}
          </Button>
        ))}
        {!isWhole && (
          <>
            <Button
              size="compact-md"
              variant={decision?.choice === 'BASE' ? 'filled' : 'default'}
              aria-pressed={decision?.choice === 'BASE'}
              disabled={isBusy}
              onClick={() => choose('BASE')}
            >
              {t('conflict.asBefore')}
            </Button>
            <Button
              size="compact-md"
              variant={isOther ? 'filled' : 'default'}
              aria-expanded={isOther}
              disabled={isBusy}
              onClick={() => setOther(!isOther)}
            >
              {t('conflict.other')}
            </Button>
          </>
        )}
        {decision && <Badge variant="default">{t('conflict.decided')}</Badge>}
      </div>
      {isOther && !isWhole && (
        <OtherValue
          conflict={conflict}
          decision={decision}
          isBusy={isBusy}
          onDecide={(value) => onDecide({ choice: 'VALUE', value })}
        />
      )}
    </article>
  );
}

function Value({ value, isGone = false }: { value: ConflictData['base']; isGone?: boolean }) {
  const { t } = useTranslation();
  const text = inShort(value);
  return (
    <dd title={inText(value)?.slice(0, 2000)}>
      {text ?? <em>{t(isGone ? 'conflict.deleted' : 'conflict.none')}</em>}
    </dd>
  );
}
