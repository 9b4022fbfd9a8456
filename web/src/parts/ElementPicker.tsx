import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { type ResultOf, graphql } from '@/graphql/tada';

const PickQuery = graphql(`
  query Pick($model: String!, $at: String!, $filter: ElementFilter!, $language: String!) {
    model(name: $model, at: $at) {
      id
      elements(filter: $filter, first: 30) {
        nodes {
          id
          elementId
          kindId
          name(language: $language)
        }
      }
    }
  }
`);

/** An element that was picked. */
export type Picked = ResultOf<typeof PickQuery>['model']['elements']['nodes'][number];

interface Props {
  label: string;
  /** Kinds that may be picked; empty for any. */
  kinds?: readonly string[];
  value: string | null;
  /** What the value is called, while it is not in the list. */
  name?: string | undefined;
  placeholder?: string | undefined;
  onChange: (element: Picked | null) => void;
  autoFocus?: boolean;
}

/** Picks an element by typing a part of its name, in any language. */
export function ElementPicker({
  label,
  kinds = [],
  value,
  name,
  placeholder,
  onChange,
  autoFocus = false,
}: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [asked] = useDebouncedValue(text, 100);
  const [{ data }] = useQuery({
    query: PickQuery,
    variables: {
      model,
      at: revision,
      filter: { ...(kinds.length > 0 ? { kinds: [...kinds] } : {}), ...(asked ? { text: asked } : {}) },
      language: i18n.language,
    },
    pause: !isOpen,
  });
  const found = data?.model.elements.nodes ?? [];
  const items = found.map((element) => ({ value: element.elementId, label: element.name }));
  const known = value === null || items.some((item) => item.value === value);
  return (
    <Select
      label={label}
      placeholder={placeholder ?? t('field.pick')}
      data={known ? items : [{ value, label: name ?? value }, ...items]}
      value={value}
      onChange={(id) => onChange(found.find(({ elementId }) => elementId === id) ?? null)}
      onDropdownOpen={() => setOpen(true)}
      searchable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t('palette.nothing')}
      clearable
      clearButtonProps={{ 'aria-label': t('field.clear', { label }) }}
      data-autofocus={autoFocus || undefined}
    />
  );
}
