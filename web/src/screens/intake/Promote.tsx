import { Alert, Button, NumberInput, Radio, TextInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { sentenceOf } from '@/graphql/errors';
import { Dialog } from '@/parts/Dialog';
import { ElementPicker, type Picked } from '@/parts/ElementPicker';
import { nameFrom } from '@/screens/board/newRequirement';
import type { Group } from './Groups';
import { PromoteNeeds } from './queries';

interface Props {
  group: Group;
  onClose: () => void;
  onDone: () => void;
}

/** The most that the server groups at once. */
const MOST = 1000;

/** Makes a demand of needs that say the same, or adds them to one that is there. */
export function Promote({ group, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, branch, languages } = useModel();
  const client = useClient();
  const navigate = useNavigate();
  const [way, setWay] = useState<'new' | 'into'>('new');
  const [into, setInto] = useState<Picked | null>(null);
  const [name, setName] = useState(nameFrom(group.text));
  const [problem, setProblem] = useState(group.text);
  const [who, setWho] = useState<Picked | null>(null);
  const [priority, setPriority] = useState<number | string>(2);
  const [urgency, setUrgency] = useState<number | string>(2);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isComplete = way === 'into' ? into !== null : Boolean(name.trim() && problem.trim() && who);
  const language = languages.includes(i18n.language) ? i18n.language : (languages[0] ?? 'en');

  const promote = async () => {
    setBusy(true);
    setTrouble(null);
    const properties = {
      problem: { [language]: problem.trim() },
      origin: 'business-pull',
      raised_by: who?.elementId ?? '',
      priority: Number(priority),
      urgency: Number(urgency),
    };
    const fields = { name: { [language]: name.trim() }, properties };
    const target =
      way === 'into'
        ? { into: into?.elementId ?? null, new: null }
        : { into: null, new: { kind: 'demand', fields, ...(branch ? { branch } : {}) } };
    const needs = group.keys.slice(0, MOST);
    const { data, error } = await client.mutation(PromoteNeeds, { model, needs, ...target }).toPromise();
    setBusy(false);
    const done = data?.promoteNeeds;
    if (error || !done?.elementId) {
      const commit = done?.commit;
      const reason = commit && 'reason' in commit ? commit.reason : t('intake.notPromoted');
      return setTrouble(error ? sentenceOf(error) : reason);
    }
    notifications.show({
      message: t('intake.promoted', { count: done.grouped }),
      closeButtonProps: { 'aria-label': t('action.close') },
    });
    onClose();
    onDone();
    void navigate({ to: '.', search: (old) => ({ ...old, tab: 'order' as const }) });
  };

  return (
    <Dialog title={t('intake.promoteTitle', { count: group.count })} onClose={onClose} size="lg">
      <form
        className="ledger-form"
        onSubmit={(event) => {
          event.preventDefault();
          void promote();
        }}
      >
        <Radio.Group
          value={way}
          onChange={(to) => setWay(to === 'into' ? 'into' : 'new')}
          label={t('intake.becomes')}
        >
          <div className="ledger-row">
            <Radio value="new" label={t('intake.newDemand')} />
            <Radio value="into" label={t('intake.existing')} />
          </div>
        </Radio.Group>
        {way === 'into' ? (
          <ElementPicker
            label={t('intake.demand')}
            kinds={['demand', 'requirement']}
            value={into?.elementId ?? null}
            name={into?.name}
            onChange={setInto}
          />
        ) : (
          <>
            <TextInput
              label={t('intake.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              maxLength={200}
              required
            />
            <Textarea
              label={t('intake.problem')}
              value={problem}
              onChange={(event) => setProblem(event.currentTarget.value)}
              maxLength={4000}
              required
            />
            <ElementPicker
              label={t('intake.raisedBy')}
              kinds={['stakeholder', 'business-role', 'business-actor']}
              value={who?.elementId ?? null}
              name={who?.name}
              onChange={setWho}
            />
            <div className="ledger-row">
              <NumberInput
                label={t('intake.priority')}
                value={priority}
                onChange={setPriority}
                min={1}
                max={4}
              />
              <NumberInput
                label={t('intake.urgency')}
                value={urgency}
                onChange={setUrgency}
                min={1}
                max={4}
              />
            </div>
          </>
        )}
        {trouble && (
          <Alert color="red" variant="outline" role="alert">
            {trouble}
          </Alert>
        )}
        <Button type="submit" disabled={!isComplete} loading={isBusy}>
          {t('intake.promote')}
        </Button>
      </form>
    </Dialog>
  );
}
