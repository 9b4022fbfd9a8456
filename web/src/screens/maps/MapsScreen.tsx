import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { ViewpointsQuery } from './queries';
import './maps.css';

/** Maps that are asked for most. */
const FIRST = ['capability-map', 'landscape', 'roadmap', 'organisation-map', 'goal-tree', 'coverage-chain'];

/** Every way to look at the model without making a view. */
export function MapsScreen() {
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const [{ data, error }, again] = useKept(`${model}/viewpoints`, {
    query: ViewpointsQuery,
    variables: { model, at: revision, language: i18n.language },
  });
  if (!data) {
    return error ? (
      <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} at={at} />
    ) : (
      <Loading />
    );
  }
  const all = data.model.metamodel.viewpoints.filter(({ form }) => form !== 'zachman' && form !== 'phase');
  const first = FIRST.flatMap((id) => all.find(({ viewpointId }) => viewpointId === id) ?? []);
  const others = [...new Set(all.map(({ standard }) => standard))].map((standard) => ({
    id: standard,
    viewpoints: all.filter((one) => one.standard === standard && !first.includes(one)),
  }));
  const groups = [{ id: 'first', viewpoints: first }, ...others].filter(
    ({ viewpoints }) => viewpoints.length > 0,
  );
  return (
    <div className="screen">
      <Title order={1} size="h3">
        {t('nav.maps')}
      </Title>
      {groups.map(({ id, viewpoints }) => (
        <section key={id} className="map-group">
          <h2>{t(`map.standard.${id}`, { defaultValue: id })}</h2>
          <ul>
            {viewpoints.map(({ viewpointId, label, description, form }) => (
              <li key={viewpointId}>
                <Link
                  to="/m/$model/map/$viewpoint"
                  params={{ model, viewpoint: viewpointId }}
                  search={at ? { at } : {}}
                >
                  <strong>{label}</strong> {form !== 'diagram' && <small>{t(`adm.kind.${form}`)}</small>}
                  <small title={description}>{description}</small>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
