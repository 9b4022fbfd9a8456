import { ActionIcon, Switch, TextInput } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { TimePictures } from './TimePictures';
import { TimeTrack } from './TimeTrack';
import { endOf, placeOf, stopsOf, tickAt, timeAt } from './ticks';
import { useDeployed } from './useDeployed';
import { useHandles } from './useHandles';
import { useMoment } from './useMoment';
import { usePlay } from './usePlay';
import { useTicks } from './useTicks';

interface Props {
  view: string;
  onClose: () => void;
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The line of time with its tools, and over the view what it was at the moment that is chosen. */
export function TimeBar({ view, onClose }: Props) {
  const { t } = useTranslation();
  const { revision } = useModel();
  const ticks = useTicks(revision, true);
  const begin = stopsOf(ticks)[0];
  const { deployed, isCut } = useDeployed(begin ? new Date(begin.time).toISOString() : '');
  const stops = stopsOf(ticks, deployed.at(-1)?.at);
  const { place, from: second, setPlace, setFrom } = useHandles(stops);
  const last = ticks.length - 1;
  const at = tickAt(place, ticks, stops);
  const from = second === null ? null : tickAt(second, ticks, stops);
  const { text } = useMoment(ticks, stops, deployed);
  const play = usePlay(at, last, (index) => setPlace(stops[index]?.place ?? 1));
  if (!begin) return null;
  const before = second === null ? [] : [{ at: second, label: t('compare.before'), onMove: setFrom }];
  const label = t(second === null ? 'slider.when' : 'compare.after');
  const handles = [...before, { at: place, label, onMove: setPlace }];
  return (
    <section className="time" aria-label={t('slider.title')}>
      {(at < last || from !== null) && <TimePictures view={view} ticks={ticks} at={at} from={from} />}
      <div className="time-tools" data-past={at < last || from !== null || undefined}>
        <div className="time-bar">
          <ActionIcon
            variant="default"
            size={30}
            disabled={last < 1}
            aria-label={t(play.isRunning ? 'compare.pause' : 'slider.play')}
            onClick={play.toggle}
          >
            {play.isRunning ? (
              <IconPlayerPause size={16} aria-hidden />
            ) : (
              <IconPlayerPlay size={16} aria-hidden />
            )}
          </ActionIcon>
          {handles.map((handle) => (
            <TextInput
              key={handle.label}
              type="date"
              size="xs"
              aria-label={t('slider.day', { handle: handle.label })}
              min={dayOf(timeAt(0, stops))}
              max={dayOf(timeAt(1, stops))}
              value={dayOf(timeAt(handle.at, stops))}
              onChange={({ currentTarget: { value } }) =>
                value && handle.onMove(placeOf(endOf(value), stops))
              }
            />
          ))}
          <TimeTrack ticks={ticks} stops={stops} deployed={deployed} handles={handles} />
          <Switch
            size="xs"
            label={t('slider.two')}
            checked={from !== null}
            disabled={last < 1}
            onChange={({ currentTarget: { checked } }) =>
              setFrom(checked ? (stops[Math.max(0, at - 1)]?.place ?? 0) : null)
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label={t('slider.close')}
            onClick={onClose}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
        <output className="time-text">{text(place)}</output>
        <p className="time-legend">
          <span className="time-sample" data-of="commit" aria-hidden />
          {t('slider.commits', { count: ticks.length })}
          <span className="time-sample" data-of="deployed" aria-hidden />
          {t('slider.deployed', { count: deployed.length })}
          {isCut && ` ${t('slider.cut')}`}
          <span className="time-keys">{t('slider.keys')}</span>
        </p>
      </div>
    </section>
  );
}
