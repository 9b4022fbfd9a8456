import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { ResultOf } from '@/graphql/tada';
import type { Group, Line } from './outline';
import { GroupQuery } from './queries';

/** An element in the tree. */
export type Leaf = ResultOf<typeof GroupQuery>['model']['elements']['nodes'][number];

/** A page of the elements of a group. */
interface Page {
  leaves: Leaf[];
  /** The version and language that it is of. */
  of: string;
  revision: string;
}

const LENGTH = 100;

/** The page of a group: these are kept by group and number. */
const keyOf = (group: Group, page: number) => `${page} ${group.id}`;

/**
 * Elements of groups: a page when it comes into sight, whichever it is.
 *
 * Pages of another version stay until the new ones are here; answers that came too late are dropped.
 */
export function useLeaves() {
  const client = useClient();
  const { name: model, revision } = useModel();
  const { i18n } = useTranslation();
  const language = i18n.language;
  const of = `${model} ${revision} ${language}`;
  const [pages, setPages] = useState<Readonly<Record<string, Page>>>({});
  const latest = useRef(of);
  const asked = useRef(new Set<string>());
  useEffect(() => {
    latest.current = of;
    asked.current = new Set();
  }, [of]);

  /** Asks for the page of a line that came into sight. */
  const want = useCallback(
    async ({ group, index }: Line) => {
      if (!group.elements) return;
      const page = Math.floor(index / LENGTH);
      const key = keyOf(group, page);
      if (asked.current.has(key)) return;
      asked.current.add(key);
      const { filter } = group.elements;
      const variables = { model, at: revision, filter, language, first: LENGTH, skip: page * LENGTH };
      const { data } = await client.query(GroupQuery, variables).toPromise();
      if (latest.current !== of) return;
      if (!data) asked.current.delete(key);
      else {
        const leaves = data.model.elements.nodes;
        setPages((now) => ({ ...now, [key]: { leaves, of, revision } }));
      }
    },
    [client, model, revision, language, of],
  );

  /** The element of a line and the version that it is of, if it is here. */
  const leafAt = ({ group, index, isHead }: Line): { leaf: Leaf; revision: string } | undefined => {
    if (isHead) return undefined;
    if (group.found) {
      const leaf = group.found.leaves[index];
      return leaf && { leaf, revision: group.found.revision };
    }
    const page = pages[keyOf(group, Math.floor(index / LENGTH))];
    const leaf = page?.leaves[index % LENGTH];
    return page && leaf && { leaf, revision: page.revision };
  };
  return { leafAt, want };
}
