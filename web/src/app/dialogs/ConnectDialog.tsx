import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { newRelationId } from '@/model/ids';
import { ElementPicker, type Picked } from '@/parts/ElementPicker';
import { AllowedQuery } from '@/screens/element/kindQueries';
import { useElement } from '@/screens/element/useElement';
import { Dialog } from '@/parts/Dialog';

interface Props {
  element: string;
  /** The other end, where it is known already. */
  other?: string | undefined;
  onClose: () => void;
}

/** Relates two elements: only what the metamodel allows between them is offered, as sentences. */
export function ConnectDialog({ element: id, other: given, onClose }: Props) {
  const { t } = useTranslation();
  const { element } = useElement(id);
  const [picked, setPicked] = useState<Picked | null>(null);
  const other = given ?? picked?.elementId;
  return (
    <Dialog onClose={onClose} title={t('connect.title', { name: element?.name ?? id })}>
      {!given && (
        <ElementPicker
          autoFocus
          label={t('connect.other')}
          value={picked?.elementId ?? null}
          onChange={setPicked}
        />
      )}
      {other && <Choices id={id} other={other} onClose={onClose} />}
    </Dialog>
  );
}

function Choices({ id, other, onClose }: { id: string; other: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const { element: near } = useElement(id);
  const { element: far } = useElement(other);
  const edit = useEdit();
  const [{ data, fetching }] = useQuery({
    query: AllowedQuery,
    variables: {
      model,
      at: revision,
      kind: near?.kindId ?? '',
      other: far?.kindId ?? '',
      language: i18n.language,
    },
    pause: !near || !far,
  });
  const all = data?.model.metamodel.kind?.allowedRelations ?? [];
  // An association reads the same from both ends: once is enough.
  const allowed = all.filter(
    (one, index) =>
      all.findIndex(
        ({ relation, label }) => relation.kindId === one.relation.kindId && label === one.label,
      ) === index,
  );
  const pick = (index: number) => {
    const choice = allowed[index];
    if (!choice) return;
    const [from, to] = choice.direction === 'OUT' ? [id, other] : [other, id];
    onClose();
    edit({ kind: 'connect', id: newRelationId(), from, relation: choice.relation.kindId, to });
  };
  useEffect(() => {
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (!(target instanceof HTMLInputElement) && /^[1-9]$/.test(key)) pick(Number(key) - 1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  if (fetching || !near || !far || !data) return <p role="status">{t('state.loading')}</p>;
  if (allowed.length === 0) {
    return (
      <p role="status">
        {t('connect.none', { from: near.kind?.label ?? near.kindId, to: far.kind?.label ?? far.kindId })}
      </p>
    );
  }
  return (
    <ol className="choices" aria-label={t('connect.relation')}>
      {allowed.map(({ relation, direction, label }, index) => (
        <li key={`${relation.kindId} ${direction}`}>
          <button type="button" onClick={() => pick(index)}>
            {near.name} <em>{label}</em> {far.name}
            <small>{relation.label}</small>
          </button>
        </li>
      ))}
    </ol>
  );
}
