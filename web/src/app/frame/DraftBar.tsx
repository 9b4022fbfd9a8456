import { Button, Popover } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { drafts, inWords } from '@/app/drafts';
import { type OpenModel, useModel } from '@/app/ModelContext';
import { dateTime } from '@/i18n/i18n';
import { type Draft, countOf, isUnsaved } from '@/model/draft/draft';

/** Below everything: the draft and whether it is safe, or that the past is shown. */
export function DraftBar() {
  const model = useModel();
  const { t } = useTranslation();
  if (model.draft) return <OfDraft model={model} draft={model.draft} />;
  if (model.branch) return null;
  return (
    <div className="draftbar" data-state="past" role="status">
      <span>{t('version.past', { version: model.at })}</span>
      <Link to="/m/$model" params={{ model: model.name }}>
        {t('version.now')}
      </Link>
    </div>
  );
}

/** A colour of the bar: grey, amber or red. */
function stateOf(draft: Draft): 'saved' | 'waiting' | 'trouble' {
  if (draft.trouble && draft.trouble.kind !== 'offline') return 'trouble';
  return isUnsaved(draft) || draft.trouble ? 'waiting' : 'saved';
}

function OfDraft({ model, draft }: { model: OpenModel; draft: Draft }) {
  const { t } = useTranslation();
  const count = countOf(draft);
  return (
    <section className="draftbar" data-state={stateOf(draft)} aria-label={t('draft.title')}>
      <strong title={draft.branch}>{draft.branch}</strong>
      <Edits draft={draft} />
      <span role="status">
        <Words draft={draft} />
      </span>
      {draft.trouble?.kind === 'conflict' && (
        <Button size="compact-sm" onClick={() => useDialogs.getState().show({ name: 'conflicts' })}>
          {t('draft.decide', { count: draft.trouble.conflicts.length })}
        </Button>
      )}
      {draft.trouble?.kind === 'refused' && (
        <Button size="compact-sm" onClick={() => drafts.getState().drop(model.name, draft.branch)}>
          {t('draft.drop')}
        </Button>
      )}
      {(draft.trouble?.kind === 'stale' || draft.trouble?.kind === 'failed') && (
        <Button size="compact-sm" onClick={() => void drafts.getState().flush(model.name, draft.branch)}>
          {t('trouble.retry')}
        </Button>
      )}
      <span className="grow" />
      <Button
        size="compact-sm"
        variant="default"
        disabled={count === 0}
        onClick={() => drafts.getState().undo(model.name, draft.branch)}
      >
        {t('action.undo')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={draft.undone.length === 0}
        onClick={() => drafts.getState().redo(model.name, draft.branch)}
      >
        {t('action.redo')}
      </Button>
    </section>
  );
}

function Words({ draft }: { draft: Draft }) {
  const { t, i18n } = useTranslation();
  const { trouble } = draft;
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
  return draft.savedAt === null ? '' : t('draft.saved', { time: dateTime(i18n.language, draft.savedAt) });
}

/** The commands of the draft, in words. */
function Edits({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  return (
    <Popover position="top-start" shadow="md">
      <Popover.Target>
        <Button size="compact-sm" variant="default">
          {t('draft.edits', { count: countOf(draft) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {draft.done.length === 0 ? (
          t('draft.none')
        ) : (
          <ol className="edits">
            {draft.done.map((entry) => (
              <li key={entry.id}>{inWords(entry)}</li>
            ))}
          </ol>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
