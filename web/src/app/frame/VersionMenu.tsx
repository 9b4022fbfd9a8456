import { Button, Menu, ScrollArea } from '@mantine/core';
import { IconCalendar, IconGitBranch, IconTag } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { useModel } from '@/app/ModelContext';

/** The version that is shown, and the others: branches, tags, a date. */
export function VersionMenu() {
  const { t } = useTranslation();
  const { branch, branches, tags, at, revision } = useModel();
  const navigate = useNavigate();
  const go = (to: string | undefined) =>
    void navigate({ to: '.', search: ({ at: _at, ...old }) => (to ? { ...old, at: to } : old) });
  return (
    <Menu shadow="md" position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          className="version"
          leftSection={<IconGitBranch size={14} aria-hidden />}
          title={t('version.title', { version: branch ?? at, revision })}
        >
          <span className="unseen">{t('version.version')}</span>
          <span className="version-name">{branch ?? at}</span>
          <code>{revision.slice(0, 7)}</code>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={360} type="auto">
          <Menu.Label>{t('version.branches')}</Menu.Label>
          {branches.map(({ name, isDefault, isProtected }) => (
            <Menu.Item
              key={name}
              aria-current={name === branch}
              onClick={() => go(isDefault ? undefined : name)}
              rightSection={isProtected ? <small>{t('version.protected')}</small> : null}
            >
              {name}
            </Menu.Item>
          ))}
          {tags.length > 0 && <Menu.Label>{t('version.tags')}</Menu.Label>}
          {tags.map(({ name }) => (
            <Menu.Item key={name} leftSection={<IconTag size={14} aria-hidden />} onClick={() => go(name)}>
              {name}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconCalendar size={14} aria-hidden />}
          onClick={() => useDialogs.getState().show({ name: 'at-date' })}
        >
          {t('version.date')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
