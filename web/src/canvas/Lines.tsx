import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
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
  onPick: (line: string, at: Point) => void;
}

/** Lines and their labels, as the server drew them; in the same look where their boxes are being moved. */
export const Lines = memo(function Lines({ picture, colors, routes, onPick }: Props) {
  // A route that is the same value as before is not written anew.
  const written = useMemo(() => {
    const known = new WeakMap<Routed, Written>();
    return (route: Routed): Written => {
      const before = known.get(route);
      if (before) return before;
      const now = write(route, picture, colors);
      known.set(route, now);
      return now;
    };
  }, [picture, colors]);
  const all = [...routes.values()].filter(({ line }) => !line.isImplied);
  return (
    <ViewportPortal>
      <svg className="lines" fontFamily={picture.font} fontSize={12} strokeLinejoin="round" aria-hidden>
        <defs dangerouslySetInnerHTML={{ __html: picture.defs }} />
        {all.map((route) => {
          const { html, way } = written(route);
          return <Line key={route.line.id} id={route.line.id} html={html} way={way} onPick={onPick} />;
        })}
        {all.map((route) => {
          const { label } = written(route);
          return label && <Label key={route.line.id} html={label} />;
        })}
        <g dangerouslySetInnerHTML={{ __html: picture.front }} />
      </svg>
    </ViewportPortal>
  );
});

/** A line as markup. */
interface Written {
  html: string;
  way: string;
  label: string | undefined;
}

function write({ line, points, isServers }: Routed, picture: Picture, colors: Colors): Written {
  const served = picture.edges.get(line.id);
  return {
    html: isServers && served !== undefined ? served : drawLine(line, points, served, colors),
    way: pathOf(points),
    label: isServers ? picture.labels.get(line.id) : drawLineLabel(line, points, colors),
  };
}

const Label = memo(function Label({ html }: { html: string }) {
  return <g dangerouslySetInnerHTML={{ __html: html }} />;
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
