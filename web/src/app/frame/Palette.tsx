import { Kbd, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type { ActionContext } from '@/app/actions/action';
import { possible } from '@/app/actions/actions';
import { SearchQuery } from '@/graphql/frame';
import { KindMark } from '@/parts/KindMark';

/** Pause after a key before the server is asked, in milliseconds. */
const PAUSE = 80;
const FOUND = 12;

/** Enter without a choice takes what stands first. */
function chooseFirst() {
  const actions = [...document.querySelectorAll<HTMLElement>('.mantine-Spotlight-action')];
  if (!actions.some((action) => action.dataset['selected'])) actions[0]?.click();
}

/** Ctrl+K: elements by name and everything that can be done. `>` in front shows commands alone. */
export function Palette({ context }: { context: ActionContext }) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const isCommand = text.startsWith('>');
  const wanted = text.replace(/^>/, '').trim();
  const [asked] = useDebouncedValue(isCommand ? '' : wanted, PAUSE);
  const { model, navigate } = context;
  const [{ data, fetching }] = useQuery({
    query: SearchQuery,
    variables: { model: model.name, at: model.revision, text: asked, language: i18n.language, first: FOUND },
    pause: asked === '',
  });
  const found = asked === '' ? [] : (data?.model.search.nodes ?? []);
  const words = wanted.toLowerCase();
  const actions = possible(context).filter((action) => t(action.label).toLowerCase().includes(words));
  const open = (element: string) =>
    void navigate({
      to: '/m/$model/e/$element',
      params: { model: model.name, element },
      search: model.at ? { at: model.at } : {},
    });
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      lockScroll={false}
      shortcut={null}
      maxHeight={480}
      scrollable
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && chooseFirst()}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={fetching ? <Loader size="xs" aria-label={t('state.loading')} /> : null}
      />
      <Spotlight.ActionsList aria-label={t('palette.results')}>
        {found.length > 0 && (
          <Spotlight.ActionsGroup
            label={t('palette.elements', { count: data?.model.search.totalCount ?? 0 })}
          >
            {found.map((element) => (
              <Spotlight.Action key={element.id} onClick={() => open(element.elementId)}>
                <span className="found">
                  <KindMark layer={element.layer} />
                  <span>{element.name}</span>
                  <small>{element.kind?.label ?? element.kindId}</small>
                  <code>{element.elementId}</code>
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.commands')}>
            {actions.map((action) => (
              <Spotlight.Action key={action.id} onClick={() => action.run(context)}>
                <span className="found">
                  <span>{t(action.label)}</span>
                  <span className="grow" />
                  {action.keys?.[0] && <Kbd size="xs">{action.keys[0].replace('Mod', 'Ctrl')}</Kbd>}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length + actions.length === 0 && !fetching && (
          <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
