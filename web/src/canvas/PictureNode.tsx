import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { Box } from './flow';
import { RenameInput } from './RenameInput';

const SIDES = [Position.Top, Position.Right, Position.Bottom, Position.Left];

/** A box: the server's drawing of it, with dots to draw relations from. */
export const PictureNode = memo(function PictureNode({ data }: NodeProps<Box>) {
  const { node, drawing, font } = data;
  const html = useMemo(() => ({ __html: drawing }), [drawing]);
  const hasDots = data.isEditable && node.element !== null && node.shows === 'element';
  return (
    <div
      className="box"
      data-active={data.isActive || undefined}
      data-selected={data.isSelected || undefined}
      data-node={node.nodeId}
    >
      <svg
        width={node.width}
        height={node.height}
        fontFamily={font}
        fontSize={12}
        strokeLinejoin="round"
        aria-hidden
        dangerouslySetInnerHTML={html}
      />
      {hasDots &&
        SIDES.map((side) => <Handle key={side} id={side} type="source" position={side} className="dot" />)}
      {data.isRenaming && node.element && <RenameInput element={node.element} />}
    </div>
  );
});
