import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import type { ViewData } from '@/canvas/query';
import { applyAll } from '@/model/commands/kinds';
import { addressOf } from '@/model/commands/structure';
import type { Command } from '@/model/commands/command';
import { type Fields, type Json, isFields, valueAt } from '@/model/json';
import { Dialog } from '@/parts/Dialog';
import { DrawingWordsQuery } from './queries';

interface Props {
  view: ViewData;
  pending: readonly Command[];
  onClose: () => void;
}

/** A choice of how a view is shown: where its file says it, and what it may say. */
interface Setting {
  label: string;
  path: string[];
  values: string[];
}

const SETTINGS: Setting[] = [
  {
    label: 'view.color',
    path: ['show', 'color', 'by'],
    values: ['layer', 'kind', 'lifecycle', 'owner', 'findings'],
  },
  { label: 'view.edgeLabels', path: ['show', 'labels', 'edge'], values: ['name', 'kind', 'none'] },
  { label: 'view.detail', path: ['show', 'detail'], values: ['brief', 'usual', 'full'] },
  { label: 'view.notation', path: ['show', 'notation'], values: ['archimate', 'uml', 'plain'] },
  {
    label: 'view.engine',
    path: ['show', 'layout', 'engine'],
    values: ['layered', 'grid', 'map', 'bands', 'radial'],
  },
  { label: 'view.direction', path: ['show', 'layout', 'direction'], values: ['down', 'right'] },
];

/** How a view is shown, where that differs from its viewpoint. */
export function ViewSettings({ view, pending, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const edit = useEdit();
  const item = addressOf('view', view.viewId);
  const shown: Fields = {
    ...(view.viewpoint ? { viewpoint: view.viewpoint } : {}),
    ...(isFields(view.show) ? { show: view.show } : {}),
  };
  const fields = applyAll({ [item]: shown }, pending)[item];
  const variables = { model, at: revision, language: i18n.language };
  const [{ data }] = useQuery({ query: DrawingWordsQuery, variables });
  const viewpoints = (data?.model.metamodel.viewpoints ?? []).filter(({ form }) => form === 'diagram');
  const set = (path: string[], value: string | null) => {
    const from: Json | undefined = valueAt(fields, path);
    if ((from ?? null) === value) return;
    edit({
      kind: 'set-field',
      item,
      path,
      ...(from === undefined ? {} : { from }),
      ...(value === null ? {} : { to: value }),
    });
  };
  const textAt = (path: string[]) => {
    const value = valueAt(fields, path);
    return typeof value === 'string' ? value : null;
  };
  return (
    <Dialog onClose={onClose} title={t('view.settings')}>
      <Select
        label={t('view.viewpoint')}
        description={viewpoints.find(({ viewpointId }) => viewpointId === fields?.['viewpoint'])?.description}
        data={viewpoints.map(({ viewpointId, label }) => ({ value: viewpointId, label }))}
        value={textAt(['viewpoint'])}
        onChange={(value) => set(['viewpoint'], value)}
        placeholder={t('view.noViewpoint')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('field.clear', { label: t('view.viewpoint') }) }}
        mb="sm"
      />
      {SETTINGS.map(({ label, path, values }) => (
        <Select
          key={label}
          label={t(label)}
          data={values.map((value) => ({ value, label: t(`view.value.${value}`) }))}
          value={textAt(path)}
          onChange={(value) => set(path, value)}
          placeholder={t('view.asViewpoint')}
          clearable
          clearButtonProps={{ 'aria-label': t('field.clear', { label: t(label) }) }}
          mb="sm"
        />
      ))}
    </Dialog>
  );
}
