import { useEffect, useState } from 'react';

/** Between two looks, in milliseconds: somebody may come back to a window every few seconds. */
const LEAST = 30_000;
const OFTEN = 10 * 60_000;

/** The first script of a page of the application: its name holds a hash of what is in it. */
export function scriptOf(html: string): string | null {
  return /<script\b[^>]*\bsrc="([^"]+)"/.exec(html)?.[1] ?? null;
}

const running = () => document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null;

async function isOutdated(): Promise<boolean> {
  const answer = await fetch(import.meta.env.BASE_URL, { cache: 'no-store' });
  const installed = answer.ok ? scriptOf(await answer.text()) : null;
  return installed !== null && running() !== null && installed !== running();
}

/** Whether the server has another application than the one that runs here. Looks when somebody comes back, and now and then. */
export function useNewVersion(): boolean {
  const [isNew, setNew] = useState(false);
  useEffect(() => {
    if (isNew) return;
    let last = 0;
    const look = () => {
      if (document.visibilityState === 'hidden' || Date.now() - last < LEAST) return;
      last = Date.now();
      // A server that is away has said nothing about its version.
      isOutdated().then(
        (found) => found && setNew(true),
        () => undefined,
      );
    };
    const timer = setInterval(look, OFTEN);
    document.addEventListener('visibilitychange', look);
    // A part that is not there any more: the server was renewed.
    window.addEventListener('vite:preloadError', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('vite:preloadError', look);
    };
  }, [isNew]);
  return isNew;
}
