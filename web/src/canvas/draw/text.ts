/** Text as markup: what a person or a file wrote is never more than text. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** About how wide a text is, in font sizes. */
export function widthOf(text: string): number {
  let sum = 0;
  for (const letter of text) {
    if (WIDE.test(letter)) sum += 1;
    else if (/[ .,:;'|!iIljtf]/.test(letter)) sum += 0.29;
    else if (/[A-ZMWmw@]/.test(letter)) sum += 0.68;
    else sum += 0.55;
  }
  return sum;
}

/** Longest text that is laid out; more cannot be read in a box. */
const LONGEST = 600;

/** A text in lines of a width (in font sizes), at most `most`; the last one ends in an ellipsis if it goes on. */
export function linesOf(text: string, wide: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.slice(0, LONGEST).split(/(?<=\s)|(?<=[\u2e80-\u9fff\uff00-\uff60])/u);
  for (const word of words) {
    if (line !== '' && widthOf((line + word).trimEnd()) > wide) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
    if (/\n/.test(word)) {
      lines.push(line.trimEnd());
      line = '';
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''}…`];
}
