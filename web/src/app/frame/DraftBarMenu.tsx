import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconGitMerge, IconPencil, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import type { OpenModel } from '@/app/ModelContext';
import { useDiscard } from '@/screens/branches/useDiscard';
import { baseOf } from '@/screens/versions/base';

/** What can become of a draft: reviewed, merged, renamed, thrown away. */
export function DraftBarMenu({ model, branch }: { model: OpenModel; branch: string }) {
  const { t } = useTranslation();
  const discard = useDiscard();
  const base = baseOf(model);
  const isDraft = branch.startsWith('draft/');
  const { show } = useDialogs.getState();
  if (!base || base.name === branch) return null;
  return (
    <>
      <Button
        size="compact-sm"
        renderRoot={(props) => (
          <Link
            {...props}
            to="/m/$model/compare"
            params={{ model: model.name }}
            search={{ before: base.name, after: branch, at: branch }}
          />
        )}
      >
        {t('draft.review')}
      </Button>
      {model.isEditable && (
        <>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconGitMerge size={14} aria-hidden />}
            onClick={() => show({ name: 'merge', from: branch, into: base.name })}
          >
            {t('draft.merge', { into: base.name })}
          </Button>
          <Menu position="top-end" shadow="md">
            <Menu.Target>
              <ActionIcon variant="default" size={26} aria-label={t('draft.more')}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconPencil size={14} aria-hidden />}
                onClick={() => show({ name: 'branch', act: 'rename', of: branch })}
              >
                {t('draft.rename')}
              </Menu.Item>
              {isDraft && (
                <Menu.Item
                  leftSection={<IconTrash size={14} aria-hidden />}
                  onClick={() => void discard(branch, model.revision)}
                >
                  {t('draft.discard')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
    </>
  );
}
