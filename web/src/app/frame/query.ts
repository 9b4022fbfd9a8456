/** What a text in the palette asks for. */
export interface Asked {
  /** For the search of elements, with its prefixes `@`, `#` and `k:`; empty for none. */
  search: string;
  /** What names of views, commands and branches must hold; undefined leaves these out. */
  names: string | undefined;
  /** Commands alone. */
  isCommand: boolean;
}

/** Reads the text: `>` commands alone; `@owner`, `#tag` and `k:kind` are about elements alone. */
export function readAsked(text: string): Asked {
  const trimmed = text.trim();
  if (trimmed.startsWith('>')) {
    return { search: '', names: trimmed.slice(1).trim().toLowerCase(), isCommand: true };
  }
  const isAboutElements = /(^|\s)([@#]|k:)/i.test(trimmed);
  return { search: trimmed, names: isAboutElements ? undefined : trimmed.toLowerCase(), isCommand: false };
}
