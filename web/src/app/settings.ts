import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Language } from '@/i18n/i18n';

/** What a person chose in this browser. */
interface Settings {
  language: Language;
  density: 'comfortable' | 'compact';
  /** Whether keys without Ctrl do something (WCAG 2.1.4). */
  hasSingleKeys: boolean;
  /** Whether the tree of the model is beside the screen. */
  isTreeShown: boolean;
  setLanguage(language: Language): void;
  toggleDensity(): void;
  toggleSingleKeys(): void;
  toggleTree(): void;
}

const preferred = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

/** Settings of this browser, kept between visits. */
export const useSettings = create<Settings>()(
  persist(
    (set) => ({
      language: preferred(),
      density: 'comfortable',
      hasSingleKeys: true,
      isTreeShown: true,
      setLanguage: (language) => set({ language }),
      toggleDensity: () =>
        set(({ density }) => ({ density: density === 'compact' ? 'comfortable' : 'compact' })),
      toggleTree: () => set(({ isTreeShown }) => ({ isTreeShown: !isTreeShown })),
      toggleSingleKeys: () => set(({ hasSingleKeys }) => ({ hasSingleKeys: !hasSingleKeys })),
    }),
    { name: 'archweave.settings' },
  ),
);
