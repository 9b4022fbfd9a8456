import { Button, Select, TextInput, TagsInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { sentenceOf } from '@/graphql/errors';
import { Dialog } from '@/parts/Dialog';
import { modelName } from './content';
import { CreateModel } from './queries';

const TEMPLATES = ['EMPTY', 'ZACHMAN', 'TOGAF', 'BIZ_DEV_OPS'] as const;
type Template = (typeof TEMPLATES)[number];

interface Props {
  /** A title to begin with: of a file. */
  title: string;
  onClose: () => void;
}

/** Asks what a new model is called and what it begins with. */
export function NewModelDialog({ title: begun, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [title, setTitle] = useState(begun);
  const [own, setOwn] = useState<string | null>(null);
  const [languages, setLanguages] = useState([i18n.language]);
  const [template, setTemplate] = useState<Template>('EMPTY');
  const [{ fetching, error }, create] = useMutation(CreateModel);
  const name = own ?? modelName(title);
  const isNamed = /^[a-z0-9-]{1,64}$/.test(name);
  const submit = async () => {
    const { data } = await create({ name, title: title.trim(), languages, template });
    if (data) void navigate({ to: '/m/$model', params: { model: data.createModel.name } });
  };
  return (
    <Dialog title={t('first.newModel')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          label={t('first.title')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          required
          data-autofocus
        />
        <TextInput
          label={t('first.name')}
          description={t('first.nameHelp')}
          value={name}
          onChange={(event) => setOwn(event.currentTarget.value)}
          error={name !== '' && !isNamed ? t('first.nameWrong') : undefined}
          required
        />
        <TagsInput
          label={t('first.languages')}
          data={['en', 'zh']}
          value={languages}
          onChange={setLanguages}
        />
        <Select
          label={t('first.template')}
          data={TEMPLATES.map((value) => ({ value, label: t(`template.${value}`) }))}
          value={template}
          onChange={(next) => setTemplate((next ?? 'EMPTY') as Template)}
          allowDeselect={false}
        />
        {error && <p role="alert">{sentenceOf(error)}</p>}
        <Button
          type="submit"
          mt="md"
          loading={fetching}
          disabled={!isNamed || !title.trim() || languages.length === 0}
        >
          {t('first.create')}
        </Button>
      </form>
    </Dialog>
  );
}
