import {
  ActionIcon,
  Kbd,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconHelp, IconMoon, IconSearch, IconSettings, IconSun } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ActionContext } from '@/app/actions/action';
import { useDialogs } from '@/app/actions/dialogs';
import { useSettings } from '@/app/settings';
import { VersionMenu } from './VersionMenu';

/** Which model, which version, whose words: what one looks at, in one line. */
export function TopBar({ context }: { context: ActionContext }) {
  const { t } = useTranslation();
  const { model } = context;
  const { language, setLanguage } = useSettings();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <header className="topbar">
      <Link to="/" className="brand" aria-label={t('frame.models')}>
        Archweave
      </Link>
      <Link
        to="/m/$model"
        params={{ model: model.name }}
        search={model.at ? { at: model.at } : {}}
        className="model-name"
        title={model.title}
      >
        {model.title}
      </Link>
      <VersionMenu />
      <UnstyledButton className="searchbox" onClick={spotlight.open}>
        <IconSearch size={16} aria-hidden />
        <span>{t('action.search')}</span>
        <Kbd size="xs" aria-hidden>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <div className="topbar-tools">
        <UnstyledButton
          className="language"
          lang={other}
          aria-label={t('frame.otherLanguage')}
          onClick={() => setLanguage(other)}
        >
          {t('frame.otherLanguageShort')}
        </UnstyledButton>
        <SchemeButton />
        <Tooltip label={t('settings.title')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={() => useDialogs.getState().show({ name: 'settings' })}
            aria-label={t('settings.title')}
          >
            <IconSettings size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('action.help')}>
          <ActionIcon
            className="wide-only"
            variant="subtle"
            color="gray"
            onClick={() => useDialogs.getState().show({ name: 'help' })}
            aria-label={t('action.help')}
          >
            <IconHelp size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

/** Light or dark. */
export function SchemeButton() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const Icon = scheme === 'dark' ? IconSun : IconMoon;
  return (
    <Tooltip label={t('action.dark')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        data-action="dark"
        aria-pressed={scheme === 'dark'}
        aria-label={t('action.dark')}
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
