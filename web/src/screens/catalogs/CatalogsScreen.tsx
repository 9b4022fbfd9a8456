import { Checkbox, SegmentedControl, Title } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import { CopyQuery } from '@/parts/Exports';
import { KindMark } from '@/parts/KindMark';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { CatalogsQuery } from './queries';
import './catalogs.css';

const route = getRouteApi('/m/$model/catalogs');

/** Every catalog there is: a kind each, by layer or by phase of the ADM. */
export function CatalogsScreen() {
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const { order, empty } = route.useSearch();
  const navigate = route.useNavigate();
  const variables = { model, at: revision, language: i18n.language };
  const [{ data, error }, again] = useKept(`${model}/catalogs`, { query: CatalogsQuery, variables });
  if (!data) {
    return error ? (
      <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} at={at} />
    ) : (
      <Loading />
    );
  }
  const { metamodel, completeness, adm } = data.model;
  const counts = new Map(completeness.kinds.map(({ kind, counts: of }) => [kind.kindId, of]));
  const kinds = metamodel.kinds.filter(
    ({ kindId, home }) => home !== 'ledger' && (empty || (counts.get(kindId)?.elements ?? 0) > 0),
  );
  const layers = [...new Set(kinds.map(({ layer }) => layer))];
  const groups =
    order === 'phase'
      ? adm.phases.map(({ phaseId, label }) => ({
          id: phaseId,
          label: `${phaseId.length <= 2 ? `${phaseId} · ` : ''}${label}`,
          kinds: kinds.filter(({ togaf }) => togaf?.phases.includes(phaseId)),
        }))
      : layers.map((layer) => ({
          id: layer,
          label: t(`layer.${layer}`, { defaultValue: layer }),
          kinds: kinds.filter((kind) => kind.layer === layer),
        }));
  return (
    <div className="screen">
      <Title order={1} size="h3">
        {t('nav.catalogs')}
      </Title>
      <div className="tools">
        <SegmentedControl
          size="xs"
          aria-label={t('catalog.indexBy')}
          value={order ?? 'layer'}
          onChange={(value) =>
            void navigate({
              to: '.',
              search: ({ order: _order, ...old }) =>
                value === 'phase' ? { ...old, order: 'phase' as const } : old,
            })
          }
          data={[
            { value: 'layer', label: t('catalog.byLayer') },
            { value: 'phase', label: t('catalog.byPhase') },
          ]}
        />
        <Checkbox
          size="xs"
          label={t('catalog.withEmpty')}
          checked={empty ?? false}
          onChange={() =>
            void navigate({
              to: '.',
              search: ({ empty: _empty, ...old }) => (empty ? old : { ...old, empty: true }),
            })
          }
        />
        <CopyQuery query={CatalogsQuery} variables={variables} />
      </div>
      {groups
        .filter((group) => group.kinds.length > 0)
        .map((group) => (
          <section key={group.id} className="catalog-group-list">
            <h2>{group.label}</h2>
            <ul>
              {group.kinds.map(({ kindId, label, layer, description }) => (
                <li key={kindId}>
                  <Link
                    to="/m/$model/catalog/$kind"
                    params={{ model, kind: kindId }}
                    search={at ? { at } : {}}
                    title={description}
                  >
                    <KindMark layer={layer} />
                    <span>{label}</span>
                    <b>{counts.get(kindId)?.elements ?? 0}</b>
                    <small>{description}</small>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      {kinds.length === 0 && <p role="status">{t('catalog.noElements')}</p>}
    </div>
  );
}
