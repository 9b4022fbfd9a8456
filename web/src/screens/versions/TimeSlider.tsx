import { Button } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NOW } from './search';
import { TimeBar } from './TimeBar';
import './slider.css';

const route = getRouteApi('/m/$model/v/$view');

interface Props {
  /** The view that is shown, by its id. */
  view: string;
}

/** A view through time: go to any moment to see it then, play, or stand at two and see what differs. */
export function TimeSlider({ view }: Props) {
  const { t } = useTranslation();
  const { time } = route.useSearch();
  const navigate = route.useNavigate();
  const open = () => void navigate({ to: '.', search: (old) => ({ ...old, time: NOW }), replace: true });
  const close = () =>
    void navigate({ to: '.', search: ({ time: _time, since: _since, ...old }) => old, replace: true });
  return (
    <div className="time-slider">
      {time !== undefined ? (
        <TimeBar view={view} onClose={close} />
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconClockHour4 size={14} aria-hidden />}
          onClick={open}
        >
          {t('slider.open')}
        </Button>
      )}
    </div>
  );
}
