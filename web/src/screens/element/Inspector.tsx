import { ActionIcon } from '@mantine/core';
import { IconExternalLink, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { idsOf } from '@/app/selection';
import { ElementPanel } from './ElementPanel';
import { Several } from './Several';

/** What is selected, beside the screen: an element, or several at once. */
export default function Inspector({ selection, onClose }: { selection: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { name, at } = useModel();
  const ids = idsOf(selection);
  const [element = '', ...others] = ids;
  return (
    <>
      <div className="inspector-tools">
        {others.length === 0 && (
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
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={t('action.close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      {others.length > 0 ? <Several ids={ids} /> : <ElementPanel id={element} />}
    </>
  );
}
