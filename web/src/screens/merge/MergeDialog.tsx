import { Button, Checkbox, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inWords } from '@/app/drafts';
import { useModel } from '@/app/ModelContext';
import { Dialog } from '@/parts/Dialog';
import { ProblemList } from '@/parts/Problem';
import { refreshRefs, removeBranch } from '@/screens/branches/work';
import { type MergeAnswer, merge, saveAll } from './work';
import { useMergeBranch } from './useMergeBranch';

interface Props {
  from: string;
  into: string;
  onClose: () => void;
}

/** Says what a merge would bring, asks why, and does it. */
export function MergeDialog({ from, into, onClose }: Props) {
  const { t } = useTranslation();
  const model = useModel();
  const { name, draft, branch } = model;
  const navigate = useNavigate();
  const { mergeBranch, decide } = useMergeBranch();
  const [answer, setAnswer] = useState<MergeAnswer | null>(null);
  const [isBusy, setBusy] = useState(true);
  const edits = draft && branch === from ? draft.done.map((entry) => `- ${inWords(entry)}`) : [];
  const [message, setMessage] = useState(
    [t('merge.message', { from, into }), '', ...edits].join('\n').trim(),
  );
  const [removes, setRemoves] = useState(from.startsWith('draft/'));

  useEffect(() => {
    let isHere = true;
    void (async () => {
      const isSaved = (await saveAll(name, from)) && (await saveAll(name, into));
      const found = isSaved ? await merge({ model: name, into, from, dryRun: true }) : null;
      if (!isHere) return;
      setAnswer(found);
      setBusy(false);
    })();
    return () => {
      isHere = false;
    };
  }, [name, into, from]);

  async function submit() {
    setBusy(true);
    const seen = model.branches.find((one) => one.name === from)?.revision ?? '';
    const isDone = await mergeBranch(into, from, message);
    setBusy(false);
    if (!isDone) return;
    onClose();
    const isLeft = removes && branch === from;
    if (removes) await removeBranch(model, from, isLeft ? model.revision : seen);
    const at = isLeft ? undefined : model.at;
    if (isLeft) await navigate({ to: '/m/$model', params: { model: name }, search: {} });
    await refreshRefs({ name, at });
  }

  const counts = answer?.__typename === 'Merged' ? answer.changes : null;
  const findings =
    answer?.__typename === 'Merged'
      ? answer.diagnostics
      : answer?.__typename === 'MergeOpen'
        ? answer.integrity
        : [];
  return (
    <Dialog onClose={onClose} title={t('merge.dialog', { from, into })} size="lg">
      <div aria-live="polite">
        {isBusy && !answer && <p role="status">{t('merge.trying')}</p>}
        {counts && (
          <p>
            {t('merge.brings', {
              elements: counts.elements.added + counts.elements.changed + counts.elements.removed,
              relations: counts.relations.added + counts.relations.changed + counts.relations.removed,
              views: counts.views.added + counts.views.changed + counts.views.removed,
            })}
          </p>
        )}
        {answer?.__typename === 'UpToDate' && <p>{t('versions.upToDate', { into, from })}</p>}
        {answer?.__typename === 'MergeRefused' && <p role="alert">{answer.reason}</p>}
        {findings.length > 0 && <ProblemList findings={findings} />}
      </div>
      {answer?.__typename === 'MergeOpen' && (
        <>
          <p>{t('merge.open', { count: answer.conflicts.length })}</p>
          <Button
            onClick={() => {
              onClose();
              void decide(into, from);
            }}
          >
            {t('merge.decide')}
          </Button>
        </>
      )}
      {counts && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Textarea
            label={t('merge.why')}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={10}
            required
          />
          <Checkbox
            mt="sm"
            label={t('merge.remove', { from })}
            checked={removes}
            onChange={(event) => setRemoves(event.currentTarget.checked)}
          />
          <Button type="submit" mt="md" loading={isBusy}>
            {t('merge.merge', { into })}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
