import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/parts/Dialog';

/** Asks for a day, and shows the model as it was then. */
export function AtDateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [day, setDay] = useState(new Date().toISOString().slice(0, 10));
  return (
    <Dialog onClose={onClose} title={t('version.date')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void navigate({ to: '.', search: (old) => ({ ...old, at: day }) });
        }}
      >
        <TextInput
          type="date"
          required
          label={t('version.day')}
          value={day}
          onChange={(e) => setDay(e.target.value)}
        />
        <Button type="submit" mt="md">
          {t('version.show')}
        </Button>
      </form>
    </Dialog>
  );
}
