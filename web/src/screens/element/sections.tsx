import { type ReactNode, Suspense, lazy } from 'react';
import { Loading } from '@/parts/Loading';
import type { Fields } from '@/model/json';
import type { Documents } from '@/model/commands/command';
import type { ElementData } from './document';
import { Findings } from './Findings';
import { Hint } from './Hint';
import { History } from './History';
import { InViews } from './InViews';
import { Properties } from './Properties';
import { Relations } from './Relations';
import { Trace } from './Trace';

const YamlPane = lazy(() => import('./yaml/YamlPane'));

/** What a section is about. */
export interface About {
  element: ElementData;
  item: string;
  fields: Fields;
  relations: Documents;
}

/** A part of what is known of an element: a tab of the inspector, a section of its page. */
export interface Section {
  id: string;
  /** Its word, as a key of the languages. */
  label: string;
  count?: (about: About) => number;
  /** On the page it is closed at first: it is long, or asks for more. */
  isClosed?: boolean;
  show: (about: About) => ReactNode;
}

/** In the order of the inspector. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'properties',
    label: 'element.properties',
    show: ({ element, item, fields }) => <Properties element={element} item={item} fields={fields} />,
  },
  {
    id: 'relations',
    label: 'element.relations',
    count: ({ element }) => element.relations.totalCount,
    show: ({ element, relations }) => <Relations element={element} name={element.name} edited={relations} />,
  },
  {
    id: 'views',
    label: 'nav.views',
    count: ({ element }) => element.views.length,
    show: ({ element }) => <InViews views={element.views} />,
  },
  { id: 'trace', label: 'element.trace', show: ({ element }) => <Trace id={element.elementId} /> },
  {
    id: 'history',
    label: 'nav.history',
    show: ({ element }) => <History commits={element.history.nodes} />,
  },
  {
    id: 'problems',
    label: 'element.problems',
    count: ({ element }) => element.diagnostics.length,
    show: ({ element }) => <Findings findings={element.diagnostics} />,
  },
  {
    id: 'hint',
    label: 'element.hint',
    isClosed: true,
    show: ({ element }) => <Hint kind={element.kindId} />,
  },
  {
    id: 'yaml',
    label: 'element.yaml',
    isClosed: true,
    show: ({ element }) => (
      <Suspense fallback={<Loading />}>
        <YamlPane id={element.elementId} />
      </Suspense>
    ),
  },
];
