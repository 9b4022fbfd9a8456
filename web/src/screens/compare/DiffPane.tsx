import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DiffMark } from './DiffMark';
import type { Box, Mark } from './marks';
import { keyed, shifted, zoomed } from './port';

/** A server's picture and where it lies. */
export interface Sheet {
  href: string;
  frame: Box;
  /** Drawn faintly, below others. */
  isFaint?: boolean;
}

interface Props {
  label: string;
  title: string;
  sheets: readonly Sheet[];
  marks: readonly Mark[];
  side: 'before' | 'after' | 'both';
  active: string | null;
  port: Box;
  whole: Box;
  onPort: (port: Box) => void;
  onPick: (mark: Mark) => void;
}

/** A picture with what differs in it. All panes of a comparison show the same part of their pictures. */
export function DiffPane(props: Props) {
  const { label, title, sheets, marks, side, active, port, whole, onPort, onPick } = props;
  const { t } = useTranslation();
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<{ x: number; y: number } | null>(null);

  function scale(): number {
    return svg.current?.getScreenCTM()?.a || 1;
  }

  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    // React listens to wheels passively: the page would scroll, too.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const matrix = element.getScreenCTM()?.inverse();
      if (!matrix) return;
      const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
      onPort(zoomed(port, event.deltaY > 0 ? 1.15 : 1 / 1.15, { x, y }));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [port, onPort]);

  return (
    <figure className="diff-pane">
      <figcaption>{title}</figcaption>
      <svg
        ref={svg}
        viewBox={`${port.x} ${port.y} ${port.width} ${port.height}`}
        role="application"
        aria-roledescription={t('compare.picture')}
        aria-label={label}
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const next = keyed(port, event.key, whole);
          if (!next) return;
          event.preventDefault();
          onPort(next);
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={(event) => {
          const from = drag.current;
          if (!from) return;
          drag.current = { x: event.clientX, y: event.clientY };
          onPort(shifted(port, (from.x - event.clientX) / scale(), (from.y - event.clientY) / scale()));
        }}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
      >
        {sheets.map(({ href, frame, isFaint }) => (
          <image
            key={href.slice(0, 40) + href.length + String(isFaint)}
            href={href}
            {...frame}
            opacity={isFaint ? 0.35 : 1}
          />
        ))}
        {marks.map((mark) => (
          <DiffMark key={mark.key} mark={mark} side={side} isActive={mark.key === active} onPick={onPick} />
        ))}
      </svg>
    </figure>
  );
}
