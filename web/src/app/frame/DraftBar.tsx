import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { drafts } from '@/app/drafts';
import { type OpenModel, useModel } from '@/app/ModelContext';
import { isGuarded } from '@/app/useEdit';
import { dateTime } from '@/i18n/i18n';
import { type Draft, countOf, isUnsaved } from '@/model/draft/draft';
import { ago } from '@/screens/branches/ages';
import { useNow } from '@/screens/branches/useNow';
import './DraftBar.css';
import { DraftBarBase } from './DraftBarBase';
import { DraftBarEdits } from './DraftBarEdits';
import { DraftBarMenu } from './DraftBarMenu';

/** Below everything: the draft and whether it is safe, or that the past is shown. */
export function DraftBar() {
  const model = useModel();
  const { branch, draft } = model;
  if (!branch) return <Past model={model} />;
  const isOwn = !isGuarded(model) && model.isEditable;
  return draft || isOwn ? <OfBranch model={model} branch={branch} draft={draft} /> : null;
}

/** What an address says besides the version; a comparison ends with the version that is shown. */
function withoutPast(search: Record<string, unknown>): Record<string, unknown> {
  const { at: _at, after: _after, ...others } = search;
  return others;
}

function Past({ model }: { model: OpenModel }) {
  const { t, i18n } = useTranslation();
  const { name, at, commit } = model;
  const time = commit ? dateTime(i18n.language, commit.time) : '';
  return (
    <div className="draftbar" data-state="past" role="status">
      <strong>{t('version.past', { version: at, time })}</strong>
      <span className="draftbar-detail">{commit?.title}</span>
      <span className="grow" />
      <Link to="/m/$model/compare" params={{ model: name }} search={{ before: at }}>
        {t('version.withNow')}
      </Link>
      <Link to="." search={withoutPast}>
        {t('version.now')}
      </Link>
    </div>
  );
}

/** A colour of the bar: grey, amber or red. */
function stateOf(draft: Draft | undefined): 'saved' | 'waiting' | 'trouble' {
  if (!draft) return 'saved';
  if (draft.trouble && draft.trouble.kind !== 'offline') return 'trouble';
  return isUnsaved(draft) || draft.trouble ? 'waiting' : 'saved';
}

interface Props {
  model: OpenModel;
  branch: string;
  draft: Draft | undefined;
}

function OfBranch({ model, branch, draft }: Props) {
  const { t } = useTranslation();
  return (
    <section className="draftbar" data-state={stateOf(draft)} aria-label={t('draft.title')}>
      <strong className="draftbar-name" title={branch}>
        {branch}
      </strong>
      {draft && <DraftBarEdits draft={draft} />}
      <span role="status">{draft && <Words draft={draft} />}</span>
      {draft && <Remedy model={model.name} draft={draft} />}
      <DraftBarBase model={model} branch={branch} />
      <span className="grow" />
      {draft && <Steps model={model.name} draft={draft} />}
      <DraftBarMenu model={model} branch={branch} />
    </section>
  );
}

function Steps({ model, draft }: { model: string; draft: Draft }) {
  const { t } = useTranslation();
  const { undo, redo } = drafts.getState();
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        disabled={countOf(draft) === 0}
        onClick={() => undo(model, draft.branch)}
      >
        {t('action.undo')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={draft.undone.length === 0}
        onClick={() => redo(model, draft.branch)}
      >
        {t('action.redo')}
      </Button>
    </>
  );
}

/** What a person can do about trouble. */
function Remedy({ model, draft: { branch, trouble } }: { model: string; draft: Draft }) {
  const { t } = useTranslation();
  switch (trouble?.kind) {
    case 'conflict':
      return (
        <Button size="compact-sm" onClick={() => useDialogs.getState().show({ name: 'conflicts' })}>
          {t('draft.decide', { count: trouble.conflicts.length })}
        </Button>
      );
    case 'refused':
      return (
        <Button size="compact-sm" onClick={() => drafts.getState().drop(model, branch)}>
          {t('draft.drop')}
        </Button>
      );
    case 'stale':
    case 'failed':
      return (
        <Button size="compact-sm" onClick={() => void drafts.getState().flush(model, branch)}>
          {t('trouble.retry')}
        </Button>
      );
    default:
      return null;
  }
}

function Words({ draft }: { draft: Draft }) {
  const { t, i18n } = useTranslation();
  const now = useNow(5000);
  const { trouble, savedAt } = draft;
  if (trouble?.kind === 'offline') {
    return t('draft.offline', { count: draft.waiting.length + draft.sending.length });
  }
  if (trouble?.kind === 'conflict') return t('draft.conflict');
  if (trouble?.kind === 'stale') return t('draft.stale', { reason: trouble.reason });
  if (trouble?.kind === 'failed') return t('draft.failed', { reason: t(`error.${trouble.code}`) });
  if (trouble?.kind === 'refused') {
    const { reason, diagnostics } = trouble.refusal;
    return t('draft.refused', { reason: diagnostics[0]?.message ?? reason });
  }
  if (isUnsaved(draft)) return t('draft.saving');
  if (savedAt === null) return '';
  return (
    <time title={dateTime(i18n.language, savedAt)}>
      {t('draft.saved', { time: ago(i18n.language, savedAt, Math.max(now, savedAt)) })}
    </time>
  );
}
