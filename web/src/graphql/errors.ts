import type { CombinedError } from 'urql';

/** Codes of `extensions.code` that have words of their own: `error.<code>` in the languages. */
const CODES = [
  'BAD_REQUEST',
  'FORBIDDEN',
  'INVALID',
  'LIMITED',
  'NOT_FOUND',
  'RATE_LIMITED',
  'STALE',
  'UNAUTHENTICATED',
  'UNAVAILABLE',
] as const;

/** What went wrong, for words: a code of the server, `OFFLINE`, or `INTERNAL`. */
export type ErrorCode = (typeof CODES)[number] | 'OFFLINE' | 'INTERNAL';

/** The code of an error. */
export function codeOf(error: CombinedError): ErrorCode {
  if (error.networkError) return 'OFFLINE';
  const code = error.graphQLErrors[0]?.extensions?.['code'];
  return CODES.find((known) => known === code) ?? 'INTERNAL';
}

/** Whether the same request may succeed later. */
export function isRetryable(error: CombinedError): boolean {
  return Boolean(error.networkError) || error.graphQLErrors[0]?.extensions?.['retryable'] === true;
}

/** The server's own sentence, for the small print. */
export function sentenceOf(error: CombinedError): string {
  return error.graphQLErrors[0]?.message ?? error.message;
}
