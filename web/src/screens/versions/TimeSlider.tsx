import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconClockHour4, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import './slider.css';
import { TimePictures } from './TimePictures';
import { TimeTrack } from './TimeTrack';
import { usePlay } from './usePlay';
import { useTicks } from './useTicks';

interface Props {
  /** The view that is shown, by its id. */
  view: string;
}

/** A view through time: drag to a commit to see it then, play, or stand at two and see what differs. */
export function TimeSlider({ view }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="time-slider">
      {isOpen ? (
        <Open view={view} onClose={() => setOpen(false)} />
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconClockHour4 size={14} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t('slider.open')}
        </Button>
      )}
    </div>
  );
}

function Open({ view, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation();
  const { revision } = useModel();
  const ticks = useTicks(revision, true);
  const last = ticks.length - 1;
  const [chosen, setChosen] = useState<number | null>(null);
  const [second, setSecond] = useState<number | null>(null);
  const at = Math.min(chosen ?? last, last);
  const from = second === null ? null : Math.min(second, last);
  const play = usePlay(at, last, setChosen);
  const tick = ticks[at];
  return (
    <section className="time" aria-label={t('slider.title')}>
      {tick && (at < last || from !== null) && <TimePictures view={view} ticks={ticks} at={at} from={from} />}
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
        {last >= 0 && (
          <TimeTrack
            ticks={ticks}
            handles={[
              ...(from === null ? [] : [{ at: from, label: t('compare.before'), onMove: setSecond }]),
              { at, label: t(from === null ? 'slider.when' : 'compare.after'), onMove: setChosen },
            ]}
          />
        )}
        <Switch
          size="xs"
          label={t('slider.two')}
          checked={from !== null}
          disabled={last < 1}
          onChange={(event) => setSecond(event.currentTarget.checked ? Math.max(0, at - 1) : null)}
        />
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('slider.close')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
    </section>
  );
}
