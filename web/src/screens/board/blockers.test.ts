import { describe, expect, test } from 'vitest';
import { blockers, type Found } from './blockers';

type Standing = Found['whereIs']['standings'][number];
type Node = Found['trace']['nodes'][number];

function standing(
  stage: Standing['stage'],
  state: Standing['state'],
  more: Partial<Standing> = {},
): Standing {
  const environment = { id: stage!, elementId: stage!, name: stage! };
  const none = { since: null, share: null, version: null, verifiedAt: null, acceptedAt: null };
  return { stage, state, environment, ...none, ...more };
}

function node(step: string, state: string | null, label = step): Node {
  return { nodeId: `${step}:${label}`, step, label, state, at: null, url: null, element: null };
}

function found(decision: string, state: string, standings: Standing[], nodes: Node[], suspect = 0): Found {
  const links = Array.from({ length: suspect }, (_, index) => ({ kind: 'CHANGE' as const, key: `${index}` }));
  const whereIs = { decision, state, since: null, standings, links } as Found['whereIs'];
  return { id: 'm', whereIs, trace: { nodes } };
}

const version = node('version', null);
const passed = node('verification', 'passed');
const accepted = { verifiedAt: '2026-07-01T00:00:00Z', acceptedAt: '2026-07-02T00:00:00Z' };

describe('why something is not in production', () => {
  test.each<[string, Found, string[]]>([
    ['it is', found('AGREED', 'LIVE', [standing('PRODUCTION', 'LIVE', { share: 1 })], [version], 3), []],
    [
      'for some only',
      found('AGREED', 'LIVE', [standing('PRODUCTION', 'LIVE', { share: 0.3 })], [version]),
      ['not-everybody'],
    ],
    ['nobody decided', found('PROPOSED', 'NOT_STARTED', [], []), ['not-decided', 'not-started']],
    ['turned down', found('REJECTED', 'NOT_STARTED', [], []), ['turned-down', 'not-started']],
    [
      'a change is open and the build is broken',
      found(
        'AGREED',
        'BUILDING',
        [],
        [node('change', 'open'), node('change', 'merged'), node('build', 'failure')],
      ),
      ['open-change', 'failed-build', 'no-version'],
    ],
    [
      'built and not tested',
      found('AGREED', 'BUILT', [standing('TEST', 'BUILT')], [version]),
      ['not-verified', 'not-accepted', 'runs-nowhere'],
    ],
    [
      'the last test failed',
      found('AGREED', 'BUILT', [], [version, passed, node('verification', 'failed')]),
      ['failed-test', 'not-accepted', 'runs-nowhere'],
    ],
    [
      'accepted, in test',
      found('AGREED', 'DEPLOYED', [standing('TEST', 'DEPLOYED', accepted)], [version, passed], 2),
      ['not-deployed', 'suspect'],
    ],
    [
      'rolled back',
      found('AGREED', 'ROLLED_BACK', [standing('PRODUCTION', 'ROLLED_BACK', accepted)], [version, passed]),
      ['rolled-back'],
    ],
  ])('%s', (_, model, codes) => expect(blockers(model).map(({ code }) => code)).toEqual(codes));
});
