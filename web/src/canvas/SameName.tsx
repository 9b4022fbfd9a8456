import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '@/model/commands/command';
import { nodeAddress } from '@/model/commands/viewing';
import { useDrawing } from './DrawingContext';
import type { Scene, SceneNode } from './scene/scene';
import { type Found, useSurroundings } from './surroundings';

/** Says that another element of the kind has this name, and offers it: the cure for duplicates. */
export function SameName({ node, name, onUse }: { node: SceneNode; name: string; onUse: () => void }) {
  const { t } = useTranslation();
  const { give, scene, canDraw } = useDrawing();
  const { find } = useSurroundings();
  const [asked] = useDebouncedValue(name.trim(), 250);
  const [same, setSame] = useState<Found | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const answer = asked.length > 1 ? find(asked) : Promise.resolve([]);
    void answer.then((found) => {
      const isSame = (one: Found) =>
        one.id !== node.element?.elementId &&
        one.kind === node.kind &&
        one.names.some(({ text }) => text.toLocaleLowerCase() === asked.toLocaleLowerCase());
      if (isCurrent) setSame(found.find(isSame) ?? null);
    });
    return () => {
      isCurrent = false;
    };
  }, [asked, find, node]);
  if (!same || same.name === '') return null;
  return (
    <p className="same-name" role="status">
      {t('canvas.sameName', { id: same.id })}{' '}
      {canDraw && (
        <button
          type="button"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            give(instead(scene, node, same));
            onUse();
          }}
        >
          {t('canvas.useExisting')}
        </button>
      )}
    </p>
  );
}

/** A box stands for another element; lines of relations that are not that element's go. */
function instead({ view, lines }: Scene, node: SceneNode, other: Found): Command {
  const gone = [...lines.values()].flatMap((line): Command[] => {
    if (!line.relation || (line.from !== node.id && line.to !== node.id)) return [];
    const { id, from, to, bends } = line;
    const look = { label: line.label, ...(line.kind ? { kind: line.kind } : {}) };
    const entry = line.hasEntry ? bends : null;
    return [{ kind: 'remove-line', view, id, relation: line.relation.id, from, to, bends: entry, look }];
  });
  const path = ['element'];
  const item = nodeAddress(view, node.id);
  const before = node.element?.elementId ?? '';
  const swap: Command = { kind: 'set-field', item, path, from: before, to: other.id };
  return { kind: 'together', as: 'refer', what: other.name, commands: [...gone, swap] };
}
