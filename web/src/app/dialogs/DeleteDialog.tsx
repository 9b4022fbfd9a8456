import { Button, Modal } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { useElement } from '@/screens/element/useElement';

/** Says what goes with an element before it is deleted. */
export function DeleteDialog({ element: id, onClose }: { element: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { name, at } = useModel();
  const { element, fields } = useElement(id);
  const { element: shown } = useParams({ strict: false });
  const navigate = useNavigate();
  const edit = useEdit();
  const remove = () => {
    if (!fields) return;
    onClose();
    edit({ kind: 'delete-element', id, fields });
    if (shown === id) {
      void navigate({ to: '/m/$model', params: { model: name }, search: at ? { at } : (old) => old });
    } else {
      void navigate({ to: '.', search: ({ sel: _sel, ...old }) => old });
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('delete.title', { name: element?.name ?? id })}>
      {element && (
        <p>
          {t('delete.text', { relations: element.relations.totalCount, views: element.views.length })}
        </p>
      )}
      <Button color="red" disabled={!fields} onClick={remove}>
        {t('action.deleteElement')}
      </Button>
    </Modal>
  );
}
