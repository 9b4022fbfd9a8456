import { useTranslation } from 'react-i18next';
import { Dialog } from '@/parts/Dialog';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { percent } from '@/screens/delivery/ledger/format';
import { Outside, To } from '@/screens/delivery/ledger/links';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { blockers } from './blockers';
import { BlockersQuery } from './queries';

/** What stands between a requirement and production, in the order in which it is dealt with. */
export function WhyNot({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('board.whyNotOf', { name })} onClose={onClose}>
      <Blockers id={id} />
      <p>
        <To id={id} page="requirement">
          {t('board.wholeTrace')}
        </To>
      </p>
    </Dialog>
  );
}

/** The same as a list. */
export function Blockers({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const asked = useAsked(i18n.language);
  const found = useLedger({
    subject: id,
    query: BlockersQuery,
    variables: { ...asked, requirement: id },
  });
  return (
    <Answer of={found}>
      {({ model }) => {
        const all = blockers(model);
        if (all.length === 0) return <p role="status">{t('board.isLive')}</p>;
        return (
          <ol className="ledger-steps">
            {all.map(({ code, what, url = null, share, count }, index) => (
              <li key={index}>
                <strong>
                  {t(`board.blocker.${code}.what`, { what, count, share: percent(share ?? 0) })}
                </strong>
                {code === 'open-change' || code === 'failed-build' || code === 'failed-test' ? (
                  <Outside url={url}> {what}</Outside>
                ) : null}
                <small>{t(`board.blocker.${code}.do`, { what })}</small>
              </li>
            ))}
          </ol>
        );
      }}
    </Answer>
  );
}
