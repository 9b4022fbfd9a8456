import { Button } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TimeBar } from './TimeBar';
import './slider.css';

interface Props {
  /** The view that is shown, by its id. */
  view: string;
}

/** A view through time: go to any moment to see it then, play, or stand at two and see what differs. */
export function TimeSlider({ view }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="time-slider">
      {isOpen ? (
        <TimeBar view={view} onClose={() => setOpen(false)} />
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
