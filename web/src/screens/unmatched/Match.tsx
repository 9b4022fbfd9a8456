import { Alert, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { sentenceOf } from '@/graphql/errors';
import { graphql } from '@/graphql/tada';
import { Dialog } from '@/parts/Dialog';
import { ElementPicker, type Picked } from '@/parts/ElementPicker';
import { say } from '@/screens/delivery/ledger/say';
import type { Name } from './UnmatchedScreen';

const MatchReference = graphql(`
  mutation MatchReference($model: String!, $sort: ReferenceSort!, $text: String!, $element: String) {
    matchReference(model: $model, sort: $sort, text: $text, element: $element)
  }
`);

/** Kinds that a name of a sort can stand for. */
const KINDS: Record<Name['sort'], readonly string[]> = {
  REQUIREMENT: ['requirement'],
  DEMAND: ['demand'],
  COMPONENT: ['application-component', 'application-service'],
  ARTIFACT: ['artifact'],
  REPOSITORY: ['artifact'],
  ENVIRONMENT: ['environment'],
  TARGET: ['deployment-target', 'node', 'device', 'system-software'],
  RELEASE: ['release'],
  INDICATOR: ['indicator'],
  ELEMENT: [],
};

interface Props {
  name: Name;
  onClose: () => void;
  onDone: () => void;
}

/** A person says what a name stands for, for good; or that it stands for nothing of the model. */
export function Match({ name: { sort, text }, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const { name: model } = useModel();
  const client = useClient();
  const [picked, setPicked] = useState<Picked | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const match = async (element: string | null) => {
    const { error } = await client.mutation(MatchReference, { model, sort, text, element }).toPromise();
    if (error) return setTrouble(sentenceOf(error));
    notifications.show({
      message: element ? t('unmatched.matched', { name: picked?.name ?? element }) : t('unmatched.aside'),
      closeButtonProps: { 'aria-label': t('action.close') },
    });
    onClose();
    onDone();
  };
  return (
    <Dialog title={t('unmatched.matchTitle')} onClose={onClose}>
      <div className="ledger-form">
        <p>
          <code className="ledger-clip">{text}</code> ({say(t, 'sort', sort)})
        </p>
        <ElementPicker
          label={t('unmatched.standsFor')}
          kinds={KINDS[sort]}
          value={picked?.elementId ?? null}
          name={picked?.name}
          onChange={setPicked}
          autoFocus
        />
        {trouble && (
          <Alert color="red" variant="outline" role="alert">
            {trouble}
          </Alert>
        )}
        <div className="ledger-row">
          <Button disabled={!picked} onClick={() => void match(picked?.elementId ?? null)}>
            {t('unmatched.match')}
          </Button>
          <Button variant="default" onClick={() => void match(null)}>
            {t('unmatched.setAside')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
