import { Alert, Button, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CombinedError, useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { sentenceOf } from '@/graphql/errors';
import { Dialog } from '@/parts/Dialog';
import type { TraceLink } from './Links';
import { AffirmLink } from './queries';

interface Props {
  id: string;
  links: readonly TraceLink[];
  onClose: () => void;
  onDone: () => void;
}

/** Somebody looked, and stands for links as the requirement is now. */
export function Affirm({ id, links, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const { name: model } = useModel();
  const client = useClient();
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const affirm = async () => {
    setBusy(true);
    setError(undefined);
    for (const { kind, key } of links) {
      const variables = { model, requirement: id, kind, key, note: note.trim() || null };
      const answer = await client.mutation(AffirmLink, variables).toPromise();
      if (!answer.error) continue;
      setError(answer.error);
      setBusy(false);
      return onDone();
    }
    notifications.show({
      message: t('requirement.affirmedNow', { count: links.length }),
      closeButtonProps: { 'aria-label': t('action.close') },
    });
    onClose();
    onDone();
  };
  return (
    <Dialog title={t('requirement.affirmTitle', { count: links.length })} onClose={onClose}>
      <p>{t('requirement.affirmMeans')}</p>
      <Textarea
        label={t('requirement.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={1000}
        data-autofocus
      />
      {error && (
        <Alert color="red" variant="outline" role="alert" mt="sm">
          {sentenceOf(error)}
        </Alert>
      )}
      <Button mt="md" loading={isBusy} onClick={() => void affirm()}>
        {t('requirement.affirm')}
      </Button>
    </Dialog>
  );
}
