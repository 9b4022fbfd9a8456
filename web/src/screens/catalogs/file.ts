/** Bytes of a file that the server reads in one question; a larger one is packed, or refused here. */
const MOST_CONTENT = 5 * 1024 * 1024;

async function base64(bytes: Uint8Array): Promise<string> {
  const address = await new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(new Error('the file cannot be read'));
    reader.readAsDataURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  });
  return address.slice(address.indexOf(',') + 1);
}

/** A file as the server takes it: base64, packed where that saves something. None if it is too large even so. */
export async function contentOf(file: Blob, most = MOST_CONTENT): Promise<string | null> {
  const plain = new Uint8Array(await file.arrayBuffer());
  if (plain.length <= most / 5) return base64(plain);
  const packed = file.stream().pipeThrough(new CompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return bytes.length > most ? null : base64(bytes);
}

/** A pasted block as a table with headings: where its first row names no column, those of the screen are put in front. */
export function withHeadings(text: string, columns: readonly { key: string; label: string }[]): string {
  const rows = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  const first = rows.slice(0, rows.indexOf('\n') < 0 ? undefined : rows.indexOf('\n')).split('\t');
  const known = new Set(
    columns.flatMap(({ key, label }) => [key, label, key.replace('properties.', '')]).map(plain),
  );
  const hits = first.filter((cell) => known.has(plain(cell))).length;
  if (hits * 2 >= first.length) return rows;
  const keys = columns.slice(0, first.length).map(({ key }) => key);
  return `${keys.join('\t')}\n${rows}`;
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
