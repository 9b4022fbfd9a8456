import { Button, Checkbox, Menu, NativeSelect, ScrollArea } from '@mantine/core';
import { IconColumns } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CatalogSearch } from './search';
import type { Catalog } from './useCatalog';

interface Props {
  catalog: Catalog;
  group: string | undefined;
  onChange: (search: CatalogSearch) => void;
}

/** Which columns are shown, and by which one rows are grouped. */
export function ColumnsMenu({ catalog, group, onChange }: Props) {
  const { t } = useTranslation();
  const { all, columns } = catalog;
  const shown = new Set(columns.map(({ key }) => key));
  const toggle = (key: string) => {
    const next = all.filter((column) => (column.key === key) !== shown.has(column.key));
    onChange({ columns: next.map((column) => column.key) });
  };
  const groups = all.filter(({ key, input }) => key === 'kind' || input === 'choice' || input === 'element');
  return (
    <>
      <Menu shadow="md" withinPortal closeOnItemClick={false} position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconColumns size={14} aria-hidden />}>
            {t('catalog.columns')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ScrollArea.Autosize mah={380} type="auto">
            {all.map(({ key, label }) => (
              <Menu.Item
                key={key}
                role="menuitemcheckbox"
                aria-checked={shown.has(key)}
                onClick={() => toggle(key)}
                leftSection={<Checkbox.Indicator size="xs" checked={shown.has(key)} />}
              >
                {label}
              </Menu.Item>
            ))}
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
      <NativeSelect
        size="xs"
        aria-label={t('catalog.group')}
        value={group ?? ''}
        onChange={(event) => onChange({ group: event.currentTarget.value })}
        data={[
          { value: '', label: t('catalog.noGroup') },
          ...groups.map(({ key, label }) => ({ value: key, label: t('catalog.groupBy', { what: label }) })),
        ]}
      />
    </>
  );
}
