import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '@/model/json';
import type { ConflictData, Decision } from './conflict';
import { inText, sortOf, typed } from './value';

interface Props {
  conflict: ConflictData;
  decision: Decision | null;
  isBusy: boolean;
  onDecide: (value: Json) => void;
}

/** Asks for a value that neither side has. */
export function OtherValue({ conflict, decision, isBusy, onDecide }: Props) {
  const { t } = useTranslation();
  const { base, ours, theirs } = conflict;
  const sort = sortOf([base, ours, theirs]);
  const [text, setText] = useState(() => inText(decision?.value ?? ours ?? theirs) ?? '');
  const value = typed(sort, text);
  return (
    <form
      className="conflict-other"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== undefined) onDecide(value);
      }}
    >
      <Textarea
        label={t('conflict.otherValue')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={value === undefined ? t(`conflict.notA.${sort}`) : null}
        autosize
        minRows={1}
        maxRows={8}
        data-autofocus
      />
      <Button type="submit" size="compact-md" disabled={value === undefined || isBusy}>
        {t('conflict.use')}
      </Button>
    </form>
  );
}
