import { Button, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { useModel } from '@/app/ModelContext';
import { dateTime, number } from '@/i18n/i18n';
import { Checklist } from './Checklist';

/** What a model is, how big, and who changed it last. */
export function Start() {
  const { t, i18n } = useTranslation();
  const { title, description, stats, commit, name, at, isEditable } = useModel();
  return (
    <>
      <Title order={1}>{title}</Title>
      {description && <p className="prose">{description}</p>}
      <dl className="numbers">
        <Count label={t('start.elements')} value={number(i18n.language, stats.elements)} />
        <Count label={t('start.relations')} value={number(i18n.language, stats.relationships)} />
        <Count label={t('start.views')} value={number(i18n.language, stats.views)} />
      </dl>
      {commit && (
        <p className="quiet">
          {t('start.last', {
            title: commit.title,
            author: commit.author,
            time: dateTime(i18n.language, commit.time),
          })}
        </p>
      )}
      <div className="tools">
        <Link to="/m/$model/views" params={{ model: name }} search={at ? { at } : {}}>
          {t('start.openViews')}
        </Link>
        {isEditable && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => useDialogs.getState().show({ name: 'new-element' })}
          >
            {t('action.newElement')}
          </Button>
        )}
      </div>
      <Checklist />
    </>
  );
}

function Count({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
