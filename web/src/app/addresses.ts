import i18next from 'i18next';

/** A page that the server draws itself, at the same version and in the same language. */
export function serverPage({ name, at }: { name: string; at?: string | undefined }, path: string): string {
  const query = new URLSearchParams({ ...(at ? { at } : {}), lang: i18next.language });
  return `/m/${encodeURIComponent(name)}${path}?${query}`;
}

/** A view's picture as the server draws it. */
export function pictureOf(
  { name, revision }: { name: string; revision: string },
  view: string,
  language: string,
  isDark: boolean,
): string {
  const query = new URLSearchParams({ at: revision, lang: language, ...(isDark ? { theme: 'dark' } : {}) });
  return `/m/${encodeURIComponent(name)}/views/${encodeURIComponent(view)}.svg?${query}`;
}
