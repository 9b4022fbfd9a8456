import { Alert, Button } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import type { Command } from '@/model/commands/command';
import type { ElementData } from '@/screens/element/document';
import { useElement } from '@/screens/element/useElement';
import { Dialog } from '@/parts/Dialog';
import { type Refused, useForeseen } from './useForeseen';
import './delete.css';

/** Most relations and views that are named; the rest is counted. */
const NAMED = 6;

/** Says what goes with an element before it is deleted, and what the server would not have. */
export function DeleteDialog({ element: id, onClose }: { element: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { name } = useModel();
  const { element, fields } = useElement(id);
  const { element: shown } = useParams({ strict: false });
  const navigate = useNavigate();
  const edit = useEdit();
  const command: Command | null = fields ? { kind: 'delete-element', id, fields } : null;
  const foreseen = useForeseen(command);
  const refused = foreseen === 'accepted' ? null : foreseen;
  const remove = () => {
    if (!command) return;
    onClose();
    const at = edit(command);
    const search = at ? { at } : {};
    if (shown === id) void navigate({ to: '/m/$model', params: { model: name }, search });
    else void navigate({ to: '.', search });
  };
  return (
    <Dialog onClose={onClose} title={t('delete.title', { name: element?.name ?? id })}>
      {element && (
        <>
          <p>{t('delete.text', { relations: element.relations.totalCount, views: element.views.length })}</p>
          <Gone element={element} />
        </>
      )}
      {refused && <Refusal refused={refused} />}
      <Button color="red.9" disabled={!command || refused !== null} onClick={remove}>
        {t('action.deleteElement')}
      </Button>
    </Dialog>
  );
}

/** Relations and views by name. */
function Gone({ element }: { element: ElementData }) {
  const { t } = useTranslation();
  const { relations, views } = element;
  const lines = relations.nodes.map(({ id, sourceId, kindId, kind, other }) => {
    const says = sourceId === element.elementId ? kind?.forward : kind?.backward;
    return { id, text: `${says ?? kindId} ${other?.name ?? ''}` };
  });
  const drawings = views.map(({ id, name }) => ({ id, text: name }));
  return (
    <>
      <Named title={t('delete.relations')} all={lines} total={relations.totalCount} />
      <Named title={t('delete.views')} all={drawings} total={views.length} />
    </>
  );
}

interface NamedProps {
  title: string;
  all: readonly { id: string; text: string }[];
  total: number;
}

function Named({ title, all, total }: NamedProps) {
  const { t } = useTranslation();
  if (total === 0) return null;
  const shown = all.slice(0, NAMED);
  return (
    <section className="goes-too" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {shown.map(({ id, text }) => (
          <li key={id} title={text.slice(0, 400)}>
            <bdi>{text}</bdi>
          </li>
        ))}
        {total > shown.length && (
          <li className="quiet">{t('delete.more', { count: total - shown.length })}</li>
        )}
      </ul>
    </section>
  );
}

function Refusal({ refused }: { refused: Refused }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" title={t('delete.refused')} mb="md">
      {refused.diagnostics.length === 0 && <p>{refused.reason}</p>}
      <ul className="goes-too">
        {refused.diagnostics.slice(0, NAMED).map(({ code, message, help }, index) => (
          <li key={`${code} ${index}`}>
            {message} {help}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
