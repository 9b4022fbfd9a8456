import { Button, NativeSelect, Title, useComputedColorScheme } from '@mantine/core';
import { IconDownload, IconList, IconPhoto, IconPrinter } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { Fields } from '@/model/json';
import { useKept } from '@/graphql/useKept';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { CopyQuery, CsvButton } from '@/parts/Exports';
import { ElementPicker } from '@/parts/ElementPicker';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { saveText } from '@/parts/csv';
import { COLORS, colorOf } from './map';
import { MapPicture } from './Picture';
import { MapPropertiesQuery, MapQuery, type ViewpointData, ViewpointsQuery } from './queries';
import { MapList, MapTable, listRows, tableRows } from './Tables';
import './maps.css';

const route = getRouteApi('/m/$model/map/$viewpoint');

/** The model as a viewpoint shows it: capability and landscape maps, roadmaps, and any other. */
export function MapScreen() {
  const { viewpoint: id } = route.useParams();
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const [{ data, error, fetching }, again] = useKept(`${model}/viewpoints`, {
    query: ViewpointsQuery,
    variables: { model, at: revision, language: i18n.language },
  });
  const viewpoint = data?.model.metamodel.viewpoints.find(({ viewpointId }) => viewpointId === id);
  if (viewpoint) return <OpenMap key={id} viewpoint={viewpoint} />;
  if (error)
    return <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} at={at} />;
  if (fetching || !data) return <Loading />;
  return (
    <div className="screen">
      <Title order={1}>{id}</Title>
      <p role="status">{t('map.missing', { id })}</p>
    </div>
  );
}

function OpenMap({ viewpoint }: { viewpoint: ViewpointData }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const { color, about, as } = route.useSearch();
  const navigate = route.useNavigate();
  const scheme = useComputedColorScheme('light');
  const { language } = i18n;
  const [{ data: described }] = useQuery({
    query: MapPropertiesQuery,
    variables: { model, at: revision, language },
  });
  const properties = (described?.model.metamodel.kinds ?? [])
    .filter(({ kindId }) => viewpoint.kinds.includes(kindId))
    .flatMap((kind) => kind.properties)
    .filter(({ type }) => ['enum', 'integer', 'decimal', 'boolean'].includes(type))
    .filter(({ key }, index, all) => all.findIndex((other) => other.key === key) === index);
  const property = properties.find(({ key }) => color === `property:${key}`);
  const needsAbout = viewpoint.about.length > 0;
  const variables = {
    model,
    at: revision,
    viewpoint: viewpoint.viewpointId,
    selector: about ? { ids: [about] } : null,
    show: colorOf(color, property?.type),
    language,
    dark: scheme === 'dark',
  };
  const isWaiting = (needsAbout && !about) || (color?.startsWith('property:') && !described);
  const [{ data, error, fetching }, again] = useKept(`${model}/map/${viewpoint.viewpointId}`, {
    query: MapQuery,
    variables,
    pause: isWaiting === true,
  });
  const shown = isWaiting ? undefined : data?.model.adHocView;
  const isList = as === 'list';
  const isDrawing = viewpoint.form === 'diagram';
  const change = (next: object) =>
    void navigate({
      to: '.',
      search: (old) => Object.fromEntries(Object.entries({ ...old, ...next }).filter(([, value]) => value)),
      replace: true,
    });
  const select = (sel: string) => void navigate({ to: '.', search: (old) => ({ ...old, sel }) });
  const hasOwnColor = typeof (viewpoint.show as Fields)['color'] === 'object';
  return (
    <div className="screen">
      <Breadcrumb parts={[t('nav.maps'), viewpoint.label]} />
      <Title order={1} size="h3">
        {viewpoint.label}
      </Title>
      <p className="quiet map-about">{viewpoint.description}</p>
      <div className="tools">
        {needsAbout && (
          <ElementPicker
            label={t('map.about')}
            kinds={viewpoint.about}
            value={about ?? null}
            onChange={(element) => change({ about: element?.elementId })}
          />
        )}
        {isDrawing && (
          <NativeSelect
            size="xs"
            label={t('zachman.colorBy')}
            value={color ?? ''}
            onChange={(event) => change({ color: event.currentTarget.value })}
            data={[
              { value: '', label: t(hasOwnColor ? 'map.color.own' : 'map.color.usual') },
              ...COLORS.map((value) => ({ value, label: t(`map.color.${value}`) })),
              ...properties.map(({ key, label }) => ({ value: `property:${key}`, label })),
            ]}
          />
        )}
        {isDrawing && (
          <Button
            size="compact-sm"
            variant="default"
            aria-pressed={isList}
            leftSection={isList ? <IconPhoto size={14} aria-hidden /> : <IconList size={14} aria-hidden />}
            onClick={() => change({ as: isList ? undefined : 'list' })}
          >
            {isList ? t('view.asPicture') : t('map.asTable')}
          </Button>
        )}
        {isDrawing && shown && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => saveText(`${viewpoint.viewpointId}.svg`, shown.svg, 'image/svg+xml')}
          >
            SVG
          </Button>
        )}
        {shown && (
          <CsvButton
            name={viewpoint.viewpointId}
            rows={() =>
              shown.table
                ? tableRows(shown.table)
                : [
                    ['id', 'name', 'kind', 'within', shown.diagram.legend?.title ?? ''],
                    ...listRows(shown.diagram),
                  ]
            }
          />
        )}
        <CopyQuery query={MapQuery} variables={variables} />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('map.print')}
        </Button>
      </div>
      {error && <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} at={at} />}
      {needsAbout && !about && <p role="status">{t('map.pick')}</p>}
      {!shown && fetching && !error && <Loading />}
      {shown?.diagram.notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      {shown?.table && <MapTable table={shown.table} onSelect={select} />}
      {shown && !shown.table && shown.diagram.nodes.every(({ element }) => !element) && (
        <p role="status">{t('map.empty')}</p>
      )}
      {shown && !shown.table && isList && <MapList diagram={shown.diagram} onSelect={select} />}
      {shown && !shown.table && !isList && (
        <MapPicture svg={shown.svg} diagram={shown.diagram} label={viewpoint.label} onSelect={select} />
      )}
    </div>
  );
}
