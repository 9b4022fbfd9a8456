import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEdit } from '@/app/useEdit';
import { Dialog } from '@/parts/Dialog';
import { ElementPicker } from '@/parts/ElementPicker';
import { commandOf, together, wrongIn } from './change';
import type { Column, Row } from './columns';

interface Props {
  rows: Row[];
  columns: Column[];
  onClose: () => void;
}

/** Gives many elements the same value, as one command. */
export function Bulk({ rows, columns, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const edit = useEdit();
  const possible = columns.filter(({ input }) => input !== 'none' && input !== 'name');
  const [key, setKey] = useState(possible[0]?.key ?? '');
  const [value, setValue] = useState('');
  const column = possible.find((one) => one.key === key);
  if (!column) return null;
  const wrong = wrongIn(column, value);
  const commands = rows.map((row) => commandOf(row, column, value, i18n.language));
  const count = commands.filter((command) => command !== null).length;
  const apply = () => {
    const command = together(commands, `${column.label} (${count})`);
    if (command) edit(command);
    onClose();
  };
  return (
    <Dialog title={t('catalog.bulk', { count: rows.length })} onClose={onClose}>
      <form
        className="catalog-bulk"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong && count > 0) apply();
        }}
      >
        <NativeSelect
          label={t('catalog.field')}
          data={possible.map((one) => ({ value: one.key, label: one.label }))}
          value={key}
          onChange={(event) => {
            setKey(event.currentTarget.value);
            setValue('');
          }}
        />
        <Value column={column} value={value} onChange={setValue} />
        {wrong && <p role="alert">{t(`catalog.wrong.${wrong}`)}</p>}
        <p className="quiet" role="status">
          {value === '' ? t('catalog.bulkClears', { count }) : t('catalog.bulkSets', { count })}
        </p>
        <Button type="submit" disabled={wrong !== null || count === 0}>
          {t('catalog.apply')}
        </Button>
      </form>
    </Dialog>
  );
}

function Value({
  column,
  value,
  onChange,
}: {
  column: Column;
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  if (column.input === 'element') {
    return (
      <ElementPicker
        label={column.label}
        kinds={column.to}
        value={value === '' ? null : value}
        onChange={(element) => onChange(element?.elementId ?? '')}
      />
    );
  }
  if (column.input === 'choice') {
    return (
      <NativeSelect
        label={column.label}
        data={[{ value: '', label: t('catalog.nothing') }, ...column.choices]}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <label className="catalog-value">
      {column.label}
      <input
        type={column.input === 'date' ? 'date' : 'text'}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
