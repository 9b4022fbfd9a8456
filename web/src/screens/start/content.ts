/** What a mutation takes in all is 8 MB; base64 makes four bytes of three. */
export const MOST_BYTES = 5_900_000;

/** Bytes as the API takes them: packed where that helps, as base64. */
export async function contentOf(file: Blob): Promise<string> {
  const packed = file.stream().pipeThrough(new CompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  if (bytes.length > MOST_BYTES) throw new RangeError('too large');
  let text = '';
  const STEP = 0x8000;
  for (let at = 0; at < bytes.length; at += STEP) {
    text += String.fromCharCode(...bytes.subarray(at, at + STEP));
  }
  return btoa(text);
}

/** A name for a model in addresses, from a title or a file: `customer-centre`. */
export function modelName(title: string): string {
  const plain = title
    .replace(/\.(xml|archimate|json|zip)$/i, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-+|-+$/g, '').slice(0, 64);
}

/** What the example may be served as: as it is made here, or as an admin brought it. */
export function exampleAmong(models: readonly string[]): string | undefined {
  return models.find((name) => name === 'customer-centre' || /^example(-\d+)?$/.test(name));
}
