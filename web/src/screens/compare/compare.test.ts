import { describe, expect, test } from 'vitest';
import type { Json } from '@/model/json';
import { frameOf, marksOf, together } from './marks';
import type { Entry } from './queries';
import type { SideView } from './sideQuery';
import type { State } from './search';
import { sentencesOf } from './sentences';
import { listed, stateOf } from './states';
import { touchedViews } from './views';
import { Words, mayBeId } from './words';

const metamodel = {
  kinds: [
    {
      kindId: 'application-component',
      label: 'Application component',
      layer: 'application',
      properties: [
        {
          key: 'time',
          label: 'Portfolio decision',
          type: 'enum',
          to: [],
          choices: [
            { value: 'invest', label: 'Invest' },
            { value: 'tolerate', label: 'Tolerate' },
          ],
        },
        { key: 'acceptance', label: 'Acceptance', type: 'localized', to: [], choices: [] },
        { key: 'team', label: 'Team', type: 'reference', to: ['organization'], choices: [] },
      ],
    },
  ],
  relations: [{ kindId: 'serving', label: 'Serving', forward: 'serves' }],
};
const names = new Map([
  ['crm', 'Customer master'],
  ['desk', 'Agent desk'],
  ['org-it', 'IT'],
  ['org-ops', 'Operations'],
]);
const words = new Words(metamodel, names, (key) => key, ['en', 'zh']);

function entry(group: string, sort: Entry['sort'], item: string, rest: Partial<Entry> = {}): Entry {
  const defaults = { kind: '', name: '', isReordered: false, fields: [], inner: [], element: null };
  return { ...defaults, group, sort, item, ...rest };
}

function crm(attribute: string, before: Json, after: Json): Entry {
  const fields = [{ attribute, before, after }];
  return entry('elements', 'CHANGED', 'element/crm', { kind: 'application-component', fields });
}

/** An entry and what it says: the key, then the values in the order of their names. */
const said: [string, Entry, string[]][] = [
  [
    'new',
    entry('elements', 'ADDED', 'element/crm', { kind: 'application-component' }),
    ['added Application component, Customer master'],
  ],
  [
    'gone',
    entry('elements', 'REMOVED', 'element/x%2Fy', { kind: 'nobody-knows' }),
    ['removed nobody-knows, x/y'],
  ],
  ['a name', crm('name', 'CRM', 'Hub'), ['renamed Hub, CRM, compare.field.name, Customer master']],
  [
    'a choice',
    crm('properties.time', 'tolerate', 'invest'),
    ['becomes Invest, Tolerate, Portfolio decision, Customer master'],
  ],
  [
    'a state',
    crm('lifecycle.state', 'planned', 'active'),
    ['becomes compare.state.active, compare.state.planned, compare.field.lifecycle-state, Customer master'],
  ],
  [
    'an owner',
    crm('owners.business', 'org-it', 'org-ops'),
    ['moves Operations, IT, compare.field.owners-business, Customer master'],
  ],
  ['a reference', crm('properties.team', null, 'org-it'), ['set IT, , Team, Customer master']],
  ['no value any more', crm('properties.team', 'org-it', null), ['cleared , IT, Team, Customer master']],
  [
    'a long text',
    crm('description', 'x'.repeat(200), 'y'),
    ['reworded compare.field.description, Customer master'],
  ],
  ['what no kind describes', crm('properties.odd', 1, 2), ['becomes 2, 1, odd, Customer master']],
  [
    'a new relation',
    entry('relations', 'ADDED', 'relation/r', { kind: 'serving', name: 'crm -> desk' }),
    ['related Customer master, Agent desk, serves'],
  ],
  [
    'a relation that is gone',
    entry('relations', 'REMOVED', 'relation/r', { kind: 'serving', name: 'crm -> x' }),
    ['unrelated Customer master, x, serves'],
  ],
  ['a view', entry('views', 'ADDED', 'view/v', { name: 'Landscape' }), ['viewAdded Landscape']],
  [
    'order',
    entry('elements', 'CHANGED', 'element/crm', { isReordered: true }),
    ['reordered , Customer master'],
  ],
];

describe('a change in words', () => {
  test.each(said)('%s', (_, one, expected) => {
    const texts = sentencesOf(one, words, 'en', (id) => id).map(({ key, values }) => {
      const keys = Object.keys(values).sort();
      return `${key} ${keys.map((name) => values[name]).join(', ')}`;
    });
    expect(texts).toEqual(expected);
  });

  test('a text in two languages is one sentence, in the language of the reader', () => {
    const fields = ['en', 'zh'].map((language) => ({
      attribute: `name.${language}`,
      before: 'a',
      after: language,
    }));
    const one = entry('elements', 'CHANGED', 'element/crm', { fields });
    for (const language of ['en', 'zh']) {
      expect(sentencesOf(one, words, language, String).map(({ values }) => values['after'])).toEqual([
        language,
      ]);
    }
  });

  test.each([
    ['org-it', true],
    ['客户', true],
    ['2026-01-01', false],
    ['two words', false],
    [4, false],
    [null, false],
  ])('%j may be an id: %s', (value, expected) => {
    expect(mayBeId(value)).toBe(expected);
  });
});

describe('lists', () => {
  const moved = { item: 'node-layout/v/n', sort: 'CHANGED' as const, name: '', kind: '', fields: [] };
  const element = (id: string, ...views: string[]) => ({
    id,
    elementId: id,
    layer: null,
    file: '',
    name: id,
    views: views.map((viewId) => ({ id: viewId, viewId, name: `View ${viewId}` })),
  });
  const entries = [
    entry('elements', 'ADDED', 'element/a', {
      element: element('a', 'v', 'w') as unknown as Entry['element'],
    }),
    entry('elements', 'CHANGED', 'element/b', { element: element('b', 'v') as unknown as Entry['element'] }),
    entry('relations', 'ADDED', 'relation/r', { name: 'a -> b' }),
    entry('views', 'ADDED', 'view/new', { name: 'New' }),
    entry('layouts', 'ADDED', 'layout/new'),
    entry('layouts', 'CHANGED', 'layout/quiet', { inner: [moved, moved] }),
  ];

  test('places of a new view are not listed beside it', () => {
    expect(listed(entries).map(({ item }) => item)).not.toContain('layout/new');
    expect(listed(entries).map(stateOf)).toEqual(['added', 'changed', 'added', 'added', 'moved']);
  });

  test('views that look different, as a reviewer takes them up', () => {
    const view = (viewId: string, hasLayout: boolean, counts: number[], isLayoutOnly = false) => {
      const [added = 0, changed = 0, removed = 0] = counts;
      return {
        viewId,
        added,
        changed,
        removed,
        isLayoutOnly,
        view: { id: viewId, name: `View ${viewId}`, hasLayout },
      };
    };
    const touched = [
      view('grid', false, [3, 6, 1]),
      view('new', true, []),
      view('quiet', true, [], true),
      view('small', true, [0, 1]),
      view('v', true, [1, 1]),
      { ...view('gone', false, [0, 0, 2]), view: null },
    ];
    expect(
      touchedViews(touched, entries).map(({ id, name, sort, moved: boxes }) => [id, name, sort, boxes]),
    ).toEqual([
      ['new', 'View new', 'ADDED', 0],
      ['v', 'View v', null, 0],
      ['small', 'View small', null, 0],
      ['grid', 'View grid', null, 0],
      ['gone', 'gone', null, 0],
      ['quiet', 'View quiet', null, 2],
    ]);
  });
});

describe('pictures', () => {
  type Node = SideView['diagram']['nodes'][number];
  type Edge = SideView['diagram']['edges'][number];
  const node = (nodeId: string, x: number, y: number, rest: Partial<Node> = {}): Node => ({
    nodeId,
    parentId: null,
    x,
    y,
    width: 100,
    height: 50,
    label: nodeId.toUpperCase(),
    shows: 'element',
    kind: 'goal',
    kindLabel: 'Goal',
    element: { id: nodeId, elementId: nodeId },
    ...rest,
  });
  const edge = (id: string, from: string, to: string, rest: Partial<Edge> = {}): Edge => ({
    id,
    shows: 'relation',
    kind: 'serving',
    from,
    to,
    label: '',
    isImplied: false,
    points: [
      { x: 0, y: 500 },
      { x: 90, y: 520 },
    ],
    relation: null,
    ...rest,
  });
  const diagram = (nodes: Node[], edges: Edge[] = []): SideView['diagram'] => ({
    bounds: { x: 0, y: 0, width: 1, height: 1 },
    nodes,
    edges,
  });
  const none = { elements: new Map<string, State>(), relations: new Map<string, State>() };

  test('marks are in reading order, with what happened', () => {
    const before = diagram([node('a', 0, 0), node('b', 200, 0), node('c', 0, 200)], [edge('e', 'a', 'b')]);
    const after = diagram(
      [node('a', 0, 0), node('c', 40, 200), node('d', 300, 4), node('f', 0, 400, { label: 'F2' })],
      [edge('g', 'a', 'd')],
    );
    const marks = marksOf(before, after, { ...none, elements: new Map([['a', 'changed' as const]]) });
    expect(marks.map(({ key, state }) => `${state} ${key}`)).toEqual([
      'changed box a',
      'removed box b',
      'added box d',
      'moved box c',
      'added box f',
      'removed line e',
      'added line g',
    ]);
    expect(marks.find(({ key }) => key === 'line g')?.label).toBe('A → D');
  });

  test('what stands in a box that moved did not move', () => {
    const inside = { parentId: 'p' };
    const before = diagram([node('p', 0, 0), node('q', 10, 10, inside)]);
    const after = diagram([node('p', 50, 0), node('q', 60, 10, inside)]);
    expect(marksOf(before, after, none).map(({ key }) => key)).toEqual(['box p']);
  });

  test('of a view that is new, what is new in the model is marked', () => {
    const differing = { ...none, elements: new Map([['a', 'added' as const]]) };
    const after = diagram([node('a', 0, 0), node('b', 0, 200)], [edge('e', 'a', 'b')]);
    expect(marksOf(null, after, differing).map(({ key, state }) => `${state} ${key}`)).toEqual([
      'added box a',
    ]);
  });

  test('the frame of a picture is read from it', () => {
    expect(frameOf('<svg width="8" viewBox="26 16 1328 478" role="img">')).toEqual({
      x: 26,
      y: 16,
      width: 1328,
      height: 478,
    });
    expect(frameOf('<svg width="8">')).toBeNull();
    expect(
      together([null, { x: 0, y: 0, width: 10, height: 5 }, { x: -5, y: 2, width: 3, height: 9 }]),
    ).toEqual({
      x: -5,
      y: 0,
      width: 15,
      height: 11,
    });
  });
});
