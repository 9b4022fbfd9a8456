import { Alert, Button, Checkbox, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { sentenceOf } from '@/graphql/errors';
import { Dialog } from '@/parts/Dialog';
import { EraseCustomer, EraseExpired } from './queries';

/** Erases a customer's words, or all whose last day is past. It cannot be taken back: it is asked twice. */
export function Erase({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { name: model } = useModel();
  const client = useClient();
  const [customerRef, setCustomerRef] = useState('');
  const [isSure, setSure] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const erase = async (isExpired: boolean) => {
    const { count, error } = isExpired
      ? await client
          .mutation(EraseExpired, { model })
          .toPromise()
          .then(({ data, error }) => ({ count: data?.eraseExpired ?? 0, error }))
      : await client
          .mutation(EraseCustomer, { model, customerRef: customerRef.trim() })
          .toPromise()
          .then(({ data, error }) => ({ count: data?.eraseCustomer ?? 0, error }));
    if (error) return setTrouble(sentenceOf(error));
    notifications.show({
      message: t('intake.erasedNow', { count }),
      closeButtonProps: { 'aria-label': t('action.close') },
    });
    onClose();
  };
  return (
    <Dialog title={t('intake.erase')} onClose={onClose}>
      <div className="ledger-form">
        <p>{t('intake.eraseMeans')}</p>
        <Checkbox
          label={t('intake.sure')}
          checked={isSure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
        <TextInput
          label={t('intake.customer')}
          value={customerRef}
          onChange={(event) => setCustomerRef(event.currentTarget.value)}
          maxLength={200}
        />
        {trouble && (
          <Alert color="red" variant="outline" role="alert">
            {trouble}
          </Alert>
        )}
        <div className="ledger-row">
          <Button color="red" disabled={!isSure || !customerRef.trim()} onClick={() => void erase(false)}>
            {t('intake.eraseCustomer')}
          </Button>
          <Button color="red" variant="outline" disabled={!isSure} onClick={() => void erase(true)}>
            {t('intake.eraseExpired')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
