import { Title } from '@mantine/core';
import { Link, Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ModelsQuery } from '@/graphql/frame';
import { number } from '@/i18n/i18n';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { Doors } from '@/screens/start/Doors';
import { CanCreateQuery } from '@/screens/start/queries';

/** The models of the server; one alone is opened at once. */
export function ModelsScreen() {
  const { t, i18n } = useTranslation();
  // Others make models too.
  const [{ data, error }, again] = useQuery({
    query: ModelsQuery,
    variables: { language: i18n.language },
    requestPolicy: 'cache-and-network',
  });
  const [{ data: rights, fetching: isAsking }] = useQuery({ query: CanCreateQuery });
  const [only] = data?.models ?? [];
  if (data?.models.length === 1 && only && !isAsking && !rights?.canCreateModels)
    return <Navigate to="/m/$model" params={{ model: only.name }} replace />;
  return (
    <main className="page">
      <Title order={1}>{t('models.title')}</Title>
      {error && <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {!data && !error && <Loading />}
      {data?.models.length === 0 && <p role="status">{t('models.none')}</p>}
      {data && <Doors models={data.models.map(({ name }) => name)} />}
      <ul className="plain">
        {data?.models.map((model) => (
          <li key={model.id}>
            <Link to="/m/$model" params={{ model: model.name }}>
              {model.title}
            </Link>
            <p className="prose">{model.description}</p>
            <small>
              {t('models.counts', {
                elements: number(i18n.language, model.stats.elements),
                views: number(i18n.language, model.stats.views),
              })}
            </small>
          </li>
        ))}
      </ul>
    </main>
  );
}
