import type { ResultOf } from '@/graphql/tada';
import type { BlockersQuery } from './queries';

export type Found = ResultOf<typeof BlockersQuery>['model'];

/** Something that stands between a requirement and production. */
export interface Blocker {
  code:
    | 'not-decided'
    | 'turned-down'
    | 'not-started'
    | 'open-change'
    | 'failed-build'
    | 'no-version'
    | 'failed-test'
    | 'not-verified'
    | 'not-accepted'
    | 'rolled-back'
    | 'removed'
    | 'not-everybody'
    | 'not-deployed'
    | 'runs-nowhere'
    | 'suspect';
  /** What it is about, in the words of its source. */
  what?: string;
  url?: string | null;
  count?: number;
  share?: number;
}

const isGoing = (state: string) => state === 'LIVE' || state === 'DEPLOYED';

/** Why something is not in production for all users, what comes first first; empty where it is. */
export function blockers({ whereIs, trace }: Found): Blocker[] {
  const production = whereIs.standings.filter(({ stage }) => stage === 'PRODUCTION');
  const live = production.find(({ state }) => state === 'LIVE');
  const found: Blocker[] = [];
  if (whereIs.decision === 'PROPOSED') found.push({ code: 'not-decided' });
  else if (whereIs.decision !== 'AGREED') found.push({ code: 'turned-down' });
  if (live) {
    if (live.share !== null && live.share < 1) found.push({ code: 'not-everybody', share: live.share });
    return live.share !== null && live.share < 1 ? found : [];
  }
  const steps = (step: string) => trace.nodes.filter((node) => node.step === step);
  const gone = production.find(({ state }) => state === 'ROLLED_BACK' || state === 'REMOVED');
  if (gone) found.push({ code: gone.state === 'REMOVED' ? 'removed' : 'rolled-back' });
  for (const { label, url } of steps('change')
    .filter(({ state }) => state === 'open')
    .slice(-3))
    found.push({ code: 'open-change', what: label, url });
  const builds = steps('build');
  const lastBuild = builds.at(-1);
  if (lastBuild && /failure|error/.test(lastBuild.state ?? ''))
    found.push({ code: 'failed-build', what: lastBuild.label, url: lastBuild.url });
  if (whereIs.state === 'NOT_STARTED') found.push({ code: 'not-started' });
  else if (steps('version').length === 0) found.push({ code: 'no-version' });
  else {
    const lastCheck = steps('verification').at(-1);
    const isVerified = whereIs.standings.some(({ verifiedAt }) => verifiedAt !== null);
    if (lastCheck && /failed/.test(lastCheck.state ?? ''))
      found.push({ code: 'failed-test', what: lastCheck.label, url: lastCheck.url });
    else if (!isVerified) found.push({ code: 'not-verified' });
    if (!whereIs.standings.some(({ acceptedAt }) => acceptedAt !== null))
      found.push({ code: 'not-accepted' });
    if (!gone) {
      const furthest = whereIs.standings.findLast(({ state }) => isGoing(state));
      const place = furthest?.environment?.name;
      found.push(place ? { code: 'not-deployed', what: place } : { code: 'runs-nowhere' });
    }
  }
  if (whereIs.links.length > 0) found.push({ code: 'suspect', count: whereIs.links.length });
  return found;
}
