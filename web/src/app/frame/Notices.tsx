import './Notices.css';

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNewVersion } from '@/app/version';
import { signedIn, useLine } from '@/graphql/line';
import { Dialog } from '@/parts/Dialog';
import { useNow } from '@/screens/branches/useNow';

/** What stands over every screen: the server wants something of the person before it goes on. */
export function Notices() {
  const { t } = useTranslation();
  const { isSignedOut, retryAt } = useLine();
  const isNew = useNewVersion();
  return (
    <>
      <div className="notices" role="status">
        {retryAt !== null && <TooFast retryAt={retryAt} />}
        {isNew && (
          <div className="notice">
            {t('notice.newVersion')}
            <Button size="compact-sm" onClick={() => window.location.reload()}>
              {t('notice.reload')}
            </Button>
          </div>
        )}
      </div>
      {isSignedOut && <SignedOut />}
    </>
  );
}

function TooFast({ retryAt }: { retryAt: number }) {
  const { t } = useTranslation();
  const now = useNow(500);
  const count = Math.max(1, Math.ceil((retryAt - now) / 1000));
  return <div className="notice">{t('notice.tooFast', { count })}</div>;
}

/** Requests wait behind this: the screen goes on where it was. */
function SignedOut() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('notice.signedOut')} onClose={signedIn}>
      <p>{t('notice.signedOutText')}</p>
      <div className="notice-steps">
        <Button component="a" href="/" target="_blank" rel="noreferrer" variant="default">
          {t('notice.signIn')}
        </Button>{' '}
        <Button onClick={signedIn}>{t('notice.goOn')}</Button>
      </div>
    </Dialog>
  );
}
