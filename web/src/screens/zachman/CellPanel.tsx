import { ActionIcon, Button, Tabs } from '@mantine/core';
import { IconLayoutDashboard, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { SaveAsView } from '@/screens/views/SaveAsView';
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
  const { isEditable } = useModel();
  const [isSaving, setSaving] = useState(false);
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
      {isEditable && count > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          mb="sm"
          leftSection={<IconLayoutDashboard size={14} aria-hidden />}
          onClick={() => setSaving(true)}
        >
          {t('zachman.view')}
        </Button>
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
      {isSaving && (
        <SaveAsView
          title={t('zachman.view')}
          name={title}
          hint={t('zachman.viewHint')}
          fields={{ viewpoint: 'layered', selector: filter }}
          onClose={() => setSaving(false)}
        />
      )}
    </section>
  );
}
