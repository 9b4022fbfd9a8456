import { Button, FileButton, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconPlus, IconTable, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { useModel } from '@/app/ModelContext';
import { CopyQuery } from '@/parts/Exports';
import { contentOf } from './file';
import type { Brought } from './ImportDialog';
import type { Catalog } from './useCatalog';

/** What is computed is not in files that come back; the id is there anyway. */
const NOT_IN_FILES = new Set(['id', 'kind', 'completeness', 'problems']);

interface Props {
  kind: string;
  catalog: Catalog;
  onBring: (brought: Brought) => void;
}

/** New, import, export: what is done to a catalog as a whole. */
export function Tools({ kind, catalog, onBring }: Props) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const bring = async (file: File | null) => {
    if (!file) return;
    const content = await contentOf(file);
    if (content === null) {
      notifications.show({
        color: 'red',
        autoClose: false,
        message: t('catalog.tooLarge', { name: file.name }),
        closeButtonProps: { 'aria-label': t('action.close') },
      });
    } else onBring({ name: file.name, content });
  };
  const address = (ending: string) => {
    const columns = catalog.columns.map(({ key }) => key).filter((key) => !NOT_IN_FILES.has(key));
    const query = new URLSearchParams({
      columns: ['id', ...columns].join(','),
      lang: i18n.language,
      at: model.revision,
    });
    return `/m/${encodeURIComponent(model.name)}/catalog/${encodeURIComponent(kind)}.${ending}?${query}`;
  };
  return (
    <>
      {model.isEditable && (
        <Button
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => useDialogs.getState().show({ name: 'new-element', kind })}
        >
          {t('catalog.add')}
        </Button>
      )}
      {model.isEditable && (
        <FileButton accept=".csv,.tsv,.xlsx" onChange={(file) => void bring(file)}>
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="default"
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              {t('catalog.import')}
            </Button>
          )}
        </FileButton>
      )}
      <Menu shadow="md" withinPortal position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconDownload size={14} aria-hidden />}>
            {t('catalog.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={address('xlsx')}
            download={`${kind}.xlsx`}
            leftSection={<IconTable size={14} aria-hidden />}
          >
            XLSX
          </Menu.Item>
          <Menu.Item component="a" href={address('csv')} download={`${kind}.csv`}>
            CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <CopyQuery query={catalog.query} variables={catalog.variables} />
    </>
  );
}
