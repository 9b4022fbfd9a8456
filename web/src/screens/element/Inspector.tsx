import { ActionIcon } from '@mantine/core';
import { IconExternalLink, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { ElementPanel } from './ElementPanel';

/** What is selected, beside the screen. */
export default function Inspector({ selection, onClose }: { selection: string; onClose: () => void }) {
  const element = selection;
  const { t } = useTranslation();
  const { name, at } = useModel();
  return (
    <>
      <div className="inspector-tools">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('action.openElement')}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/m/$model/e/$element"
              params={{ model: name, element }}
              search={at ? { at } : {}}
            />
          )}
        >
          <IconExternalLink size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('action.close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      <ElementPanel id={element} level={2} />
    </>
  );
}
