import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Picks a version: a branch, a tag, or by typing a commit or a date. */
export function VersionPicker({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const { branches, tags } = useModel();
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  const groups = [
    { group: t('version.branches'), items: branches.map(({ name }) => name) },
    { group: t('version.tags'), items: tags.map(({ name }) => name) },
  ].filter(({ items }) => items.length > 0);
  const give = (to: string) => {
    if (to.trim() && to.trim() !== value) onChange(to.trim());
  };
  return (
    <Autocomplete
      size="xs"
      className="version-picker"
      label={label}
      description={t('compare.pickHint')}
      data={groups}
      value={text}
      onChange={setText}
      onOptionSubmit={give}
      onBlur={() => give(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) give(text);
      }}
      limit={200}
      maxDropdownHeight={320}
    />
  );
}
