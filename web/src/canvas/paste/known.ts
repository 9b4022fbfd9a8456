import { useEffect, useState } from 'react';
import { type Found, type Related, type Rule, type Surroundings, useSurroundings } from '../surroundings';
import type { Draft } from './draft';
import type { Known } from './plan';

/** Questions that are asked at the same time. */
const AT_ONCE = 6;

/** Answers by question; a question without an answer has none. */
async function answers<A>(questions: Iterable<string>, ask: (question: string) => Promise<A | null>) {
  const waiting = [...new Set(questions)].filter((question) => question !== '');
  const known = new Map<string, A>();
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const answer = await ask(next);
      if (answer !== null) known.set(next, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return known;
}

async function gather(draft: Draft, kind: string | null, around: Surroundings): Promise<Known> {
  const { boxes, lines } = draft;
  const ids = [...boxes.flatMap(({ shows, refers }) => (shows === 'element' && refers ? [refers] : []))];
  const ends = lines.flatMap((line) => (line.kind === null ? [] : [line.to]));
  const elements = await answers<{ found: Found; relations: Related[] }>([...ids, ...ends], around.element);
  const names = boxes.flatMap(({ refers, name }) =>
    refers === null && typeof name === 'string' ? [name] : [],
  );
  const named = await answers<Found[]>(names, async (name) =>
    (await around.find(name)).filter(
      (one) => one.name === name || one.names.some(({ text }) => text === name),
    ),
  );
  const byLabel = [...around.kinds.values()].filter(({ id, label }) =>
    boxes.some((box) => box.kind !== null && [id, label].includes(box.kind)),
  );
  const starts = lines.some((line) => line.kind !== null)
    ? [...[...elements.values()].map(({ found }) => found.kind), ...byLabel.map(({ id }) => id), kind ?? '']
    : [];
  const rules = await answers<readonly Rule[]>(starts, around.rulesOf);
  return { elements, named, kinds: around.kinds, rules };
}

/** What the model knows of a draft; null until it is here. */
export function useKnown(
  draft: Draft | null,
  kind: string | null,
): { known: Known | null; hasFailed: boolean } {
  const around = useSurroundings();
  const [state, setState] = useState<{ of: Draft; known: Known | null } | null>(null);
  useEffect(() => {
    if (!draft || around.kinds.size === 0) return;
    let isCurrent = true;
    gather(draft, kind, around)
      .then((known) => isCurrent && setState({ of: draft, known }))
      .catch(() => isCurrent && setState({ of: draft, known: null }));
    return () => {
      isCurrent = false;
    };
  }, [draft, kind, around]);
  const isIts = state !== null && state.of === draft;
  return { known: isIts ? state.known : null, hasFailed: isIts && state.known === null };
}
