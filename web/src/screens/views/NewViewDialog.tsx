import { Button, Radio, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { nameFields } from '@/canvas/edits';
import { NOTHING } from '@/canvas/scene/scene';
import { newElementId } from '@/model/ids';
import { Dialog } from '@/parts/Dialog';
import { DrawingWordsQuery } from './queries';

/** Asks for a name, a viewpoint, and whether a person draws the view or the model fills it. */
export function NewViewDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision, languages } = useModel();
  const { language } = i18n;
  const [name, setName] = useState('');
  const [viewpoint, setViewpoint] = useState<string | null>(null);
  const [by, setBy] = useState('hand');
  const edit = useEdit();
  const navigate = useNavigate();
  const [{ data }] = useQuery({ query: DrawingWordsQuery, variables: { model, at: revision, language } });
  const viewpoints = data?.model.metamodel.viewpoints ?? [];
  const chosen = viewpoints.find(({ viewpointId }) => viewpointId === viewpoint);
  const canDraw = !chosen || chosen.form === 'diagram';
  const isFilled = chosen !== undefined && (by === 'model' || !canDraw);
  const create = () => {
    const text = name.trim();
    if (!text) return;
    const id = newElementId(text);
    onClose();
    const at = edit({
      kind: 'create-view',
      id,
      fields: {
        name: nameFields(text, language, languages),
        ...(viewpoint ? { viewpoint } : {}),
        ...(viewpoint && !isFilled ? { selector: NOTHING } : {}),
      },
    });
    void navigate({ to: '/m/$model/v/$view', params: { model, view: id }, search: at ? { at } : {} });
  };
  return (
    <Dialog onClose={onClose} title={t('views.new')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <TextInput
          label={t('element.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
          mb="sm"
        />
        <Select
          label={t('view.viewpoint')}
          description={chosen?.description}
          data={viewpoints.map(({ viewpointId, label }) => ({ value: viewpointId, label }))}
          value={viewpoint}
          onChange={setViewpoint}
          placeholder={t('view.noViewpoint')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('field.clear', { label: t('view.viewpoint') }) }}
          mb="sm"
        />
        {chosen && canDraw && (
          <Radio.Group label={t('views.filledBy')} value={by} onChange={setBy} mb="sm">
            <Radio value="hand" label={t('views.byHand')} my={6} />
            <Radio value="model" label={t('views.byModel')} my={6} />
          </Radio.Group>
        )}
        <Button type="submit" disabled={name.trim() === ''}>
          {t('views.new')}
        </Button>
      </form>
    </Dialog>
  );
}
