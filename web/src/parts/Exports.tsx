import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBraces, IconDownload } from '@tabler/icons-react';
import type { DocumentNode } from 'graphql';
import { useTranslation } from 'react-i18next';
import type { Json } from '@/model/json';
import { saveText, toCsv } from './csv';

/** Copies the question that a screen asked, ready to run elsewhere. */
export function CopyQuery({ query, variables }: { query: DocumentNode; variables: Record<string, unknown> }) {
  const { t } = useTranslation();
  const copy = async () => {
    const { runnable } = await import('@/graphql/runnable');
    await navigator.clipboard.writeText(runnable(query, variables as Record<string, Json | undefined>));
    notifications.show({
      message: t('export.copied'),
      closeButtonProps: { 'aria-label': t('action.close') },
    });
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconBraces size={14} aria-hidden />}
      onClick={() => void copy()}
    >
      {t('export.query')}
    </Button>
  );
}

/** Gives the table on the screen as a file. */
export function CsvButton({ name, rows }: { name: string; rows: () => (string | number)[][] }) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={() => saveText(`${name}.csv`, toCsv(rows()))}
    >
      CSV
    </Button>
  );
}
