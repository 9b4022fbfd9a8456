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
  /** Pixels of the panels before and behind the screen, as a person drew them. */
  widths: { tree: number; inspector: number };
  /** Whether the palette of a canvas has words all the time; otherwise its icons show them when they are pointed at. */
  isPaletteWide: boolean;
  setLanguage(language: Language): void;
  toggleDensity(): void;
  toggleSingleKeys(): void;
  toggleTree(): void;
  setWidths(widths: Partial<Settings['widths']>): void;
  togglePalette(): void;
}

/** From this width of the window on there is room for everything at once. */
const ROOMY = 1800;

const preferred = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

/** Settings of this browser, kept between visits. */
export const useSettings = create<Settings>()(
  persist(
    (set) => ({
      language: preferred(),
      density: 'comfortable',
      hasSingleKeys: true,
      isTreeShown: true,
      widths: { tree: 200, inspector: 280 },
      isPaletteWide: window.innerWidth >= ROOMY,
      setLanguage: (language) => set({ language }),
      toggleDensity: () =>
        set(({ density }) => ({ density: density === 'compact' ? 'comfortable' : 'compact' })),
      toggleTree: () => set(({ isTreeShown }) => ({ isTreeShown: !isTreeShown })),
      setWidths: (widths) => set((old) => ({ widths: { ...old.widths, ...widths } })),
      togglePalette: () => set(({ isPaletteWide }) => ({ isPaletteWide: !isPaletteWide })),
      toggleSingleKeys: () => set(({ hasSingleKeys }) => ({ hasSingleKeys: !hasSingleKeys })),
    }),
    { name: 'archweave.settings' },
  ),
);
