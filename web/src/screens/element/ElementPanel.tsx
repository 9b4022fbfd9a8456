import { Button, Tabs } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { useModel } from '@/app/ModelContext';
import { KindMark } from '@/parts/KindMark';
import { Loading } from '@/parts/Loading';
import { ProblemList } from '@/parts/Problem';
import { Trouble } from '@/parts/Trouble';
import { History } from './History';
import { NameField } from './NameField';
import { Properties } from './Properties';
import { Relations } from './Relations';
import { useElement } from './useElement';
import { InViews } from './InViews';

interface Props {
  id: string;
  /** 1 on a page of its own, 2 beside a screen. */
  level: 1 | 2;
}

/** All about one element; in the middle of its page, or in the inspector. */
export function ElementPanel({ id, level }: Props) {
  const { t } = useTranslation();
  const { isEditable } = useModel();
  const { element, fields, item, relations, isLoading, error, retry } = useElement(id);
  if (error && !element) return <Trouble error={error} onRetry={retry} />;
  if (isLoading) return <Loading />;
  if (!element || !fields) return <Missing id={id} level={level} />;
  const problems = element.diagnostics.length;
  return (
    <article className="element">
      <header>
        <p className="kind" title={element.kind?.description}>
          <KindMark layer={element.layer} /> {element.kind?.label ?? element.kindId} <code>{id}</code>
        </p>
        <NameField key={id} item={item} fields={fields} level={level} />
        {isEditable && (
          <div className="tools">
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => useDialogs.getState().show({ name: 'connect', element: id })}
            >
              {t('action.connect')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => useDialogs.getState().show({ name: 'delete-element', element: id })}
            >
              {t('action.deleteElement')}
            </Button>
          </div>
        )}
      </header>
      <Tabs defaultValue="properties" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="properties">{t('element.properties')}</Tabs.Tab>
          <Tabs.Tab value="relations">
            {t('element.relations')} {element.relations.totalCount}
          </Tabs.Tab>
          <Tabs.Tab value="views">
            {t('nav.views')} {element.views.length}
          </Tabs.Tab>
          <Tabs.Tab value="history">{t('nav.history')}</Tabs.Tab>
          <Tabs.Tab value="problems">
            {t('element.problems')} {problems}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="properties" pt="sm">
          <Properties element={element} item={item} fields={fields} />
        </Tabs.Panel>
        <Tabs.Panel value="relations" pt="sm">
          <Relations element={element} name={element.name} edited={relations} />
        </Tabs.Panel>
        <Tabs.Panel value="views" pt="sm">
          <InViews views={element.views} />
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="sm">
          <History commits={element.history.nodes} />
        </Tabs.Panel>
        <Tabs.Panel value="problems" pt="sm">
          <ProblemList findings={element.diagnostics} />
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}

function Missing({ id, level }: Props) {
  const { t } = useTranslation();
  const { draft } = useModel();
  const Heading = `h${level}` as const;
  // Just made here: the server has it within two seconds.
  const isComing = [...(draft?.waiting ?? []), ...(draft?.sending ?? [])].some(
    ({ command }) => command.kind === 'create-element' && command.id === id,
  );
  if (isComing) return <Loading />;
  return (
    <>
      <Heading>{id}</Heading>
      <p role="status">{t('element.missing', { id })}</p>
    </>
  );
}
