import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { dayOf } from './useLedger';

/** The same page as of a day: the model and what had happened by the end of it. */
export function AsOf() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { at } = useModel();
  const day = dayOf(at)?.slice(0, 10) ?? '';
  const show = (to: string) =>
    void navigate({
      to: '.',
      search: (old: { at?: string }) => {
        const { at: _at, ...others } = old;
        return to ? { ...others, at: to } : others;
      },
    });
  return (
    <div className="ledger-asof">
      <TextInput
        type="date"
        size="xs"
        label={t('delivery.asOf')}
        value={day}
        onChange={(event) => show(event.currentTarget.value)}
      />
      {day && (
        <Button size="xs" variant="default" onClick={() => show('')}>
          {t('version.now')}
        </Button>
      )}
    </div>
  );
}
