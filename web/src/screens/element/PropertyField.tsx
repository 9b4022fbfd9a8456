import { Select, TextInput, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { ElementPicker } from '@/parts/ElementPicker';
import { type Json, isFields } from '@/model/json';
import { Committed } from './Committed';
import type { Definition } from './document';

interface Props {
  definition: Definition;
  value: Json | undefined;
  reference: { elementId: string; name: string } | null;
  /** Sets the value, or one inside it such as that of a language; undefined removes it. */
  onSet: (value: Json | undefined, inside?: string[]) => void;
}

const EDITABLE = new Set([
  'text',
  'localized',
  'enum',
  'integer',
  'decimal',
  'date',
  'boolean',
  'reference',
  'url',
]);

function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** One property, as its type is edited; as text where it cannot be. */
export function PropertyField(props: Props) {
  const { isEditable } = useModel();
  const { definition } = props;
  const isReadOnly = !isEditable || definition.computed || definition.parts || !EDITABLE.has(definition.type);
  if (isReadOnly) return <ReadOnly {...props} />;
  switch (definition.type) {
    case 'localized':
      return <Localized {...props} />;
    case 'enum':
    case 'boolean':
      return <Choice {...props} />;
    case 'reference':
      return <Reference {...props} />;
    default:
      return <Text {...props} />;
  }
}

function ReadOnly({ definition, value, reference }: Props) {
  const { i18n } = useTranslation();
  const { name, at } = useModel();
  if (value === undefined) return null;
  const text = isFields(value) ? shown(value[i18n.language] ?? Object.values(value)[0]) : shown(value);
  const choice = definition.choices.find((one) => one.value === value);
  return (
    <div className="fact">
      <span className="fact-label">{definition.label}</span>
      {reference ? (
        <Link
          to="/m/$model/e/$element"
          params={{ model: name, element: reference.elementId }}
          search={at ? { at } : {}}
        >
          {reference.name}
        </Link>
      ) : (
        <span className="prose">{choice?.label ?? text}</span>
      )}
    </div>
  );
}

/** What is wrong with a number, as far as the metamodel says. */
export function problemOf({ type, min, max }: Definition, text: string): 'number' | 'range' | null {
  if (text === '' || (type !== 'integer' && type !== 'decimal')) return null;
  const isNumber = type === 'integer' ? /^-?\d+$/.test(text) : /^-?\d+(\.\d+)?$/.test(text);
  if (!isNumber) return 'number';
  const isOutside = (min !== null && Number(text) < min) || (max !== null && Number(text) > max);
  return isOutside ? 'range' : null;
}

function Text({ definition, value, onSet }: Props) {
  const { t } = useTranslation();
  return (
    <Committed
      value={shown(value)}
      onCommit={(text) => {
        if (!problemOf(definition, text)) onSet(text === '' ? undefined : text);
      }}
      render={(props) => {
        const problem = problemOf(definition, props.value);
        return (
          <TextInput
            label={definition.label}
            description={definition.description || undefined}
            withAsterisk={definition.required}
            type={definition.type === 'date' ? 'date' : 'text'}
            inputMode={definition.type === 'integer' || definition.type === 'decimal' ? 'decimal' : undefined}
            error={problem ? t(`field.${problem}`, { type: definition.typeText }) : undefined}
            {...props}
          />
        );
      }}
    />
  );
}

function Localized({ definition, value, onSet }: Props) {
  const { languages } = useModel();
  if (value !== undefined && !isFields(value))
    return <Text {...{ definition, value, onSet, reference: null }} />;
  return languages.map((language) => (
    <Committed
      key={language}
      value={shown(value?.[language])}
      onCommit={(text) => onSet(text === '' ? undefined : text, [language])}
      render={(props) => (
        <Textarea
          lang={language}
          label={`${definition.label} (${language})`}
          withAsterisk={definition.required}
          autosize
          minRows={1}
          maxRows={8}
          {...props}
        />
      )}
    />
  ));
}

function Choice({ definition, value, onSet }: Props) {
  const { t } = useTranslation();
  const data =
    definition.type === 'boolean'
      ? [
          { value: 'true', label: t('field.yes') },
          { value: 'false', label: t('field.no') },
        ]
      : definition.choices;
  return (
    <Select
      label={definition.label}
      description={definition.description || undefined}
      withAsterisk={definition.required}
      data={data}
      value={value === undefined ? null : shown(value)}
      onChange={(next) => onSet(next ?? undefined)}
      clearable
      clearButtonProps={{ 'aria-label': t('field.clear', { label: definition.label }) }}
    />
  );
}

function Reference({ definition, value, reference, onSet }: Props) {
  return (
    <ElementPicker
      label={definition.label}
      kinds={definition.to}
      value={value === undefined ? null : shown(value)}
      name={reference?.elementId === value ? reference?.name : undefined}
      onChange={(next) => onSet(next?.elementId)}
    />
  );
}
