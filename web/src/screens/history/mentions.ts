/** Ids that a commit message mentions, such as `REQ-102`: what may be elements, as written and in small letters. */
export function mentionsOf(message: string): string[] {
  const found = message.slice(0, 20_000).match(/\b[A-Za-z]{1,12}-\d{1,9}\b/g) ?? [];
  return [...new Set(found)].slice(0, 50);
}

/** Under which ids an element may be that a message calls so. */
export function spellings(mention: string): string[] {
  return [...new Set([mention, mention.toLowerCase(), mention.toUpperCase()])];
}
