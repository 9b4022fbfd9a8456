import { Button, Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { drafts, inWords } from '@/app/drafts';
import { type Draft, countOf } from '@/model/draft/draft';

/** The commands of a draft in words; a click goes back to that point, or forward again. */
export function DraftBarEdits({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { model, branch, done, undone } = draft;
  const goTo = (entry: string | null) => drafts.getState().goTo(model, branch, entry);
  return (
    <Popover position="top-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button size="compact-sm" variant="default">
          {t('draft.edits', { count: countOf(draft) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('draft.list')}>
        {done.length + undone.length === 0 ? (
          t('draft.none')
        ) : (
          <>
            <p className="quiet edits-hint">{t('draft.hint')}</p>
            <ol className="edits" start={0}>
              <li aria-current={done.length === 0 ? 'step' : undefined}>
                <button type="button" onClick={() => goTo(null)}>
                  {t('draft.beginning')}
                </button>
              </li>
              {done.map((entry, index) => (
                <li key={entry.id} aria-current={index === done.length - 1 ? 'step' : undefined}>
                  <button type="button" onClick={() => goTo(entry.id)}>
                    {inWords(entry)}
                  </button>
                </li>
              ))}
              {undone.toReversed().map((entry) => (
                <li key={entry.id} data-undone>
                  <button type="button" onClick={() => goTo(entry.id)}>
                    {inWords(entry)} <small>{t('draft.undone')}</small>
                  </button>
                </li>
              ))}
            </ol>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
