import { CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue, useElementSize } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type NodeRendererProps, Tree } from 'react-arborist';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useSettings } from '@/app/settings';
import { number } from '@/i18n/i18n';
import { KindMark } from '@/parts/KindMark';
import { Loading } from '@/parts/Loading';
import { Found } from './Found';
import type { Row } from './tree';
import { type Grouping, useRows } from './useRows';

const GROUPINGS: Grouping[] = ['layer', 'kind', 'cell', 'view'];

/** The tree of the model, and search as one types. */
export function Navigator() {
  const { t } = useTranslation();
  const { by = 'layer' } = useSearch({ from: '/m/$model' });
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 80);
  return (
    <section className="navigator" aria-label={t('navigator.title')}>
      <TextInput
        placeholder={t('navigator.search')}
        aria-label={t('navigator.search')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rightSection={
          text && <CloseButton size="sm" aria-label={t('navigator.clear')} onClick={() => setText('')} />
        }
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('navigator.by')}
        data={GROUPINGS.map((value) => ({ value, label: t(`navigator.${value}`) }))}
        value={by}
        onChange={(value) =>
          void navigate({ to: '.', search: (old) => ({ ...old, by: value as Grouping }), replace: true })
        }
      />
      {asked ? <Found text={asked} /> : <ModelTree key={by} by={by} />}
    </section>
  );
}

function ModelTree({ by }: { by: Grouping }) {
  const { t } = useTranslation();
  const { name: model, at } = useModel();
  const navigate = useNavigate();
  const density = useSettings((settings) => settings.density);
  const { rows, open, more } = useRows(by);
  const { ref, width, height } = useElementSize();
  const activate = ({ opens }: Row) => {
    if (!opens) return;
    const search = { ...(at ? { at } : {}), by };
    if ('more' in opens) more(opens.more);
    else if ('view' in opens)
      void navigate({ to: '/m/$model/v/$view', params: { model, view: opens.view }, search });
    else void navigate({ to: '/m/$model/e/$element', params: { model, element: opens.element }, search });
  };
  return (
    <div className="tree" ref={ref}>
      {rows === null ? (
        <Loading />
      ) : (
        <Tree<Row>
          data={rows}
          width={width || 260}
          height={height || 500}
          rowHeight={density === 'compact' ? 24 : 30}
          indent={16}
          openByDefault={false}
          disableDrag
          disableDrop
          disableEdit
          disableMultiSelection
          aria-label={t('navigator.title')}
          onToggle={open}
          onActivate={(node) => (node.isInternal ? node.toggle() : activate(node.data))}
        >
          {TreeRow}
        </Tree>
      )}
    </div>
  );
}

function TreeRow({ node, style }: NodeRendererProps<Row>) {
  const { i18n } = useTranslation();
  const { name, layer, count, opens } = node.data;
  return (
    <div className="tree-row" style={style} data-selected={node.isSelected || undefined}>
      <span className="tree-arrow" aria-hidden>
        {node.isInternal ? (node.isOpen ? '▾' : '▸') : ''}
      </span>
      {opens && 'more' in opens ? null : <KindMark layer={layer} />}
      <span className="tree-name">{name}</span>
      {count !== undefined && <small>{number(i18n.language, count)}</small>}
    </div>
  );
}
