import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { ViewOrderQuery } from './queries';

/** Goes to the view after one, or before it, in the order of the list of views. */
export function useNeighbour(view: string) {
  const { i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const client = useClient();
  const navigate = useNavigate();
  return async (step: 1 | -1) => {
    const variables = { model, at: revision, language: i18n.language };
    const { data } = await client.query(ViewOrderQuery, variables).toPromise();
    const ids = data?.model.views.nodes.map(({ viewId }) => viewId) ?? [];
    const next = ids[(ids.indexOf(view) + step + ids.length) % ids.length];
    if (!next || next === view) return;
    void navigate({
      to: '/m/$model/v/$view',
      params: { model, view: next },
      search: ({ sel: _sel, as: _as, ...old }: { sel?: string; as?: 'list' }) => old,
    });
  };
}
