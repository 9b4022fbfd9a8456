import { Select, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { type Json, isFields } from '@/model/json';
import { ElementPicker } from '@/parts/ElementPicker';
import { Committed } from '../Committed';
import type { Definition } from '../document';
import { isStorable, problemOf } from './check';
import { ListField } from './ListField';
import { RecordField } from './RecordField';

export interface FieldProps {
  definition: Definition;
  value: Json | undefined;
  /** The name of the element that is the value, where it is known. */
  name?: string | undefined;
  /** Said instead of a value: several elements have different ones. */
  placeholder?: string | undefined;
  /** Sets the value, or one inside it such as that of a language; undefined removes it. */
  onSet: (value: Json | undefined, inside?: string[]) => void;
}

/** A value as one line of text. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A value of a property, edited as its type asks for. */
export function ValueField(props: FieldProps) {
  switch (props.definition.type) {
    case 'localized':
      return <Localized {...props} />;
    case 'enum':
    case 'boolean':
      return <Choice {...props} />;
    case 'reference':
      return <Reference {...props} />;
    case 'list':
      return <ListField {...props} />;
    case 'record':
      return <RecordField {...props} />;
    default:
      return <Text {...props} />;
  }
}

function Text({ definition, value, placeholder, onSet }: FieldProps) {
  const { t } = useTranslation();
  const { type, label, description, required, typeText } = definition;
  return (
    <Committed
      value={textOf(value)}
      onCommit={(text) => {
        if (isStorable(definition, text)) onSet(text === '' ? undefined : text);
      }}
      render={(props) => {
        const problem = problemOf(definition, props.value);
        return (
          <TextInput
            label={label}
            description={description || undefined}
            placeholder={placeholder}
            withAsterisk={required}
            type={type === 'date' ? 'date' : 'text'}
            inputMode={type === 'integer' || type === 'decimal' ? 'decimal' : undefined}
            error={problem && !placeholder ? t(`field.${problem}`, { type: typeText }) : undefined}
            {...props}
          />
        );
      }}
    />
  );
}

function Localized(props: FieldProps) {
  const { definition, value, placeholder, onSet } = props;
  const { languages } = useModel();
  if (value !== undefined && !isFields(value)) return <Text {...props} />;
  return languages.map((language) => (
    <Committed
      key={language}
      value={textOf(value?.[language])}
      onCommit={(text) => onSet(text === '' ? undefined : text, [language])}
      render={(input) => (
        <Textarea
          lang={language}
          label={`${definition.label} (${language})`}
          placeholder={placeholder}
          withAsterisk={definition.required}
          autosize
          minRows={1}
          maxRows={8}
          {...input}
        />
      )}
    />
  ));
}

function Choice({ definition, value, placeholder, onSet }: FieldProps) {
  const { t } = useTranslation();
  const { type, label, description, required, choices } = definition;
  const yesOrNo = [
    { value: 'true', label: t('field.yes') },
    { value: 'false', label: t('field.no') },
  ];
  const text = textOf(value);
  const known = type === 'boolean' ? yesOrNo : choices.map((one) => ({ value: one.value, label: one.label }));
  const isKnown = text === '' || known.some((choice) => choice.value === text);
  return (
    <Select
      label={label}
      description={description || undefined}
      placeholder={placeholder}
      withAsterisk={required}
      // A value that the metamodel does not know is shown, and said to be wrong.
      data={isKnown ? known : [...known, { value: text, label: text }]}
      error={isKnown ? undefined : t('field.unknown', { value: text })}
      value={text === '' ? null : text}
      onChange={(next) => onSet(next === null ? undefined : next)}
      clearable
      clearButtonProps={{ 'aria-label': t('field.clear', { label }) }}
    />
  );
}

function Reference({ definition, value, name, onSet }: FieldProps) {
  return (
    <ElementPicker
      label={definition.label}
      kinds={definition.to}
      value={value === undefined ? null : textOf(value)}
      name={name}
      onChange={(next) => onSet(next?.elementId)}
    />
  );
}
