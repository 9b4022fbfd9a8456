import { MultiSelect, Select, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { Fields, Json } from '@/model/json';
import { valueAt } from '@/model/json';
import { ElementPicker } from '@/parts/ElementPicker';
import { CellsQuery } from '@/screens/navigator/queries';
import type { Definition, ElementData } from './document';
import { ValueField, textOf } from './fields/ValueField';

const STATES = ['proposed', 'planned', 'active', 'phase-out', 'retired'] as const;
const LEVELS = ['public', 'internal', 'sensitive', 'secret'] as const;

/** Fields that every element may have: owners, life, labels, place in Zachman's grid. */
export interface CommonProps {
  fields: Fields;
  owners?: ElementData['owners'] | undefined;
  /** The kind's cells, where nobody confirmed others. */
  defaultCells?: readonly string[];
  /** Said where several elements differ. */
  placeholder?: (path: string[]) => string | undefined;
  onSet: (path: string[], to: Json | undefined) => void;
}

/** A date that is described here, not by the metamodel. */
function day(label: string): Definition {
  return {
    key: '',
    label,
    description: '',
    type: 'date',
    typeText: '',
    required: false,
    computed: false,
    parts: false,
    min: null,
    max: null,
    to: [],
    choices: [],
  };
}

/** Owners, lifecycle with its days, tags, Zachman cells and confidentiality, as fields. */
export function Common({ fields, owners, defaultCells = [], placeholder, onSet }: CommonProps) {
  const { t } = useTranslation();
  const at = (...path: string[]) => textOf(valueAt(fields, path)) || null;
  const list = (key: string) => {
    const value = fields[key];
    return Array.isArray(value) ? value.map(textOf) : value === undefined ? [] : [textOf(value)];
  };
  const hint = (...path: string[]) => placeholder?.(path);
  const owner = (side: 'business' | 'technology', label: string) => (
    <ElementPicker
      label={label}
      value={at('owners', side)}
      name={owners?.[side]?.element?.name ?? undefined}
      placeholder={hint('owners', side)}
      onChange={(next) => onSet(['owners', side], next?.elementId)}
    />
  );
  return (
    <div className="fields" role="group" aria-label={t('element.common')}>
      {owner('business', t('element.businessOwner'))}
      {owner('technology', t('element.technologyOwner'))}
      <Select
        label={t('element.lifecycle')}
        data={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        value={at('lifecycle', 'state')}
        placeholder={hint('lifecycle', 'state')}
        onChange={(next) => onSet(['lifecycle', 'state'], next ?? undefined)}
        clearable
        clearButtonProps={{ 'aria-label': t('field.clear', { label: t('element.lifecycle') }) }}
      />
      {(['since', 'until'] as const).map((key) => (
        <ValueField
          key={key}
          definition={day(t(`element.${key}`))}
          value={at('lifecycle', key) ?? undefined}
          placeholder={hint('lifecycle', key)}
          onSet={(to) => onSet(['lifecycle', key], to)}
        />
      ))}
      <TagsInput
        label={t('element.tags')}
        placeholder={hint('tags') ?? t('field.list')}
        value={list('tags')}
        onChange={(next) => onSet(['tags'], next.length > 0 ? next : undefined)}
        clearable
        clearButtonProps={{ 'aria-label': t('field.clear', { label: t('element.tags') }) }}
      />
      <Cells
        value={list('zachman')}
        defaults={defaultCells}
        placeholder={hint('zachman')}
        onChange={(next) => onSet(['zachman'], next.length > 0 ? next : undefined)}
      />
      <Select
        label={t('element.confidentiality')}
        data={LEVELS.map((value) => ({ value, label: t(`confidentiality.${value}`) }))}
        value={at('confidentiality')}
        placeholder={hint('confidentiality')}
        onChange={(next) => onSet(['confidentiality'], next ?? undefined)}
        clearable
        clearButtonProps={{ 'aria-label': t('field.clear', { label: t('element.confidentiality') }) }}
      />
    </div>
  );
}

interface CellsProps {
  value: string[];
  defaults: readonly string[];
  placeholder: string | undefined;
  onChange: (next: string[]) => void;
}

/** Cells of Zachman's grid; left empty, those of the kind. */
function Cells({ value, defaults, placeholder, onChange }: CellsProps) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const [{ data }] = useQuery({
    query: CellsQuery,
    variables: { model, at: revision, language: i18n.language },
  });
  const cells = data?.model.zachman.cells ?? [];
  const nameOf = (id: string) => cells.find(({ cellId }) => cellId === id)?.name ?? id;
  const known = cells.map(({ cellId, name }) => ({ value: cellId, label: `${name} (${cellId})` }));
  const unknown = value.filter((id) => !cells.some(({ cellId }) => cellId === id));
  return (
    <MultiSelect
      label={t('element.cells')}
      description={
        value.length === 0 && defaults.length > 0
          ? t('element.defaultCells', { cells: defaults.map(nameOf).join(', ') })
          : undefined
      }
      placeholder={placeholder}
      data={[...known, ...unknown.map((id) => ({ value: id, label: id }))]}
      value={value}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('field.clear', { label: t('element.cells') }) }}
    />
  );
}
