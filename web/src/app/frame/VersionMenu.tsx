import { Button, Menu } from '@mantine/core';
import {
  IconArrowsDiff,
  IconCalendar,
  IconGitBranch,
  IconHistory,
  IconTag,
  IconVersions,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { type OpenModel, useModel } from '@/app/ModelContext';
import { slug } from '@/app/useEdit';

/** Names of a group that the menu lists; Ctrl+K and the page of versions have the others. */
const MOST = 60;

type Group = 'mine' | 'others' | 'protectedOnes' | 'tags';

interface Entry {
  name: string;
  /** What the address says; none for the default branch. */
  at: string | undefined;
  group: Group;
}

function entriesOf({ branches, tags, me }: OpenModel): Entry[] {
  const own = `draft/${slug(me.name)}/`;
  return [
    ...branches.map(({ name, isDefault, isProtected }): Entry => {
      const group = isDefault || isProtected ? 'protectedOnes' : name.startsWith(own) ? 'mine' : 'others';
      return { name, at: isDefault ? undefined : name, group };
    }),
    ...tags.map(({ name }): Entry => ({ name, at: name, group: 'tags' })),
  ];
}

/** The version that is shown, and the others: branches, tags, a date. */
export function VersionMenu() {
  const { t } = useTranslation();
  const model = useModel();
  const { name, branch, at, revision } = model;
  const navigate = useNavigate();
  const go = (to: string | undefined) =>
    void navigate({ to: '.', search: ({ at: _at, ...old }) => (to ? { ...old, at: to } : old) });
  const found = entriesOf(model);
  const groups: Group[] = ['mine', 'others', 'protectedOnes', 'tags'];
  const search = at ? { at } : {};
  return (
    <Menu withInitialFocusPlaceholder={false} shadow="md" position="bottom-start" withinPortal width={340}>
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
        <div role="none" className="version-list">
          {groups.map((group) => {
            const entries = found.filter((entry) => entry.group === group);
            if (entries.length === 0) return null;
            return (
              <div key={group} role="group" aria-label={t(`version.${group}`)}>
                <Menu.Label>{t(`version.${group}`)}</Menu.Label>
                {entries.slice(0, MOST).map((entry) => (
                  <Menu.Item
                    key={entry.name}
                    aria-current={entry.name === branch || entry.name === at ? 'true' : undefined}
                    leftSection={group === 'tags' ? <IconTag size={14} aria-hidden /> : null}
                    title={entry.name}
                    onClick={() => go(entry.at)}
                  >
                    <span className="version-item">{entry.name}</span>
                  </Menu.Item>
                ))}
              </div>
            );
          })}
        </div>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconCalendar size={14} aria-hidden />}
          onClick={() => useDialogs.getState().show({ name: 'at-date' })}
        >
          {t('version.date')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowsDiff size={14} aria-hidden />}
          renderRoot={(props) => (
            <Link {...props} to="/m/$model/compare" params={{ model: name }} search={search} />
          )}
        >
          {t('version.compareWith')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHistory size={14} aria-hidden />}
          renderRoot={(props) => (
            <Link {...props} to="/m/$model/history" params={{ model: name }} search={search} />
          )}
        >
          {t('nav.history')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconVersions size={14} aria-hidden />}
          renderRoot={(props) => (
            <Link {...props} to="/m/$model/branches" params={{ model: name }} search={search} />
          )}
        >
          {t('versions.title')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
