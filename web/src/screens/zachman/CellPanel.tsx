import { ActionIcon, Tabs } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Belongs } from './Belongs';
import { CellElements } from './CellElements';
import { CellViews } from './CellViews';
import type { Axis, Cell, GridKind } from './grid';

interface Props {
  cells: Cell[];
  row: Axis | undefined;
  column: Axis | undefined;
  kinds: readonly GridKind[];
  onClose: () => void;
}

/** What is in a cell, a row or a column: elements, views, and what belongs there. */
export function CellPanel({ cells, row, column, kinds, onClose }: Props) {
  const { t } = useTranslation();
  const [first] = cells;
  const single = cells.length === 1 ? first : undefined;
  const title = [row?.label, column?.label].filter(Boolean).join(' · ');
  const filter = { cells: cells.map(({ id }) => id) };
  const count = cells.reduce((sum, cell) => sum + cell.count, 0);
  return (
    <section className="zachman-panel" aria-label={title} key={filter.cells.join()}>
      <ActionIcon
        className="zachman-close"
        variant="subtle"
        color="gray"
        aria-label={t('action.close')}
        onClick={onClose}
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
      <h2>{title}</h2>
      {single && (
        <p className="quiet">
          {single.name} · {single.classic}
        </p>
      )}
      <Tabs defaultValue={count === 0 ? 'belongs' : 'elements'} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="elements">{t('zachman.elements', { count })}</Tabs.Tab>
          <Tabs.Tab value="views">{t('nav.views')}</Tabs.Tab>
          {single && <Tabs.Tab value="belongs">{t('zachman.belongs')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="elements" pt="sm">
          <CellElements filter={filter} />
        </Tabs.Panel>
        <Tabs.Panel value="views" pt="sm">
          <CellViews filter={filter} />
        </Tabs.Panel>
        {single && (
          <Tabs.Panel value="belongs" pt="sm">
            <Belongs cell={single} kinds={kinds} />
          </Tabs.Panel>
        )}
      </Tabs>
    </section>
  );
}
