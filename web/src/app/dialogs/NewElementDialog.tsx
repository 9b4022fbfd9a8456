import { Button, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { SearchQuery } from '@/graphql/frame';
import { newElementId } from '@/model/ids';
import { KindsQuery } from '@/screens/element/kindQueries';
import { Dialog } from '@/parts/Dialog';

interface Props {
  kind?: string | undefined;
  onClose: () => void;
}

/** Asks for a kind and a name; what has that name already is shown first. */
export function NewElementDialog({ kind: given, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, revision, languages } = useModel();
  const [kind, setKind] = useState<string | null>(given ?? null);
  const [name, setName] = useState('');
  const edit = useEdit();
  const navigate = useNavigate();
  const language = i18n.language;
  const [{ data }] = useQuery({ query: KindsQuery, variables: { model, at: revision, language } });
  const [{ data: found }] = useQuery({
    query: SearchQuery,
    variables: { model, at: revision, text: name.trim(), language, first: 3 },
    pause: name.trim().length < 2,
  });
  const kinds = (data?.model.metamodel.kinds ?? []).filter(({ home }) => home !== 'ledger');
  const layers = [...new Set(kinds.map(({ layer }) => layer))];
  const same = name.trim().length < 2 ? [] : (found?.model.search.nodes ?? []);
  const create = () => {
    if (!kind || !name.trim()) return;
    const id = newElementId(name);
    const names =
      languages.length > 1
        ? { [languages.includes(language) ? language : languages[0]!]: name.trim() }
        : name.trim();
    onClose();
    const at = edit({ kind: 'create-element', id, fields: { kind, name: names } });
    void navigate({ to: '/m/$model/e/$element', params: { model, element: id }, search: at ? { at } : {} });
  };
  return (
    <Dialog onClose={onClose} title={t('action.newElement')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <TextInput
          label={t('element.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        {same.length > 0 && (
          <p className="quiet">
            {t('new.exists')}{' '}
            {same.map((element) => `${element.name} (${element.kind?.label ?? element.kindId})`).join(', ')}
          </p>
        )}
        <Select
          label={t('new.kind')}
          description={kinds.find(({ kindId }) => kindId === kind)?.description}
          data={layers.map((layer) => ({
            group: t(`layer.${layer}`, { defaultValue: layer }),
            items: kinds
              .filter((one) => one.layer === layer)
              .map((one) => ({ value: one.kindId, label: one.label })),
          }))}
          value={kind}
          onChange={setKind}
          searchable
          required
          nothingFoundMessage={t('palette.nothing')}
        />
        <Button type="submit" mt="md" disabled={!kind || !name.trim()}>
          {t('action.newElement')}
        </Button>
      </form>
    </Dialog>
  );
}
