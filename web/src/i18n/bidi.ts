const [ISOLATE, END] = ['\u2068', '\u2069'];
/** Letters written from right to left, and characters that say in which direction text runs. */
const TURNS = /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const OPENS = /[\u2066-\u2068]/;

/** Letters of a value within a sentence: a name that fills the screen says nothing. */
const MOST = 500;

/** A value as a sentence takes it in: cut, and so that its direction ends with it. */
export function inSentence(value: string): string {
  const [...letters] = value.slice(0, 2 * MOST + 1);
  return isolated(letters.length > MOST ? `${letters.slice(0, MOST).join('')}…` : value);
}

/** A value whose direction ends with it: in an isolate that nothing inside closes. */
export function isolated(value: string): string {
  if (!TURNS.test(value)) return value;
  let depth = 0;
  let text = '';
  for (const letter of value) {
    if (OPENS.test(letter)) depth += 1;
    // One without a beginning would end the isolate around the value.
    else if (letter === END && depth === 0) continue;
    else if (letter === END) depth -= 1;
    text += letter;
  }
  return ISOLATE + text + END.repeat(depth + 1);
}
