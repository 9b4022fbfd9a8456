import { Button } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { useElement } from '@/screens/element/useElement';
import { Dialog } from '@/parts/Dialog';

/** Says what goes with an element before it is deleted. */
export function DeleteDialog({ element: id, onClose }: { element: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { name } = useModel();
  const { element, fields } = useElement(id);
  const { element: shown } = useParams({ strict: false });
  const navigate = useNavigate();
  const edit = useEdit();
  const remove = () => {
    if (!fields) return;
    onClose();
    const at = edit({ kind: 'delete-element', id, fields });
    const search = at ? { at } : {};
    if (shown === id) void navigate({ to: '/m/$model', params: { model: name }, search });
    else void navigate({ to: '.', search });
  };
  return (
    <Dialog onClose={onClose} title={t('delete.title', { name: element?.name ?? id })}>
      {element && (
        <p>{t('delete.text', { relations: element.relations.totalCount, views: element.views.length })}</p>
      )}
      <Button color="red" disabled={!fields} onClick={remove}>
        {t('action.deleteElement')}
      </Button>
    </Dialog>
  );
}
