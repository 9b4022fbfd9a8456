import { Button, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useModel } from '@/app/ModelContext';
import { tell } from '@/screens/branches/toast';
import { complain, refreshRefs } from '@/screens/branches/work';
import { Abandon, Finish } from './queries';
import type { Session } from './useSession';
import { revert } from './work';

/** Ends a merge: as a commit, or not at all. */
export function FinishForm({ session }: { session: Session }) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const { id, into, from, conflicts, integrity, canFinish } = session;
  const [message, setMessage] = useState(t('merge.message', { from, into }));
  const [, finish] = useMutation(Finish);
  const [, abandon] = useMutation(Abandon);
  const [isBusy, setBusy] = useState(false);
  const isMain = model.branches.some(({ name, isDefault }) => isDefault && name === into);
  const leave = () =>
    navigate({ to: '/m/$model/branches', params: { model: model.name }, search: isMain ? {} : { at: into } });

  async function end() {
    setBusy(true);
    const { data, error } = await finish({ merge: id, message });
    setBusy(false);
    if (error) return complain(error);
    const answer = data?.finishMerge;
    if (answer?.__typename === 'MergeRefused') {
      return complain([answer.reason, ...answer.diagnostics.map((one) => one.message)].join('\n'));
    }
    if (answer?.__typename === 'MergeOpen') return complain(t('merge.moved'));
    await leave();
    await refreshRefs({ name: model.name, at: isMain ? undefined : into });
    if (answer?.__typename !== 'Merged') return;
    const { revision } = answer;
    tell(t('versions.merged', { into, from }), () => void revert(model.name, into, revision));
  }

  async function giveUp() {
    const { error } = await abandon({ merge: id });
    if (error) return complain(error);
    await leave();
    tell(t('merge.abandoned', { into }));
  }

  const why =
    conflicts.length > 0
      ? t('merge.whyConflicts', { count: conflicts.length })
      : !canFinish && integrity.length > 0
        ? t('merge.whyErrors')
        : '';
  return (
    <form
      className="merge-finish"
      onSubmit={(event) => {
        event.preventDefault();
        void end();
      }}
    >
      <Textarea
        label={t('merge.why')}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={8}
        required
      />
      <p role="status" className="quiet">
        {why || t('merge.ready')}
      </p>
      <Button type="submit" disabled={!canFinish} loading={isBusy}>
        {t('merge.finish')}
      </Button>{' '}
      <Button variant="default" onClick={() => void giveUp()}>
        {t('merge.abandon')}
      </Button>
    </form>
  );
}
