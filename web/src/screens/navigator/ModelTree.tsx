import { useVirtualizer } from '@tanstack/react-virtual';
import { useNavigate } from '@tanstack/react-router';
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionOf } from '@/app/actions/actions';
import { useActionContext } from '@/app/actions/useActionContext';
import { useModel } from '@/app/ModelContext';
import { useSettings } from '@/app/settings';
import { newerThan } from '@/model/draft/draft';
import { nameIn } from '@/model/commands/fields';
import { addressOf } from '@/model/commands/structure';
import { applyAll } from '@/model/commands/kinds';
import { type Group, type Line, isOpenable, lineAt, outline } from './outline';
import { RowMenu, type MenuAt } from './RowMenu';
import { TreeRow } from './TreeRow';
import { toggled, useSelection } from '@/app/selection';
import { useLeaves } from './useLeaves';
import { useTreeKeys } from './useTreeKeys';

interface Props {
  label: string;
  groups: readonly Group[];
  /** Whether a click selects instead of opening: beside a drawing. */
  isSelecting: boolean;
  /** The element or view that the screen shows. */
  current: string | undefined;
  openFolder: (folder: string) => void;
}

/** Lines to which a screen reader is told the place. */
const lineId = (at: number) => `tree-line-${at}`;

/** A tree of any size: lines are made when they come into sight, and their elements are asked for then. */
export function ModelTree({ label, groups, isSelecting, current, openFolder }: Props) {
  const { i18n } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const context = useActionContext(model);
  const density = useSettings((settings) => settings.density);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(groups.length === 1 ? [groups[0]!.id] : []),
  );
  const [active, setActive] = useState(0);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [selected, select] = useSelection();
  const { leafAt, want } = useLeaves();
  const box = useRef<HTMLDivElement>(null);
  const all = useMemo(() => outline(groups, open), [groups, open]);
  const height = density === 'compact' ? 24 : 30;
  const lines = useVirtualizer({
    count: all.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
  });
  useEffect(() => lines.measure(), [lines, height]);

  const leafOf = (line: Line) => leafAt(line)?.leaf;
  const nameOf = (line: Line) => {
    if (line.isHead) return line.group.name;
    const here = leafAt(line);
    if (!here) return undefined;
    // A name that was just given and is on its way to the server.
    const item = addressOf('element', here.leaf.elementId);
    const pending = newerThan(model.draft, here.revision);
    const renames = pending.filter((command) => command.kind === 'rename' && command.item === item);
    const given = nameIn(applyAll({ [item]: {} }, renames), item, i18n.language);
    return given ?? here.leaf.name;
  };

  const shown = lines.getVirtualItems();
  useEffect(() => {
    for (const { index } of shown) {
      const line = lineAt(all, index);
      if (line && !line.isHead) void want(line);
    }
  });

  const moveTo = (at: number) => {
    setActive(at);
    lines.scrollToIndex(at);
  };
  const toggle = (at: number) => {
    const line = lineAt(all, at);
    if (!line?.isHead || !isOpenable(line.group)) return;
    const { id, folder } = line.group;
    if (folder !== undefined && !open.has(id)) openFolder(folder);
    setOpen(new Set(toggled([...open], id)));
  };
  const search = (old: Record<string, unknown>) => {
    const { sel: _sel, as: _as, ...kept } = old;
    return kept;
  };
  const activate = (line: Line, isBeside = isSelecting) => {
    const leaf = leafOf(line);
    if (leaf && isBeside) select([leaf.elementId]);
    else if (leaf) {
      const params = { model: model.name, element: leaf.elementId };
      void navigate({ to: '/m/$model/e/$element', params, search });
    } else if (line.isHead && line.group.view !== undefined) {
      const params = { model: model.name, view: line.group.view };
      void navigate({ to: '/m/$model/v/$view', params, search });
    }
  };
  const mark = (line: Line) => {
    const leaf = leafOf(line);
    if (leaf) select(toggled(selected, leaf.elementId));
  };
  const markTo = (line: Line) => {
    const [from, to] = [Math.min(active, line.start + line.index), Math.max(active, line.start + line.index)];
    const ids = Array.from({ length: to - from + 1 }, (_, step) => {
      const one = lineAt(all, from + step);
      return one ? leafOf(one)?.elementId : undefined;
    });
    select([...new Set([...selected, ...ids.filter((id) => id !== undefined)])].slice(0, 200));
  };
  const act = (action: string) => (line: Line) => {
    const leaf = leafOf(line);
    const found = actionOf(action);
    const about = { ...context, element: leaf?.elementId };
    if (leaf && found && (found.when?.(about) ?? true)) found.run(about);
  };
  const rename = (line: Line) => {
    if (model.isEditable) setRenaming(leafOf(line)?.elementId ?? null);
  };
  const onKeyDown = useTreeKeys({
    all,
    active,
    page: Math.max(1, Math.floor((box.current?.clientHeight ?? 300) / height) - 1),
    nameOf,
    moveTo,
    toggle,
    activate: (line) => activate(line, false),
    mark,
    rename,
    remove: act('delete-element'),
    addToView: act('add-to-view'),
  });
  const onClick = (event: MouseEvent, line: Line, at: number) => {
    setActive(at);
    if (line.isHead && isOpenable(line.group)) toggle(at);
    else if (event.ctrlKey || event.metaKey) mark(line);
    else if (event.shiftKey) markTo(line);
    else activate(line);
  };
  const onContextMenu = (event: MouseEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[role="treeitem"]');
    const at = row ? Number(row.dataset['line']) : active;
    const line = lineAt(all, at);
    const leaf = line && leafOf(line);
    if (!line || !leaf) return;
    event.preventDefault();
    setActive(at);
    const place = (row ?? document.getElementById(lineId(at)))?.getBoundingClientRect();
    // The keyboard's menu key has no place of its own.
    const isByKey = event.clientX === 0 && event.clientY === 0;
    const x = !row || isByKey ? (place?.left ?? 0) + 40 : event.clientX;
    const y = !row || isByKey ? (place?.bottom ?? 0) : event.clientY;
    setMenu({ x, y, element: leaf.elementId, rename: () => rename(line) });
  };

  return (
    <>
      <div
        ref={box}
        className="tree"
        role="tree"
        aria-label={label}
        aria-multiselectable
        aria-activedescendant={all.length > 0 ? lineId(active) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        <div role="presentation" className="tree-lines" style={{ height: lines.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const line = lineAt(all, index);
            if (!line) return null;
            const leaf = leafOf(line);
            const id = leaf?.elementId;
            return (
              <TreeRow
                key={`${line.group.id} ${line.isHead ? '' : line.index}`}
                domId={lineId(index)}
                at={index}
                top={start}
                height={height}
                line={line}
                leaf={leaf}
                name={nameOf(line)}
                isActive={index === active}
                isSelected={id !== undefined && selected.includes(id)}
                isCurrent={(id ?? line.group.view) === current && current !== undefined}
                isRenaming={id !== undefined && id === renaming}
                dragged={id !== undefined && selected.includes(id) ? selected : id ? [id] : []}
                onClick={(event) => onClick(event, line, index)}
                onDoubleClick={() => activate(line, false)}
                onRenamed={() => {
                  setRenaming(null);
                  box.current?.focus();
                }}
              />
            );
          })}
        </div>
      </div>
      <RowMenu at={menu} onClose={() => setMenu(null)} />
    </>
  );
}
