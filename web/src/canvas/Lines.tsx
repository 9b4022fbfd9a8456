import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { drawLine, drawLineLabel, pathOf } from './draw/line';
import type { Colors } from './draw/language';
import type { Picture } from './picture';
import type { Routed } from './scene/frames';
import type { Point } from './scene/geometry';
import { useCanvas } from './state';

interface Props {
  picture: Picture;
  colors: Colors;
  routes: ReadonlyMap<string, Routed>;
  /** Names of the boxes at both ends, for those who hear the canvas. */
  onPick: (line: string, at: Point) => void;
}

/** Lines and their labels, as the server drew them; in the same look where their boxes are being moved. */
export const Lines = memo(function Lines({ picture, colors, routes, onPick }: Props) {
  const all = [...routes.values()].filter(({ line }) => !line.isImplied);
  return (
    <ViewportPortal>
      <svg className="lines" fontFamily={picture.font} fontSize={12} strokeLinejoin="round" aria-hidden>
        <defs dangerouslySetInnerHTML={{ __html: picture.defs }} />
        {all.map(({ line, points, isServers }) => {
          const served = picture.edges.get(line.id);
          const html = isServers && served !== undefined ? served : drawLine(line, points, served, colors);
          return <Line key={line.id} id={line.id} html={html} way={pathOf(points)} onPick={onPick} />;
        })}
        {all.map(({ line, points, isServers }) => {
          const served = picture.labels.get(line.id);
          const html = isServers ? served : drawLineLabel(line, points, colors);
          return html && <g key={line.id} dangerouslySetInnerHTML={{ __html: html }} />;
        })}
        <g dangerouslySetInnerHTML={{ __html: picture.front }} />
      </svg>
    </ViewportPortal>
  );
});

interface LineProps {
  id: string;
  html: string;
  way: string;
  onPick: (line: string, at: Point) => void;
}

const Line = memo(function Line({ id, html, way, onPick }: LineProps) {
  const isSelected = useCanvas(({ line }) => line === id);
  return (
    <g data-selected={isSelected || undefined}>
      {isSelected && <path className="line-mark" d={way} />}
      <g data-edge={id} dangerouslySetInnerHTML={{ __html: html }} />
      <path
        className="line-hit nopan nodrag"
        data-line={id}
        d={way}
        onClick={({ clientX, clientY }) => onPick(id, { x: clientX, y: clientY })}
      />
    </g>
  );
});

/** Behind the boxes. */
export const Backdrop = memo(function Backdrop({ picture }: { picture: Picture }) {
  return (
    <ViewportPortal>
      <svg className="backdrop" fontFamily={picture.font} fontSize={12} aria-hidden>
        <g dangerouslySetInnerHTML={{ __html: picture.backdrop }} />
      </svg>
    </ViewportPortal>
  );
});
