/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+@\t\r]|^-(?!\d+([.,]\d+)*$)/;

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as comma-separated values that a spreadsheet opens with the right characters, and does not compute. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map((one) => cell(String(one))).join(',')).join('\r\n')}\r\n`;
}

/** Gives a person a file with a text. */
export function saveText(name: string, text: string, type = 'text/csv;charset=utf-8') {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
