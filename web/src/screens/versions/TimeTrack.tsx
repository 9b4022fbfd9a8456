import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '@/i18n/i18n';
import { type Tick, nearest, places } from './ticks';

interface Handle {
  at: number;
  label: string;
  onMove: (at: number) => void;
}

/** A line with a tick for each commit, and handles that stand at ticks: by pointer, and by arrows, Home and End. */
export function TimeTrack({ ticks, handles }: { ticks: readonly Tick[]; handles: readonly Handle[] }) {
  const { i18n } = useTranslation();
  const line = useRef<HTMLDivElement>(null);
  const stands = places(ticks);
  const last = ticks.length - 1;
  const percent = (at: number) => `${(stands[at] ?? 0) * 100}%`;
  const under = (x: number): number => {
    const { left = 0, width = 1 } = line.current?.getBoundingClientRect() ?? {};
    return nearest((x - left) / width, stands);
  };
  const text = (at: number): string => {
    const tick = ticks[at];
    return tick ? `${dateTime(i18n.language, tick.time)} · ${tick.title}` : '';
  };
  const main = handles.at(-1);
  return (
    <div className="time-track">
      <div ref={line} className="time-line" onClick={(event) => main?.onMove(under(event.clientX))}>
        {ticks.map(({ revision }, index) => (
          <span key={revision} className="time-tick" style={{ left: percent(index) }} title={text(index)} />
        ))}
        {handles.map(({ at, label, onMove }) => (
          <button
            key={label}
            type="button"
            role="slider"
            className="time-handle"
            style={{ left: percent(at) }}
            aria-label={label}
            aria-valuemin={0}
            aria-valuemax={last}
            aria-valuenow={at}
            aria-valuetext={text(at)}
            onClick={(event) => event.stopPropagation()}
            onKeyDown={(event) => {
              const to = {
                ArrowLeft: at - 1,
                ArrowDown: at - 1,
                ArrowRight: at + 1,
                ArrowUp: at + 1,
                Home: 0,
                End: last,
              }[event.key];
              if (to === undefined) return;
              event.preventDefault();
              onMove(Math.max(0, Math.min(last, to)));
            }}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={(event) => {
              if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(under(event.clientX));
            }}
          />
        ))}
      </div>
      <output className="time-text">{main && text(main.at)}</output>
    </div>
  );
}
