import { afterEach, expect, test, vi } from 'vitest';
import { patientFetch, pauseOf, signedIn, useLine } from './line';

const NOON = Date.parse('2026-11-23T12:00:00Z');

test.each([
  ['12', 12],
  ['0', 1],
  ['86400', 120],
  ['Mon, 23 Nov 2026 12:00:30 GMT', 30],
  ['Mon, 23 Nov 2026 11:00:00 GMT', 1],
  ['soon', 10],
  [null, 10],
])('retry-after %s is %i seconds', (text, seconds) => expect(pauseOf(text, NOON)).toBe(seconds));

afterEach(() => vi.unstubAllGlobals());

/** A server that answers with these, one after the other. */
function server(...answers: Response[]) {
  const asked = vi.fn(() => Promise.resolve(answers.shift()!));
  vi.stubGlobal('fetch', asked);
  return asked;
}

test('a request of somebody who is signed out waits, and is sent again', async () => {
  const asked = server(new Response('', { status: 401 }), new Response('yes'));
  const answer = patientFetch('/graphql');
  await vi.waitFor(() => expect(useLine.getState().isSignedOut).toBe(true));
  signedIn();
  expect(await (await answer).text()).toBe('yes');
  expect(asked).toHaveBeenCalledTimes(2);
  expect(useLine.getState().isSignedOut).toBe(false);
});

test('a request that came too early is sent again by itself', async () => {
  server(new Response('', { status: 429, headers: { 'retry-after': '1' } }), new Response('yes'));
  const answer = patientFetch('/graphql');
  await vi.waitFor(() => expect(useLine.getState().retryAt).not.toBeNull());
  expect(await (await answer).text()).toBe('yes');
  expect(useLine.getState().retryAt).toBeNull();
});

test('who leaves does not wait', async () => {
  server(new Response('', { status: 401 }));
  const leaving = new AbortController();
  const answer = patientFetch('/graphql', { signal: leaving.signal });
  await vi.waitFor(() => expect(useLine.getState().isSignedOut).toBe(true));
  leaving.abort();
  await expect(answer).rejects.toThrow('aborted');
  signedIn();
});
