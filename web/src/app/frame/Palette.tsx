import { Kbd, Loader } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';
import { IconGitBranch, IconLayoutDashboard, IconSearch, IconTag } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionContext } from '@/app/actions/action';
import { addToView, canAddToView } from '@/app/toView';
import { KindMark } from '@/parts/KindMark';
import { type Offered, usePalette } from './usePalette';

/** How an element is taken: its page, beside the screen, or into the drawing. */
type Way = 'open' | 'beside' | 'add';

/** Enter without a choice takes what stands first. */
function chooseFirst() {
  const actions = [...document.querySelectorAll<HTMLElement>('.mantine-Spotlight-action')];
  if (!actions.some((action) => action.dataset['selected'])) actions[0]?.click();
}

/** Ctrl+K: elements, views, versions and everything that can be done. `>` in front shows commands alone. */
export function Palette({ context }: { context: ActionContext }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const way = useRef<Way>('open');
  const offered = usePalette(context, text, isOpen);
  const { model, navigate } = context;
  const search = model.at ? { at: model.at } : {};
  const takeElement = (element: string) => {
    const taken = way.current;
    way.current = 'open';
    if (taken === 'add' && canAddToView()) addToView(element);
    else if (taken === 'beside') void navigate({ to: '.', search: (old) => ({ ...old, sel: element }) });
    else void navigate({ to: '/m/$model/e/$element', params: { model: model.name, element }, search });
  };
  const openView = (view: string) =>
    void navigate({ to: '/m/$model/v/$view', params: { model: model.name, view }, search });
  const showVersion = (name: string) => {
    const isDefault = model.branches.some((branch) => branch.name === name && branch.isDefault);
    void navigate({
      to: '.',
      search: ({ at: _at, ...old }) => (isDefault ? old : { ...old, at: name }),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    way.current = event.ctrlKey || event.metaKey ? 'beside' : event.altKey ? 'add' : 'open';
    chooseFirst();
  };
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setOpen(false)}
      lockScroll={false}
      attributes={{ content: { 'aria-label': t('action.search') } }}
      shortcut={null}
      maxHeight={520}
      scrollable
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        maxLength={400}
        onKeyDown={onKeyDown}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={offered.isSearching ? <Loader size="xs" aria-label={t('state.loading')} /> : null}
      />
      <Results
        offered={offered}
        onElement={takeElement}
        onView={openView}
        onVersion={showVersion}
        context={context}
      />
      <Spotlight.Footer className="palette-help">
        <Hint keys="Enter" text={t('palette.enter')} />
        <Hint keys="Ctrl Enter" text={t('palette.beside')} />
        {canAddToView() && <Hint keys="Alt Enter" text={t('palette.add')} />}
        <span>{t('palette.prefixes')}</span>
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}

function Hint({ keys, text }: { keys: string; text: string }) {
  return (
    <span>
      <Kbd size="xs">{keys}</Kbd> {text}
    </span>
  );
}

interface ResultsProps {
  offered: Offered;
  context: ActionContext;
  onElement: (element: string) => void;
  onView: (view: string) => void;
  onVersion: (name: string) => void;
}

/** The groups of what was found. */
function Results({ offered, context, onElement, onView, onVersion }: ResultsProps) {
  const { t, i18n } = useTranslation();
  const { recent, elements, total, views, actions, versions, isSearching } = offered;
  const row = (thing: Offered['recent'][number]) =>
    'elementId' in thing ? (
      <Spotlight.Action key={thing.id} onClick={() => onElement(thing.elementId)}>
        <Found
          mark={<KindMark layer={thing.layer} />}
          name={thing.name}
          note={thing.kind?.label ?? thing.kindId}
          id={thing.elementId}
        />
      </Spotlight.Action>
    ) : (
      <Spotlight.Action key={thing.id} onClick={() => onView(thing.viewId)}>
        <Found mark={<IconLayoutDashboard size={14} aria-hidden />} name={thing.name} id={thing.viewId} />
      </Spotlight.Action>
    );
  const count = recent.length + elements.length + views.length + actions.length + versions.length;
  return (
    <Spotlight.ActionsList aria-label={t('palette.results')}>
      <Part label={t('palette.recent')}>{recent.map(row)}</Part>
      <Part
        label={t('palette.elements', {
          count: total,
          shown: new Intl.NumberFormat(i18n.language).format(total),
        })}
      >
        {elements.map(row)}
      </Part>
      <Part label={t('nav.views')}>{views.map(row)}</Part>
      <Part label={t('palette.commands')}>
        {actions.map((action) => (
          <Spotlight.Action key={action.id} onClick={() => action.run(context)}>
            <span className="found">
              <span>{t(action.label)}</span>
              <span className="grow" />
              {action.keys?.[0] && <Kbd size="xs">{action.keys[0].replace('Mod', 'Ctrl')}</Kbd>}
            </span>
          </Spotlight.Action>
        ))}
      </Part>
      <Part label={t('palette.versions')}>
        {versions.map(({ name, isTag }) => (
          <Spotlight.Action key={name} onClick={() => onVersion(name)}>
            <Found
              mark={isTag ? <IconTag size={14} aria-hidden /> : <IconGitBranch size={14} aria-hidden />}
              name={name}
            />
          </Spotlight.Action>
        ))}
      </Part>
      {count === 0 && !isSearching && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
    </Spotlight.ActionsList>
  );
}

function Part({ label, children }: { label: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return <Spotlight.ActionsGroup label={label}>{children}</Spotlight.ActionsGroup>;
}

interface FoundProps {
  mark: ReactNode;
  name: string;
  note?: string;
  id?: string;
}

function Found({ mark, name, note, id }: FoundProps) {
  return (
    <span className="found" title={name.slice(0, 400)}>
      {mark}
      <bdi className="found-name">{name}</bdi>
      {note && <small>{note}</small>}
      {id && <code>{id}</code>}
    </span>
  );
}
