import { Button, Title, useComputedColorScheme } from '@mantine/core';
import { IconDownload, IconList, IconPhoto } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureOf } from '@/app/addresses';
import { drafts } from '@/app/drafts';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { Canvas } from '@/canvas/Canvas';
import { type ViewData, ViewQuery } from '@/canvas/query';
import { SurroundingsContext } from '@/canvas/surroundings';
import { useKept } from '@/graphql/useKept';
import type { Command } from '@/model/commands/command';
import { newerThan } from '@/model/draft/draft';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { TimeSlider } from '@/screens/versions/TimeSlider';
import { AsList } from './AsList';
import { useNeighbour } from './useNeighbour';
import { useRelayout } from './useRelayout';
import { useServerSurroundings } from './useSurroundings';
import { ViewMenu } from './ViewMenu';
import { ViewTable } from './ViewTable';

const route = getRouteApi('/m/$model/v/$view');

/** A view: as a drawing, a table, or a list for those who cannot see it. */
export function ViewScreen() {
  const { view: id } = route.useParams();
  const { t, i18n } = useTranslation();
  const { name, revision, draft } = useModel();
  const scheme = useComputedColorScheme('light');
  const [{ data, error, fetching }, again] = useKept(`${name}/${id}`, {
    query: ViewQuery,
    variables: { model: name, at: revision, id, language: i18n.language, dark: scheme === 'dark' },
  });
  const view = data?.model.view;
  if (view && view.viewId === id) return <OpenView key={id} view={view} shown={data.model.revision} />;
  if (error) return <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  const isComing = newerThan(draft, data?.model.revision ?? revision).some(
    (command) => command.kind === 'create-view' && command.id === id,
  );
  if (fetching || view || isComing) return <Loading />;
  return (
    <div className="screen">
      <Title order={1}>{id}</Title>
      <p role="status">{t('views.missing', { id })}</p>
    </div>
  );
}

function OpenView({ view, shown }: { view: ViewData; shown: string }) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const { sel, as } = route.useSearch();
  const navigate = route.useNavigate();
  const edit = useEdit();
  const scheme = useComputedColorScheme('light');
  const surroundings = useServerSurroundings(view.viewpoint);
  const neighbour = useNeighbour(view.viewId);
  const relayout = useRelayout(view.viewId);
  const pending = useMemo(() => newerThan(model.draft, shown), [model.draft, shown]);
  // The first edit opens a draft: what is taken back is taken back there.
  const branch = useRef(model.branch);
  useEffect(() => {
    branch.current = model.branch;
  }, [model.branch]);
  const give = (command: Command) => {
    branch.current = edit(command) ?? branch.current;
  };
  const undo = () => {
    if (branch.current) drafts.getState().undo(model.name, branch.current);
  };
  const select = (element: string | null) =>
    void navigate({
      to: '.',
      search: ({ sel: _sel, ...old }) => (element ? { ...old, sel: element } : old),
      replace: true,
    });
  const openView = (id: string) =>
    void navigate({ to: '/m/$model/v/$view', params: { model: model.name, view: id }, search: (old) => old });
  // A table is one already.
  const isList = as === 'list' && !view.table;
  const toggleList = () =>
    void navigate({
      to: '.',
      search: ({ as: _as, ...old }) => (isList ? old : { ...old, as: 'list' as const }),
    });
  return (
    <div className="view">
      <header className="view-head">
        <Breadcrumb parts={[t('nav.views'), view.viewpoint ?? '', view.name]} />
        <Title order={1} size="h3" title={view.description}>
          {view.name}
        </Title>
        <span className="grow" />
        {!view.table && (
          <Button
            size="compact-sm"
            variant="default"
            aria-pressed={isList}
            leftSection={isList ? <IconPhoto size={14} aria-hidden /> : <IconList size={14} aria-hidden />}
            onClick={toggleList}
          >
            {isList ? t('view.asPicture') : t('action.asList')}
          </Button>
        )}
        <Button
          component="a"
          size="compact-sm"
          variant="default"
          href={pictureOf(model, view.viewId, i18n.language, scheme === 'dark')}
          download={`${view.viewId}.svg`}
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          SVG
        </Button>
        {model.isEditable && <ViewMenu view={view} pending={pending} />}
      </header>
      {view.diagram.notes.length > 0 && (
        <ul className="view-notes">
          {view.diagram.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {isList && <AsList view={view} pending={pending} onSelect={select} />}
      {view.table && <ViewTable table={view.table} title={view.name} onSelect={select} />}
      {!isList && !view.table && (
        <SurroundingsContext value={surroundings}>
          <Canvas
            view={view}
            pending={pending}
            selected={sel}
            isEditable={model.isEditable}
            onSelect={select}
            onOpenView={openView}
            onCommand={give}
            onUndo={undo}
            onNeighbour={(step) => void neighbour(step)}
            onList={toggleList}
            relayout={relayout}
          />
        </SurroundingsContext>
      )}
      <TimeSlider view={view.viewId} />
    </div>
  );
}
