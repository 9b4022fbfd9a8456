import type { NodeProps } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { type Box, drawingOf } from './flow';
import { useCanvas } from './state';

/** A box: the server's drawing of it, or one of the same look until the server has drawn it. */
export const PictureNode = memo(function PictureNode({ id, data }: NodeProps<Box>) {
  const { node, picture, colors, isContainer } = data;
  const drawing = useMemo(
    () => drawingOf({ picture, colors, node, isContainer }),
    [picture, colors, node, isContainer],
  );
  const html = useMemo(() => ({ __html: drawing }), [drawing]);
  const isFaded = useCanvas(({ faded }) => faded.has(id));
  const isHolder = useCanvas(({ holder, connecting }) => holder === id || connecting?.target === id);
  return (
    <div
      className="box"
      data-node={id}
      data-shows={node.shows}
      data-own={node.drawing === 'server' ? undefined : true}
      data-active={data.isActive || undefined}
      data-selected={data.isSelected || undefined}
      data-faded={isFaded || undefined}
      data-holder={isHolder || undefined}
    >
      <svg
        width={node.width}
        height={node.height}
        fontFamily={picture.font}
        fontSize={12}
        strokeLinejoin="round"
        aria-hidden
        dangerouslySetInnerHTML={html}
      />
    </div>
  );
});
