import { create } from 'zustand';

/** What keeps requests from being answered now. */
interface Line {
  /** The server does not know any more who asks. */
  isSignedOut: boolean;
  /** When a request that came too early is sent again, in milliseconds; null while none waits. */
  retryAt: number | null;
}

/** The line to the server, for what stands over every screen. */
export const useLine = create<Line>()(() => ({ isSignedOut: false, retryAt: null }));

/** Requests that wait for somebody to sign in. */
let waiting: (() => void)[] = [];

/** How long to wait where the server does not say, and at most; in seconds. */
const PAUSE = 10;
const LONGEST = 120;
/** Tries of one request that came too early. */
const TRIES = 5;

/** Seconds that an answer asks to wait: a number or a date, as RFC 9110 has it. */
export function pauseOf(retryAfter: string | null, now: number): number {
  const text = retryAfter?.trim() ?? '';
  const asked = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isNaN(asked) ? PAUSE : Math.min(LONGEST, Math.max(1, asked));
}

/** Waits, unless nobody wants the answer any more. */
function unlessAborted(signal: AbortSignal | null | undefined, begin: (done: () => void) => void) {
  return new Promise<void>((done, fail) => {
    signal?.addEventListener('abort', () => fail(new DOMException('aborted', 'AbortError')), { once: true });
    begin(done);
  });
}

async function later(seconds: number, signal: AbortSignal | null | undefined) {
  const retryAt = Date.now() + seconds * 1000;
  useLine.setState((line) => ({ retryAt: Math.max(line.retryAt ?? 0, retryAt) }));
  try {
    await unlessAborted(signal, (done) => setTimeout(done, seconds * 1000));
  } finally {
    if ((useLine.getState().retryAt ?? 0) <= retryAt) useLine.setState({ retryAt: null });
  }
}

/** Sends what waited once more, after somebody signed in. */
export function signedIn() {
  const all = waiting;
  waiting = [];
  useLine.setState({ isSignedOut: false });
  all.forEach((send) => send());
}

/** `fetch` that lets a request wait instead of failing while its sender is signed out or too fast. */
export async function patientFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(input, init);
    if (answer.status === 401) {
      await unlessAborted(init?.signal, (done) => {
        waiting.push(done);
        useLine.setState({ isSignedOut: true });
      });
    } else if (answer.status === 429 && tries < TRIES) {
      await later(pauseOf(answer.headers.get('retry-after'), Date.now()), init?.signal);
    } else {
      return answer;
    }
  }
}
