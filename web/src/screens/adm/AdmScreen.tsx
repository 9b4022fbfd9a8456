import { Title } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import { CopyQuery, CsvButton } from '@/parts/Exports';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { STATES, placeOf, stateOf, statesOf } from './artifacts';
import { AdmQuery, type Artifact, type Phase } from './queries';
import './adm.css';

const route = getRouteApi('/m/$model/adm');
const SIGNS = { present: '●', partial: '◐', missing: '○' } as const;

/** The architecture development method: what each phase is expected to deliver, and what is there of it. */
export function AdmScreen() {
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const { phase: wanted } = route.useSearch();
  const variables = { model, at: revision, language: i18n.language };
  const [{ data, error }, again] = useKept(`${model}/adm`, { query: AdmQuery, variables });
  if (!data) {
    return error ? (
      <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} at={at} />
    ) : (
      <Loading />
    );
  }
  const { adm, metamodel } = data.model;
  const phases = adm.phases;
  const open = phases.find(({ phaseId }) => phaseId === wanted);
  const shown = open ? [open] : phases.filter(({ artifacts }) => artifacts.length > 0);
  const viewpoints = new Set(metamodel.viewpoints.map(({ viewpointId }) => viewpointId));
  const labels = new Map(metamodel.kinds.map(({ kindId, label }) => [kindId, label]));
  const version = at ? { at } : {};
  return (
    <div className="screen">
      <Title order={1} size="h3">
        {t('adm.title')}
      </Title>
      <p className="quiet">{t('adm.openRequirements', { count: adm.openRequirements })}</p>
      <nav className="adm-phases" aria-label={t('adm.phases')}>
        <Link to="/m/$model/adm" params={{ model }} search={version} aria-current={open ? undefined : 'page'}>
          {t('catalog.all')}
        </Link>
        {phases.map(({ phaseId, label, artifacts }) => (
          <Link
            key={phaseId}
            to="/m/$model/adm"
            params={{ model }}
            search={{ ...version, phase: phaseId }}
            aria-current={phaseId === open?.phaseId ? 'page' : undefined}
          >
            {label}
            {artifacts.length > 0 && (
              <small>
                {statesOf(artifacts).present}/{artifacts.length}
              </small>
            )}
          </Link>
        ))}
      </nav>
      <div className="tools">
        <CopyQuery query={AdmQuery} variables={variables} />
        <CsvButton name="adm" rows={() => inRows(shown)} />
      </div>
      {shown.map((phase) => (
        <section key={phase.phaseId} className="adm-phase">
          <h2>{phase.label}</h2>
          <p className="quiet">
            {STATES.map(
              (state) => `${SIGNS[state]} ${t(`adm.state.${state}`)} ${statesOf(phase.artifacts)[state]}`,
            ).join(' · ')}{' '}
            <Link to="/m/$model/catalogs" params={{ model }} search={{ ...version, order: 'phase' }}>
              {t('adm.catalogs')}
            </Link>
          </p>
          {phase.artifacts.length === 0 ? (
            <p role="status">{t('adm.none')}</p>
          ) : (
            <div className="adm-scroll" tabIndex={0} role="region" aria-label={phase.label}>
              <table className="adm-table">
                <thead>
                  <tr>
                    <th scope="col">{t('adm.deliverable')}</th>
                    <th scope="col">{t('adm.form')}</th>
                    <th scope="col">{t('adm.stateHead')}</th>
                    <th scope="col">{t('adm.content')}</th>
                    <th scope="col">{t('nav.views')}</th>
                  </tr>
                </thead>
                <tbody>
                  {phase.artifacts.map((artifact) => (
                    <Row
                      key={artifact.artifactId}
                      artifact={artifact}
                      labels={labels}
                      viewpoints={viewpoints}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      ))}
    </div>
  );
}

interface RowProps {
  artifact: Artifact;
  labels: ReadonlyMap<string, string>;
  viewpoints: ReadonlySet<string>;
}

function Row({ artifact, labels, viewpoints }: RowProps) {
  const { t } = useTranslation();
  const { name: model, at } = useModel();
  const version = at ? { at } : {};
  const state = stateOf(artifact);
  const named = (kinds: readonly string[]) => kinds.map((kind) => labels.get(kind) ?? kind).join(', ');
  return (
    <tr data-state={state}>
      <th scope="row">
        <ArtifactLink artifact={artifact} viewpoints={viewpoints} />
      </th>
      <td>{t(`adm.kind.${artifact.kind}`)}</td>
      <td className="adm-state">
        <span aria-hidden>{SIGNS[state]}</span> {t(`adm.state.${state}`)}
      </td>
      <td>
        {artifact.kinds.map((kinds, index) => (
          <span
            key={index}
            title={named(kinds)}
            className="adm-count"
            data-none={artifact.elements[index] === 0 || undefined}
          >
            {artifact.elements[index]} {labels.get(kinds[0] ?? '') ?? kinds[0]}
            {kinds.length > 1 && '…'}
          </span>
        ))}
        {artifact.kind === 'matrix' && <small>{t('adm.relations', { count: artifact.relations })}</small>}
      </td>
      <td>
        {artifact.views.map(({ viewId, name }) => (
          <Link
            key={viewId}
            className="adm-view"
            to="/m/$model/v/$view"
            params={{ model, view: viewId }}
            search={version}
          >
            {name}
          </Link>
        ))}
      </td>
    </tr>
  );
}

function ArtifactLink({ artifact, viewpoints }: { artifact: Artifact; viewpoints: ReadonlySet<string> }) {
  const { name: model, at } = useModel();
  const version = at ? { at } : {};
  const place = placeOf(artifact, viewpoints);
  switch (place?.page) {
    case 'catalog':
      return (
        <Link to="/m/$model/catalog/$kind" params={{ model, kind: place.kind }} search={version}>
          {artifact.name}
        </Link>
      );
    case 'matrix':
      return (
        <Link
          to="/m/$model/matrix"
          params={{ model }}
          search={{ ...version, rows: place.rows, columns: place.columns }}
        >
          {artifact.name}
        </Link>
      );
    case 'map':
      return (
        <Link to="/m/$model/map/$viewpoint" params={{ model, viewpoint: place.viewpoint }} search={version}>
          {artifact.name}
        </Link>
      );
    default:
      return artifact.name;
  }
}

function inRows(phases: readonly Phase[]): (string | number)[][] {
  return [
    ['phase', 'deliverable', 'form', 'state', 'elements', 'relations', 'views'],
    ...phases.flatMap(({ phaseId, artifacts }) =>
      artifacts.map(({ name, kind, state, elements, relations, views }) => [
        phaseId,
        name,
        kind,
        state,
        elements.join(' '),
        relations,
        views.map((view) => view.name).join('; '),
      ]),
    ),
  ];
}
