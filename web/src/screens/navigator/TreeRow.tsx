import type { DragEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '@/i18n/i18n';
import { KindMark } from '@/parts/KindMark';
import { type Line, isOpenable } from './outline';
import { RenameRow } from './RenameRow';
import type { Leaf } from './useLeaves';

/** What a drawing takes: ids of elements, one a line. */
export const DRAGGED = 'application/x-archweave-element';

interface Props {
  domId: string;
  at: number;
  top: number;
  height: number;
  line: Line;
  leaf: Leaf | undefined;
  name: string | undefined;
  isActive: boolean;
  isSelected: boolean;
  isCurrent: boolean;
  isRenaming: boolean;
  /** What goes along when the line is dragged. */
  dragged: readonly string[];
  onClick: (event: MouseEvent) => void;
  onDoubleClick: () => void;
  onRenamed: () => void;
}

/** A line of the tree: a group with its count, a view, or an element. */
export function TreeRow(props: Props) {
  const { line, leaf, name, isSelected, isCurrent, isRenaming, dragged } = props;
  const { i18n } = useTranslation();
  const { group, isHead, isOpen, level, length, index } = line;
  const canOpen = isHead && isOpenable(group);
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(DRAGGED, dragged.join('\n'));
    event.dataTransfer.setData('text/plain', name ?? '');
    event.dataTransfer.effectAllowed = 'copyLink';
  };
  return (
    <div
      id={props.domId}
      role="treeitem"
      className="tree-row"
      aria-level={level}
      aria-expanded={canOpen ? isOpen : undefined}
      aria-selected={isSelected}
      aria-current={isCurrent ? 'page' : undefined}
      aria-setsize={isHead ? undefined : length}
      aria-posinset={isHead ? undefined : index + 1}
      data-active={props.isActive || undefined}
      data-line={props.at}
      draggable={dragged.length > 0 && !isRenaming}
      onDragStart={onDragStart}
      onClick={props.onClick}
      onDoubleClick={props.onDoubleClick}
      style={{
        height: props.height,
        transform: `translateY(${props.top}px)`,
        paddingInlineStart: 6 + (level - 1) * 16,
      }}
    >
      <span className="tree-arrow" aria-hidden>
        {canOpen ? (isOpen ? '▾' : '▸') : ''}
      </span>
      {(leaf || group.layer) && <KindMark layer={isHead ? (group.layer ?? null) : (leaf?.layer ?? null)} />}
      {isRenaming && leaf ? (
        <RenameRow element={leaf.elementId} shown={name ?? ''} onDone={props.onRenamed} />
      ) : (
        <bdi className="tree-name" title={leaf ? `${name} · ${leaf.kind?.label ?? leaf.kindId}` : name}>
          {name ?? '…'}
        </bdi>
      )}
      {isHead && group.count !== undefined && <small>{number(i18n.language, group.count)}</small>}
      {group.isBare && leaf && <small className="tree-kind">{leaf.kind?.label ?? leaf.kindId}</small>}
    </div>
  );
}
