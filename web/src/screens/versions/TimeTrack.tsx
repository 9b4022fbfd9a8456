import { type PointerEvent, useRef } from 'react';
import { type Deployed, type Stop, type Tick, placeOf, pressed, snapped } from './ticks';
import { useMoment } from './useMoment';

/** How near to a commit a pointer means it, in pixels. */
const REACH = 5;
/** Handles speak in thousandths of the line; what they stand at is said in words. */
const PARTS = 1000;

interface Handle {
  at: number;
  label: string;
  onMove: (place: number) => void;
}

interface Props {
  ticks: readonly Tick[];
  stops: readonly Stop[];
  deployed: readonly Deployed[];
  handles: readonly Handle[];
}

/** A line of time with commits on it and deployments under it, and handles that go to any moment. */
export function TimeTrack({ ticks, stops, deployed, handles }: Props) {
  const { when, text } = useMoment(ticks, stops, deployed);
  const line = useRef<HTMLDivElement>(null);
  const percent = (place: number) => `${place * 100}%`;
  const under = ({ clientX }: PointerEvent | React.MouseEvent): number => {
    const { left = 0, width = 1 } = line.current?.getBoundingClientRect() ?? {};
    const place = Math.max(0, Math.min(1, (clientX - left) / width));
    return snapped(place, stops, REACH / width);
  };
  const main = handles.at(-1);
  return (
    <div className="time-track">
      <div ref={line} className="time-line" onClick={(event) => main?.onMove(under(event))}>
        {ticks.map(({ revision, time, title }, index) => (
          <span
            key={revision}
            className="time-tick"
            style={{ left: percent(stops[index]?.place ?? 0) }}
            title={`${when(time)} · ${title}`}
          />
        ))}
        {deployed.map(({ at, purl }, index) => (
          <span
            key={index}
            className="time-deployed"
            style={{ left: percent(placeOf(Date.parse(at), stops)) }}
            title={`${when(at)} · ${purl}`}
          />
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
            aria-valuemax={PARTS}
            aria-valuenow={Math.round(at * PARTS)}
            aria-valuetext={text(at)}
            onClick={(event) => event.stopPropagation()}
            onKeyDown={(event) => {
              const to = pressed(event.key, at, stops);
              if (to === null) return;
              event.preventDefault();
              onMove(to);
            }}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={(event) => {
              if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(under(event));
            }}
          />
        ))}
      </div>
    </div>
  );
}
