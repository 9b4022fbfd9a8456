import { Alert, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { codeOf, sentenceOf } from '@/graphql/errors';

interface Props {
  error: CombinedError;
  onRetry: () => void;
  /** The version that was asked for, where that may be what is wrong. */
  at?: string | undefined;
}

/** What went wrong, in words, and a way on. */
export function Trouble({ error, onRetry, at }: Props) {
  const { t } = useTranslation();
  const code = codeOf(error);
  return (
    <Alert color="red" variant="outline" title={t(`error.${code}`)} role="alert">
      <p>{sentenceOf(error)}</p>
      <Button size="compact-sm" variant="default" onClick={onRetry}>
        {t('trouble.retry')}
      </Button>{' '}
      {at && (
        <Link to="." search={({ at: _at, ...old }) => old}>
          {t('version.now')}
        </Link>
      )}{' '}
      <Link to="/">{t('notFound.models')}</Link>
    </Alert>
  );
}
