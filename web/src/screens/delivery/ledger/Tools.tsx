import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconDownload, IconLink, IconPrinter } from '@tabler/icons-react';
import type { DocumentNode } from 'graphql';
import { useTranslation } from 'react-i18next';
import type { Json } from '@/model/json';
import { saveText } from '@/parts/csv';

/** A question as it was sent. */
export interface Sent {
  query: DocumentNode;
  variables: object;
}

interface Props {
  /** The questions that this page asks, for people who want the answers elsewhere. */
  sent: readonly Sent[];
  /** The table as a file: of the server, or made here of what is shown. */
  csv?: { href: string } | { name: string; text: () => string | Promise<string> };
}

/** The questions of a page as text that runs where it is pasted. */
async function asGraphQL(sent: readonly Sent[]): Promise<string> {
  const { runnable } = await import('@/graphql/runnable');
  return sent
    .map(({ query, variables }) => runnable(query, variables as Record<string, Json | undefined>))
    .join('\n');
}

/** What every page of the ledger can do: give its question, its table, its paper and its link away. */
export function Tools({ sent, csv }: Props) {
  const { t } = useTranslation();
  const copy = async (text: string, message: string) => {
    await navigator.clipboard.writeText(text);
    notifications.show({ message, closeButtonProps: { 'aria-label': t('action.close') } });
  };
  const save = async (name: string, text: () => string | Promise<string>) => {
    try {
      saveText(name, await text());
    } catch {
      const message = t('delivery.notSaved', { name });
      notifications.show({ color: 'red', message, closeButtonProps: { 'aria-label': t('action.close') } });
    }
  };
  return (
    <div className="ledger-tools">
      {csv && 'href' in csv && (
        <Button
          component="a"
          href={csv.href}
          download
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          CSV
        </Button>
      )}
      {csv && 'text' in csv && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => void save(csv.name, csv.text)}
        >
          CSV
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPrinter size={14} aria-hidden />}
        onClick={() => window.print()}
      >
        {t('delivery.print')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="compact-sm" variant="default" aria-label={t('delivery.more')}>
            <IconDots size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void asGraphQL(sent).then((text) => copy(text, t('delivery.copied')))}>
            {t('delivery.copyGraphql')}
          </Menu.Item>
          <Menu.Item component="a" href="/graphiql" target="_blank" rel="noreferrer">
            {t('delivery.tryGraphql')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLink size={14} aria-hidden />}
            onClick={() => void copy(window.location.href, t('delivery.linkCopied'))}
          >
            {t('delivery.copyLink')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
