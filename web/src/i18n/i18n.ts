import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { useSettings } from '@/app/settings';
import { inSentence } from './bidi';
import type { Words } from './gathered';

/** Languages of the application itself; a model may have others. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

const FILES: Record<Language, () => Promise<{ default: Words }>> = {
  en: () => import('./en'),
  zh: () => import('./zh'),
};

async function load(language: Language) {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  i18next.addResourceBundle(language, 'translation', (await FILES[language]()).default);
}

async function show(language: Language) {
  await load(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

/** Loads the words of one language, and of the other when a person chooses it, without a reload. */
export async function startLanguage() {
  const { language } = useSettings.getState();
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: language,
    fallbackLng: false,
    // React escapes markup; what turns text round must not reach the words around a value.
    interpolation: { escapeValue: true, escape: inSentence },
    returnNull: false,
  });
  await show(language);
  useSettings.subscribe((settings) => void show(settings.language));
}

/** A date and time as the language writes it. */
export function dateTime(language: string, time: string | number): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(new Date(time));
}

/** A number as the language writes it. */
export function number(language: string, value: number): string {
  return new Intl.NumberFormat(language).format(value);
}
