import { Button } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import type { EditInput } from '@/model/commands/command';
import type { Json } from '@/model/json';

interface Fix {
  title: string;
  edits: Json;
}

/** What repairs a finding: an ordinary edit, that can be undone. */
export function Fixes({ fixes }: { fixes: readonly Fix[] }) {
  const { t } = useTranslation();
  const { isEditable } = useModel();
  const edit = useEdit();
  if (!isEditable || fixes.length === 0) return null;
  const apply = ({ title, edits }: Fix) =>
    edit({ kind: 'apply-edits', edits: edits as unknown as EditInput[], name: title });
  return (
    <span className="fixes">
      {fixes.slice(0, 4).map((fix) => (
        <Button
          key={fix.title}
          size="compact-xs"
          variant="default"
          leftSection={<IconTool size={14} aria-hidden />}
          aria-label={t('health.fix', { what: fix.title })}
          onClick={() => apply(fix)}
        >
          {fix.title}
        </Button>
      ))}
    </span>
  );
}
