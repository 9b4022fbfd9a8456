function random(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 8);
}

/** An id for a new element: readable where the name has Latin letters, and not taken. */
export function newElementId(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const words = plain.replace(/^-+|-+$/g, '').slice(0, 40);
  return `${words || 'e'}-${random().slice(0, 4)}`;
}

/** An id for a new relation. */
export function newRelationId(): string {
  return `r-${random()}`;
}
