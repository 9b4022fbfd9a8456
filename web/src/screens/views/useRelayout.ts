import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { Fresh } from '@/canvas/relayout';
import { RelayoutQuery } from './queries';

/** Asks how the server lays a view out when it leaves aside what is written down. */
export function useRelayout(view: string) {
  const { i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const client = useClient();
  return async (): Promise<Fresh | null> => {
    const variables = { model, at: revision, id: view, language: i18n.language };
    const { data } = await client.query(RelayoutQuery, variables).toPromise();
    const diagram = data?.model.view?.diagram;
    if (!diagram) return null;
    return {
      nodes: new Map(diagram.nodes.map(({ nodeId, ...frame }) => [nodeId, frame])),
      lines: new Map(diagram.edges.map(({ id, points }) => [id, points])),
    };
  };
}
