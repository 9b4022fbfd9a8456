import { Button, MultiSelect, SegmentedControl, Title } from '@mantine/core';
import { IconArchive, IconDeviceFloppy } from '@tabler/icons-react';
import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { CopyQuery, CsvButton } from '@/parts/Exports';
import { ElementPicker } from '@/parts/ElementPicker';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { SaveAsView } from '@/screens/views/SaveAsView';
import { Answer } from './Answer';
import { Columns } from './Columns';
import { Paths } from './Paths';
import { Retire } from './Retire';
import { retiredOf, toggled } from './retire';
import { viewOf } from './saved';
import { DIRECTIONS, type ImpactSearch, type Way } from './search';
import { DEPTH, useImpact } from './useImpact';
import { useRetire } from './useRetire';
import '@/parts/heat.css';
import './impact.css';

const route = getRouteApi('/m/$model/impact/$element');

/** What a change of an element may touch, or the ways from it to another. */
export function ImpactScreen() {
  const { element } = route.useParams();
  return <ImpactPage key={element} id={element} />;
}

function ImpactPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { isEditable, at, name: model } = useModel();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { history } = useRouter();
  const impact = useImpact(id, search);
  const retired = retiredOf(search.retire);
  const retiring = useRetire(retired);
  const [isSaving, setSaving] = useState(false);
  const { focus, shown, touched } = impact;
  if (!focus) {
    if (impact.error) return <Trouble error={impact.error} onRetry={impact.retry} at={at} />;
    if (!impact.isMissing) return <Loading />;
    return (
      <div className="screen">
        <Title order={1}>{id}</Title>
        <p role="status">{t('element.missing', { id })}</p>
      </div>
    );
  }
  const change = (next: ImpactSearch) =>
    void navigate({
      to: '.',
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...next }).filter(([, value]) => value !== '' && value !== undefined),
        ),
      replace: true,
    });
  const select = (sel: string) =>
    void navigate({ to: '.', search: (old) => ({ ...old, sel }), replace: true });
  const centre = (element: string) =>
    void navigate({
      to: '/m/$model/impact/$element',
      params: { model, element },
      search: ({ sel: _sel, kinds: _kinds, owner: _owner, running: _running, to: _to, ...old }) => old,
    });
  const onKeyDown = (event: KeyboardEvent) => {
    const isField = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    if (event.key === 'Backspace' && !isField && history.canGoBack()) history.back();
  };
  const relations = (search.relations ?? '').split(',').filter(Boolean);
  const toggle = (one: string) => change({ retire: toggled(retired, one) });
  const whatIf =
    retired.length > 0
      ? { retired, lost: retiring.lost.map(({ element }) => element.id), onToggle: toggle }
      : null;
  const depth = search.depth ?? DEPTH;
  return (
    <div className="screen impact" onKeyDown={onKeyDown}>
      <Title order={1} size="h3">
        {t('impact.title', { name: focus.name })}
      </Title>
      <div className="tools">
        <ElementPicker
          label={t('impact.focus')}
          value={id}
          name={focus.name}
          onChange={(element) => element && centre(element.elementId)}
        />
        <ElementPicker
          label={t('impact.to')}
          value={search.to ?? null}
          onChange={(element) => change({ to: element?.elementId ?? '' })}
        />
        <MultiSelect
          size="sm"
          className="impact-relations"
          label={t('element.relations')}
          placeholder={relations.length === 0 ? t('impact.allRelations') : ''}
          data={impact.relationKinds.map(({ kindId, label }) => ({ value: kindId, label }))}
          value={relations}
          onChange={(value) => change({ relations: value.join() })}
          searchable
          nothingFoundMessage={t('palette.nothing')}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('impact.direction')}
          value={search.dir ?? 'both'}
          onChange={(value) => change({ dir: value as Way })}
          data={DIRECTIONS.map((value) => ({ value, label: t(`impact.dir.${value}`) }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('impact.depth')}
          value={String(depth)}
          onChange={(value) => change({ depth: Number(value) })}
          data={['1', '2', '3', '4', '5']}
        />
      </div>
      <div className="tools">
        {isEditable && touched.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDeviceFloppy size={14} aria-hidden />}
            onClick={() => setSaving(true)}
          >
            {t('impact.save')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          aria-pressed={retired.length > 0}
          leftSection={<IconArchive size={14} aria-hidden />}
          onClick={() => change({ retire: retired.length > 0 ? '' : id })}
        >
          {t('impact.retire')}
        </Button>
        <CopyQuery query={impact.query} variables={impact.variables} />
        <CsvButton
          name={`impact-${id}`}
          rows={() => [
            ['id', 'name', 'kind', 'distance', 'from', 'relation', 'owners'],
            ...shown.map((one) => [
              one.id,
              one.name,
              one.kindLabel,
              one.depth,
              one.from,
              one.verb,
              one.owners.map(({ name }) => name).join('; '),
            ]),
          ]}
        />
      </div>
      {search.to ? (
        <Paths
          from={{ id, name: focus.name }}
          to={search.to}
          direction={impact.variables.direction}
          relations={impact.variables.relations}
          onSelect={select}
        />
      ) : (
        <>
          {whatIf && (
            <Retire
              retired={retired}
              retiring={retiring}
              focus={{ id, name: focus.name }}
              onToggle={toggle}
              onSelect={select}
            />
          )}
          <Answer impact={impact} search={search} onChange={change} />
          {impact.isCut && (
            <p className="quiet">{t('zachman.cut', { shown: touched.length, total: impact.total })}</p>
          )}
          <Columns
            shown={shown}
            touched={touched}
            focus={focus}
            whatIf={whatIf}
            onSelect={select}
            onCentre={centre}
          />
        </>
      )}
      {isSaving && (
        <SaveAsView
          title={t('impact.save')}
          name={t('impact.title', { name: focus.name })}
          fields={viewOf(
            id,
            search,
            depth,
            shown.map((one) => one.id),
          )}
          onClose={() => setSaving(false)}
        />
      )}
    </div>
  );
}

/** The impact of what? */
export function ImpactStart() {
  const { t } = useTranslation();
  const { name: model, at } = useModel();
  const navigate = useNavigate();
  return (
    <div className="screen">
      <Title order={1} size="h3">
        {t('nav.impact')}
      </Title>
      <p className="quiet">{t('impact.start')}</p>
      <div className="impact-start">
        <ElementPicker
          label={t('impact.focus')}
          value={null}
          autoFocus
          onChange={(element) =>
            element &&
            void navigate({
              to: '/m/$model/impact/$element',
              params: { model, element: element.elementId },
              search: at ? { at } : {},
            })
          }
        />
      </div>
    </div>
  );
}
