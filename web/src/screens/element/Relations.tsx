import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import type { Documents } from '@/model/commands/command';
import { newerThan } from '@/model/draft/draft';
import type { ElementData } from './document';
import { byVerb } from './groups';

type RelationData = ElementData['relations']['nodes'][number];

interface Props {
  element: ElementData;
  name: string;
  /** Documents with edits done: new relations are in it. */
  edited: Documents;
}

/** Relations as sentences: "Work-order system serves Dispatch". */
export function Relations({ element, name, edited }: Props) {
  const { t } = useTranslation();
  const { draft, revision } = useModel();
  const gone = new Set(
    newerThan(draft, revision).flatMap((command) => (command.kind === 'disconnect' ? [command.id] : [])),
  );
  const there = element.relations.nodes.filter(({ relationId }) => !gone.has(relationId));
  const known = new Set(there.map(({ relationId }) => `relation/${relationId}`));
  const fresh = Object.entries(edited).filter(
    ([item, fields]) =>
      item.startsWith('relation/') &&
      !known.has(item) &&
      (fields['source'] === element.elementId || fields['target'] === element.elementId),
  );
  if (there.length + fresh.length === 0) return <p className="quiet">{t('element.noRelations')}</p>;
  const more = element.relations.totalCount - element.relations.nodes.length;
  return (
    <>
      <ul className="plain relations">
        {fresh.map(([item, fields]) => (
          <li key={item}>
            {String(fields['source'])} → <em>{String(fields['kind'])}</em> → {String(fields['target'])}
          </li>
        ))}
      </ul>
      {byVerb(there, element.elementId).map(({ key, verb, relations }) => (
        <section key={key} className="verb">
          <h3>
            <span className="unseen">{name} </span>
            <em>{verb}</em> <small>{relations.length}</small>
          </h3>
          <ul className="plain relations">
            {relations.map((relation) => (
              <Sentence key={relation.id} relation={relation} of={element.elementId} />
            ))}
          </ul>
        </section>
      ))}
      {more > 0 && <p className="quiet">{t('element.moreRelations', { count: more })}</p>}
    </>
  );
}

function Sentence({ relation, of }: { relation: RelationData; of: string }) {
  const { t } = useTranslation();
  const { isEditable, name: model, at } = useModel();
  const edit = useEdit();
  const isForward = relation.sourceId === of;
  const otherId = isForward ? relation.targetId : relation.sourceId;
  const other = relation.other?.name || relation.other?.conceptId || otherId;
  const remove = () =>
    edit({
      kind: 'disconnect',
      id: relation.relationId,
      from: relation.sourceId,
      relation: relation.kindId,
      to: relation.targetId,
    });
  return (
    <li>
      <span className="grow">
        <Link to="/m/$model/e/$element" params={{ model, element: otherId }} search={at ? { at } : {}}>
          {other}
        </Link>
        {relation.name && <small>{relation.name}</small>}
      </span>
      {isEditable && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('action.removeRelation', { other })}
          onClick={remove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
