/** Words of a language: texts under keys. */
export type Words = { [key: string]: string | Words };

/** The files of a language's folder as one value: each file is a top-level key that is named as the file. */
export function gathered(files: Record<string, Words>): Words {
  return Object.fromEntries(
    Object.entries(files).map(([file, words]) => [file.replace(/^.*\/|\.json$/g, ''), words]),
  );
}
