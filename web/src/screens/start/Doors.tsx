import './start.css';

import { Alert, FileButton, UnstyledButton } from '@mantine/core';
import { IconFileImport, IconFilePlus, IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { onFileDropped, useDropped } from './dropped';
import { NewModelDialog } from './NewModelDialog';
import { CanCreateQuery } from './queries';
import { useExample } from './useExample';

/** Three ways to begin; or why there are none here, and what to do. */
export function Doors({ models }: { models: readonly string[] }) {
  const { t } = useTranslation();
  const example = useExample(models);
  const [{ data, fetching }] = useQuery({ query: CanCreateQuery });
  const [door, setDoor] = useState<string | null>(null);
  const canCreate = data?.canCreateModels ?? false;
  const bring = (file: File | null) => {
    if (!file || !canCreate) return;
    // The model comes first: what the file holds is shown in it before it is imported.
    useDropped.getState().bring(file);
    setDoor(file.name.replace(/\.\w+$/, ''));
  };
  useEffect(() => onFileDropped(bring));
  if (fetching) return null;
  if (!canCreate) return <p className="quiet">{t('first.cannot')}</p>;
  return (
    <>
      <h2>{t('first.heading')}</h2>
      <div className="doors">
        <Door
          icon={<IconPlayerPlay size={28} aria-hidden />}
          title={t('first.example')}
          text={example.isBusy ? t('first.exampleMaking') : t('first.exampleText')}
          onClick={example.isBusy ? undefined : example.open}
        />
        <Door
          icon={<IconFilePlus size={28} aria-hidden />}
          title={t('first.empty')}
          text={t('first.emptyText')}
          onClick={() => setDoor('')}
        />
        <FileButton onChange={bring} accept=".xml,.archimate,.json,.zip">
          {(props) => (
            <Door
              icon={<IconFileImport size={28} aria-hidden />}
              title={t('first.bring')}
              text={t('first.bringText')}
              {...props}
            />
          )}
        </FileButton>
      </div>
      {example.problem && (
        <Alert color="red" variant="outline" role="alert">
          {example.problem}
        </Alert>
      )}
      {door !== null && (
        <NewModelDialog
          title={door}
          onClose={() => {
            setDoor(null);
            useDropped.getState().bring(null);
          }}
        />
      )}
    </>
  );
}

interface DoorProps {
  icon: ReactNode;
  title: string;
  text: string;
  /** None while it is under way. */
  onClick: (() => void) | undefined;
}

function Door({ icon, title, text, onClick }: DoorProps) {
  const inside = (
    <>
      {icon}
      <strong>{title}</strong>
      <span>{text}</span>
    </>
  );
  if (!onClick) return <div className="door">{inside}</div>;
  return (
    <UnstyledButton className="door" onClick={onClick}>
      {inside}
    </UnstyledButton>
  );
}
