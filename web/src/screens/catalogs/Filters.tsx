import { Button, Menu, ScrollArea, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './columns';
import type { CatalogSearch } from './search';
import type { Catalog } from './useCatalog';

/** Values of one column that are offered. */
const MOST_VALUES = 60;

interface Props {
  catalog: Catalog;
  text: string;
  onChange: (search: CatalogSearch) => void;
}

/** What is shown of a catalog: words, and values as chips. All of it stands in the address. */
export function Filters({ catalog, text, onChange }: Props) {
  const { t } = useTranslation();
  const { filters, all } = catalog;
  const [typed, setTyped] = useState(text);
  const ask = useDebouncedCallback((value: string) => onChange({ text: value }), 250);
  const write = (next: typeof filters) =>
    onChange({ filter: next.map(({ key, value }) => `${key}:${value}`) });
  const labelOf = (key: string, value: string) => {
    const column = all.find((one) => one.key === key);
    const row = column && catalog.found.find((one) => catalog.raw(one, column) === value);
    const choice = column?.choices.find((one) => one.value === value)?.label;
    return choice ?? (row && column ? catalog.show(row, column) : value) ?? value;
  };
  const chips = filters.map(({ key, value }) => {
    const column = all.find((one) => one.key === key)?.label ?? key;
    return { key, value, said: `${column}: ${labelOf(key, value) || t('catalog.nothing')}` };
  });
  return (
    <div className="catalog-filters" role="group" aria-label={t('catalog.filters')}>
      <TextInput
        size="xs"
        type="search"
        placeholder={t('catalog.text')}
        aria-label={t('catalog.text')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          ask(event.currentTarget.value.trim());
        }}
      />
      {chips.map(({ key, value, said }) => (
        <Button
          key={`${key}:${value}`}
          size="compact-xs"
          variant="light"
          className="catalog-chip"
          rightSection={<IconX size={12} aria-hidden />}
          aria-label={t('catalog.removeFilter', { what: said })}
          onClick={() => write(filters.filter((one) => one.key !== key || one.value !== value))}
        >
          {said}
        </Button>
      ))}
      <Menu shadow="md" withinPortal position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconFilter size={14} aria-hidden />}>
            {t('catalog.filter')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ScrollArea.Autosize mah={380} type="auto">
            {all.filter(isFilterable).map((column) => (
              <ValueMenu
                key={column.key}
                column={column}
                catalog={catalog}
                onPick={(value) => write([...filters, { key: column.key, value }])}
              />
            ))}
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function isFilterable({ key, input, isLocalized }: Column): boolean {
  if (key === 'kind') return true;
  return !isLocalized && key !== 'description' && ['choice', 'element', 'tags', 'text'].includes(input);
}

interface ValueProps {
  column: Column;
  catalog: Catalog;
  onPick: (value: string) => void;
}

function ValueMenu({ column, catalog, onPick }: ValueProps) {
  const { t } = useTranslation();
  const counted = new Map<string, { label: string; count: number }>();
  for (const row of catalog.found) {
    const raw = catalog.raw(row, column);
    for (const value of column.input === 'tags' ? raw.split(', ') : [raw]) {
      const label = column.input === 'tags' ? value : catalog.show(row, column);
      counted.set(value, { label, count: (counted.get(value)?.count ?? 0) + 1 });
    }
  }
  // Where no two have the same, there is nothing to pick by.
  const isKey = counted.size > 8 && counted.size >= catalog.found.length;
  if (counted.size === 0 || isKey || (counted.size === 1 && counted.has(''))) return null;
  const values = [...counted].sort(([, a], [, b]) => b.count - a.count).slice(0, MOST_VALUES);
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item>{column.label}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        <ScrollArea.Autosize mah={320} type="auto">
          {values.map(([value, { label, count }]) => (
            <Menu.Item key={value} onClick={() => onPick(value)} rightSection={<small>{count}</small>}>
              {label || t('catalog.nothing')}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
