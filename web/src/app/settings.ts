import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Language } from '@/i18n/i18n';

/** What a person chose in this browser. */
interface Settings {
  language: Language;
  density: 'comfortable' | 'compact';
  /** Whether keys without Ctrl do something (WCAG 2.1.4). */
  hasSingleKeys: boolean;
  setLanguage(language: Language): void;
  toggleDensity(): void;
  toggleSingleKeys(): void;
}

const preferred = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

/** Settings of this browser, kept between visits. */
export const useSettings = create<Settings>()(
  persist(
    (set) => ({
      language: preferred(),
      density: 'comfortable',
      hasSingleKeys: true,
      setLanguage: (language) => set({ language }),
      toggleDensity: () =>
        set(({ density }) => ({ density: density === 'compact' ? 'comfortable' : 'compact' })),
      toggleSingleKeys: () => set(({ hasSingleKeys }) => ({ hasSingleKeys: !hasSingleKeys })),
    }),
    { name: 'archweave.settings' },
  ),
);
