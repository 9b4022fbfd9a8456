import {
  Input,
  type MantineColorScheme,
  SegmentedControl,
  Switch,
  useMantineColorScheme,
} from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '@/app/settings';
import { LANGUAGES, type Language } from '@/i18n/i18n';
import { Dialog } from '@/parts/Dialog';

/** Languages by what those who speak them call them, whatever is spoken now. */
const NAMES: Record<Language, string> = { en: 'English', zh: '中文' };

/** What a person chooses once: the words, the colours, how close things stand, and the keys. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { language, density, hasSingleKeys, setLanguage, toggleDensity, toggleSingleKeys } = useSettings();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Dialog title={t('settings.title')} onClose={onClose}>
      <p className="quiet">{t('settings.here')}</p>
      <Choice
        label={t('settings.language')}
        value={language}
        data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
        onChange={setLanguage}
      />
      <Choice<MantineColorScheme>
        label={t('settings.scheme')}
        value={colorScheme}
        data={(['light', 'dark', 'auto'] as const).map((value) => ({
          value,
          label: t(`settings.schemes.${value}`),
        }))}
        onChange={setColorScheme}
      />
      <Choice
        label={t('settings.density')}
        value={density}
        data={(['comfortable', 'compact'] as const).map((value) => ({
          value,
          label: t(`settings.densities.${value}`),
        }))}
        onChange={(to) => to !== density && toggleDensity()}
      />
      <Switch mt="md" label={t('settings.singleKeys')} checked={hasSingleKeys} onChange={toggleSingleKeys} />
    </Dialog>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  data: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, data, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }} mt="md">
      <div>
        <SegmentedControl<Value> aria-labelledby={id} value={value} data={data} onChange={onChange} />
      </div>
    </Input.Wrapper>
  );
}
