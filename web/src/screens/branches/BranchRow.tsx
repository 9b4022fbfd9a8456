import { ActionIcon, Badge, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { type OpenModel, useModel } from '@/app/ModelContext';
import { client } from '@/graphql/client';
import { dateTime } from '@/i18n/i18n';
import { useVersion } from '@/screens/compare/useVersion';
import { useDivergence } from '@/screens/versions/useDivergence';
import { ago } from './ages';
import { ProtectBranch, UnprotectBranch } from './mutations';
import { useDiscard } from './useDiscard';
import { useNow } from './useNow';
import { complain, refreshRefs } from './work';

/** A branch: where it stands against the main one, who changed it last and when, and what can be done. */
export function BranchRow({ branch }: { branch: OpenModel['branches'][number] }) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const now = useNow(60_000);
  const { name, revision, isDefault, isProtected } = branch;
  const main = model.branches.find((one) => one.isDefault);
  const { commit } = useVersion(name);
  const { divergence } = useDivergence(model.name, revision, isDefault ? undefined : main?.revision);
  return (
    <li className="branch" aria-current={name === model.branch ? 'true' : undefined}>
      <div className="branch-name">
        <Link
          to="/m/$model"
          params={{ model: model.name }}
          search={isDefault ? {} : { at: name }}
          title={name}
        >
          {name}
        </Link>
        {isDefault && <Badge variant="default">{t('branch.default')}</Badge>}
        {isProtected && !isDefault && <Badge variant="default">{t('version.protected')}</Badge>}
        {name === model.branch && <Badge variant="default">{t('branch.shown')}</Badge>}
      </div>
      <div className="branch-facts">
        {!isDefault && divergence && (
          <span
            title={t('branch.stands', {
              ahead: divergence.ahead,
              behind: divergence.behind,
              main: main?.name,
            })}
          >
            <span aria-hidden>{`↑${divergence.ahead} ↓${divergence.behind}`}</span>
            <span className="unseen">
              {t('branch.stands', { ahead: divergence.ahead, behind: divergence.behind, main: main?.name })}
            </span>
          </span>
        )}
        {commit && (
          <span className="branch-last" title={commit.title}>
            <time dateTime={commit.time} title={dateTime(i18n.language, commit.time)}>
              {ago(i18n.language, commit.time, now)}
            </time>{' '}
            · {commit.author} · {commit.title}
          </span>
        )}
      </div>
      {!isDefault && main && (
        <Link
          to="/m/$model/compare"
          params={{ model: model.name }}
          search={{ before: main.name, after: name, at: name }}
          aria-label={t('branch.compareOf', { name, main: main.name })}
        >
          {t('version.compare')}
        </Link>
      )}
      <RowMenu branch={branch} main={main?.name} />
    </li>
  );
}

function RowMenu({ branch, main }: { branch: OpenModel['branches'][number]; main: string | undefined }) {
  const { t } = useTranslation();
  const model = useModel();
  const discard = useDiscard();
  const { show } = useDialogs.getState();
  const { name, revision, isDefault, isProtected } = branch;
  const isAdmin = model.me.role === 'ADMIN';
  if (model.me.role === 'READER') return null;
  const protect = async () => {
    const mutation = isProtected ? UnprotectBranch : ProtectBranch;
    const { error } = await client.mutation(mutation, { model: model.name, pattern: name }).toPromise();
    if (error) complain(error);
    await refreshRefs(model);
  };
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('branch.moreOf', { name })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isDefault && main && (
          <Menu.Item onClick={() => show({ name: 'merge', from: name, into: main })}>
            {t('draft.merge', { into: main })}
          </Menu.Item>
        )}
        {!isDefault && main && (
          <Menu.Item onClick={() => show({ name: 'merge', from: main, into: name })}>
            {t('branch.update', { main })}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => show({ name: 'branch', act: 'new', of: name })}>
          {t('branch.newHere')}
        </Menu.Item>
        <Menu.Item onClick={() => show({ name: 'branch', act: 'tag', of: name })}>
          {t('branch.tag')}
        </Menu.Item>
        {!isDefault && (!isProtected || isAdmin) && (
          <Menu.Item onClick={() => show({ name: 'branch', act: 'rename', of: name })}>
            {t('branch.rename')}
          </Menu.Item>
        )}
        {!isDefault && isAdmin && (
          <Menu.Item onClick={() => void protect()}>
            {t(isProtected ? 'branch.unprotect' : 'branch.protect')}
          </Menu.Item>
        )}
        {!isDefault && (!isProtected || isAdmin) && (
          <Menu.Item onClick={() => void discard(name, revision)}>{t('branch.delete')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
