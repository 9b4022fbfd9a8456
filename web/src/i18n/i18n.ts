import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { useSettings } from '@/app/settings';
import en from './en.json';
import zh from './zh.json';

/** Languages of the application itself; a model may have others. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Loads the words, and follows the language that a person chooses, without a reload. */
export function startLanguage() {
  void i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, zh: { translation: zh } },
    lng: useSettings.getState().language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const show = (language: Language) => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    if (i18next.language !== language) void i18next.changeLanguage(language);
  };
  show(useSettings.getState().language);
  useSettings.subscribe(({ language }) => show(language));
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
