import { Button, Fieldset, MultiSelect, TagsInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Fields, type Json, isFields, withValueAt } from '@/model/json';
import { newElementId } from '@/model/ids';
import type { Definition } from '../document';
import { type FieldProps, ValueField, textOf } from './ValueField';

/** A list: chips of texts or choices, or an entry for each record or element with a way to take it away. */
export function ListField(props: FieldProps) {
  const { definition, value, onSet } = props;
  const { t } = useTranslation();
  const items = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const type = definition.parts ? 'record' : (definition.items?.type ?? 'text');
  const set = (next: Json[]) => onSet(next.length === 0 ? undefined : next);
  const common = {
    label: definition.label,
    description: definition.description || undefined,
    withAsterisk: definition.required,
    value: items.map(textOf),
    clearable: true,
    clearButtonProps: { 'aria-label': t('field.clear', { label: definition.label }) },
  };
  if (type === 'enum') {
    const choices = definition.items?.choices ?? [];
    return (
      <MultiSelect
        {...common}
        data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
        onChange={set}
        searchable
      />
    );
  }
  if (type === 'record' || type === 'reference' || type === 'localized') {
    return <Entries definition={definition} type={type} items={items} onChange={set} />;
  }
  return <TagsInput {...common} placeholder={t('field.list')} onChange={set} />;
}

interface EntriesProps {
  definition: Definition;
  type: 'record' | 'reference' | 'localized';
  items: readonly Json[];
  onChange: (items: Json[]) => void;
}

/** What each entry of a list is. */
function entryOf(definition: Definition, type: EntriesProps['type'], number: number): Definition {
  const base = definition.items ?? definition;
  const fields = definition.fields ?? base.fields ?? [];
  return { ...base, label: `${definition.label} ${number}`, type, parts: false, required: false, fields };
}

function Entries({ definition, type, items, onChange }: EntriesProps) {
  const { t } = useTranslation();
  const put = (index: number, next: Json) => onChange(items.map((item, at) => (at === index ? next : item)));
  const empty = (): Json => (type === 'record' ? (definition.parts ? { id: newElementId('') } : {}) : '');
  const set =
    (index: number) =>
    (to: Json | undefined, inside: string[] = []) => {
      const old = items[index];
      if (inside.length > 0) put(index, withValueAt(isFields(old) ? old : {}, inside, to) as Fields);
      else if (to !== undefined) put(index, to);
    };
  return (
    <Fieldset legend={definition.label} className="entries">
      {items.map((item, index) => (
        <div key={index} className="entry">
          <ValueField
            definition={entryOf(definition, type, index + 1)}
            value={type === 'localized' && item === '' ? undefined : item}
            onSet={set(index)}
          />
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconTrash size={14} aria-hidden />}
            aria-label={t('field.removeEntry', { label: definition.label, number: index + 1 })}
            onClick={() => onChange(items.filter((_, at) => at !== index))}
          >
            {t('field.remove')}
          </Button>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        aria-label={t('field.addEntry', { label: definition.label })}
        onClick={() => onChange([...items, empty()])}
      >
        {t('field.add')}
      </Button>
    </Fieldset>
  );
}
