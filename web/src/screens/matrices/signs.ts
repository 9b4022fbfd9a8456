/** The shortest beginning of each word that no other one has: `Assi`, `Asso`, `S`. */
export function signsOf(words: readonly string[]): Map<string, string> {
  const all = [...new Set(words)];
  const sign = (word: string): string => {
    const letters = [...word];
    for (let length = 1; length < letters.length; length += 1) {
      const beginning = letters.slice(0, length).join('');
      const isUnique = all.every(
        (other) => other === word || !other.toLowerCase().startsWith(beginning.toLowerCase()),
      );
      if (isUnique) return beginning;
    }
    return word;
  };
  return new Map(all.map((word) => [word, sign(word)]));
}
