import { Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { useModel } from '@/app/ModelContext';
import type { Fields } from '@/model/json';
import { KindMark } from '@/parts/KindMark';
import { Loading } from '@/parts/Loading';
import type { ElementData } from './document';
import { NameField } from './NameField';

interface Props {
  element: ElementData;
  item: string;
  fields: Fields;
  /** 1 on a page of its own, 2 beside a screen. */
  level: 1 | 2;
}

/** Kind, id and name of an element, and what can be done with all of it. */
export function ElementHead({ element, item, fields, level }: Props) {
  const { t } = useTranslation();
  const { isEditable } = useModel();
  const { elementId: id, kind, kindId, layer } = element;
  return (
    <header>
      <p className="kind" title={kind?.description}>
        <KindMark layer={layer} /> {kind?.label ?? kindId} <code>{id}</code>
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
  );
}

/** An element that is not there, or not yet. */
export function Missing({ id, level }: { id: string; level: 1 | 2 }) {
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
