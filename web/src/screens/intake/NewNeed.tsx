import { Alert, Button, NumberInput, Select, TextInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { sentenceOf } from '@/graphql/errors';
import { Dialog } from '@/parts/Dialog';
import { say } from '@/screens/delivery/ledger/say';
import { RecordNeed } from './queries';

/** What a need may be, and how it may have come. */
export const KINDS = ['fault', 'enquiry', 'complaint', 'suggestion', 'request'] as const;

const SOURCES = ['call', 'ticket', 'interview', 'site-visit', 'data'] as const;

/** Writes down what somebody asked for, in their words and without who they are. */
export function NewNeed({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { name: model } = useModel();
  const client = useClient();
  const [text, setText] = useState('');
  const [kind, setKind] = useState<string | null>('request');
  const [source, setSource] = useState<string | null>('call');
  const [customerRef, setCustomerRef] = useState('');
  const [priority, setPriority] = useState<number | string>('');
  const [urgency, setUrgency] = useState<number | string>('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const record = async () => {
    const need = {
      key: `need-${crypto.randomUUID()}`,
      text: text.trim(),
      receivedAt: new Date().toISOString(),
      ...(kind ? { kind } : {}),
      ...(source ? { source } : {}),
      ...(customerRef.trim() ? { customerRef: customerRef.trim() } : {}),
      ...(priority === '' ? {} : { priority: Number(priority) }),
      ...(urgency === '' ? {} : { urgency: Number(urgency) }),
    };
    const { error } = await client.mutation(RecordNeed, { model, records: [need] }).toPromise();
    if (error) return setTrouble(sentenceOf(error));
    notifications.show({
      message: t('intake.recorded'),
      closeButtonProps: { 'aria-label': t('action.close') },
    });
    onClose();
  };
  return (
    <Dialog title={t('intake.add')} onClose={onClose} size="lg">
      <form
        className="ledger-form"
        onSubmit={(event) => {
          event.preventDefault();
          void record();
        }}
      >
        <Textarea
          label={t('intake.text')}
          description={t('intake.noNames')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={4000}
          autosize
          minRows={3}
          required
          data-autofocus
        />
        <div className="ledger-row">
          <Select
            label={t('intake.kind')}
            data={KINDS.map((value) => ({ value, label: say(t, 'need', value) }))}
            value={kind}
            onChange={setKind}
          />
          <Select
            label={t('intake.source')}
            data={SOURCES.map((value) => ({ value, label: say(t, 'source', value) }))}
            value={source}
            onChange={setSource}
          />
          <NumberInput label={t('intake.priority')} value={priority} onChange={setPriority} min={1} max={4} />
          <NumberInput label={t('intake.urgency')} value={urgency} onChange={setUrgency} min={1} max={4} />
        </div>
        <TextInput
          label={t('intake.customer')}
          description={t('intake.customerMeans')}
          value={customerRef}
          onChange={(event) => setCustomerRef(event.currentTarget.value)}
          maxLength={200}
        />
        {trouble && (
          <Alert color="red" variant="outline" role="alert">
            {trouble}
          </Alert>
        )}
        <Button type="submit" disabled={!text.trim()}>
          {t('intake.add')}
        </Button>
      </form>
    </Dialog>
  );
}
