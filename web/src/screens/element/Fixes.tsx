import { Button, Popover } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import type { EditInput } from '@/model/commands/command';
import type { Json } from '@/model/json';
import { inShort } from './in-short';

interface Fix {
  title: string;
  edits: Json;
}

/** What repairs a finding: shown first, then an ordinary edit that can be undone. */
export function Fixes({ fixes }: { fixes: readonly Fix[] }) {
  const { isEditable } = useModel();
  if (!isEditable || fixes.length === 0) return null;
  return (
    <span className="fixes">
      {fixes.slice(0, 4).map((fix) => (
        <Offer key={fix.title} fix={fix} />
      ))}
    </span>
  );
}

function Offer({ fix: { title, edits } }: { fix: Fix }) {
  const { t } = useTranslation();
  const edit = useEdit();
  const list = edits as unknown as EditInput[];
  return (
    <Popover position="bottom-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconTool size={14} aria-hidden />}
          aria-label={t('health.fix', { what: title })}
        >
          {title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('health.would')}>
        <strong>{t('health.would')}</strong>
        <ul className="would">
          {list.slice(0, 20).flatMap((one, index) =>
            inShort(one).map((line) => (
              <li key={`${index} ${line}`}>
                <code>{line}</code>
              </li>
            )),
          )}
        </ul>
        <Button size="compact-sm" onClick={() => edit({ kind: 'apply-edits', edits: list, name: title })}>
          {t('health.apply')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
