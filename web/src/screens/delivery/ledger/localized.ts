/** The text of a property in a language: properties of several languages come as a record of texts. */
export function localized(value: string | null | undefined, language: string): string {
  if (!value) return '';
  if (!value.startsWith('{')) return value;
  try {
    const texts = JSON.parse(value) as Record<string, unknown>;
    const text = texts[language] ?? Object.values(texts)[0];
    return typeof text === 'string' ? text : value;
  } catch {
    return value;
  }
}
