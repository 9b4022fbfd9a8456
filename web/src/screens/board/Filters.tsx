import { Button, Chip, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ElementPicker } from '@/parts/ElementPicker';
import { say } from '@/screens/delivery/ledger/say';
import { Saved } from './Saved';
import { type BoardSearch, FLAGS, STATES } from './search';

interface Props {
  search: BoardSearch;
  environments: readonly { elementId: string; name: string }[];
  onChange: (to: Partial<BoardSearch>) => void;
}

const AGES = ['7', '30', '90', '180'];

/** What is shown: each filter is in the address, and can be taken away where it is seen. */
export function Filters({ search, environments, onChange }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState(search.q ?? '');
  const find = useDebouncedCallback(
    (q: string) => onChange({ q: q.trim() || undefined } as Partial<BoardSearch>),
    250,
  );
  const flags = search.flags ?? [];
  const drop = (key: keyof BoardSearch) => onChange({ [key]: undefined });
  const environment = environments.find(({ elementId }) => elementId === search.env)?.name ?? search.env;
  const chips: [keyof BoardSearch, string][] = [
    ...(search.owner
      ? [['owner', t('board.is.owner', { owner: search.owner })] as [keyof BoardSearch, string]]
      : []),
    ...(search.state ? [['state', say(t, 'state', search.state)] as [keyof BoardSearch, string]] : []),
    ...(search.env ? [['env', t('board.is.env', { environment })] as [keyof BoardSearch, string]] : []),
    ...(search.priority
      ? [['priority', t('board.is.priority', { priority: search.priority })] as [keyof BoardSearch, string]]
      : []),
    ...(search.older
      ? [['older', t('board.is.older', { count: search.older })] as [keyof BoardSearch, string]]
      : []),
  ];
  return (
    <div className="board-filters not-on-paper">
      <TextInput
        size="xs"
        type="search"
        aria-label={t('board.find')}
        placeholder={t('board.find')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
      />
      {FLAGS.map((flag) => (
        <Chip
          key={flag}
          size="xs"
          variant="outline"
          checked={flags.includes(flag)}
          onChange={(isOn) => {
            const to = isOn ? [...flags, flag] : flags.filter((one) => one !== flag);
            onChange({ flags: to.length > 0 ? to : undefined } as Partial<BoardSearch>);
          }}
        >
          {t(`board.flag.${flag}`)}
        </Chip>
      ))}
      <Chip
        size="xs"
        variant="outline"
        checked={search.dark ?? false}
        onChange={(isOn) => onChange({ dark: isOn || undefined } as Partial<BoardSearch>)}
      >
        {t('board.flag.dark')}
      </Chip>
      {chips.map(([key, label]) => (
        <Button
          key={key}
          size="compact-xs"
          radius="xl"
          variant="default"
          rightSection={<IconX size={12} aria-hidden />}
          aria-label={t('board.drop', { filter: label })}
          onClick={() => drop(key)}
        >
          {label}
        </Button>
      ))}
      <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('board.filter')}
      </Button>
      <Saved search={search} />
      {isOpen && (
        <div className="board-choices">
          <ElementPicker
            label={t('board.owner')}
            value={search.owner ?? null}
            onChange={(element) => onChange({ owner: element?.elementId } as Partial<BoardSearch>)}
          />
          <Select
            label={t('board.state')}
            data={STATES.map((value) => ({ value, label: say(t, 'state', value) }))}
            value={search.state ?? null}
            onChange={(to) => onChange({ state: STATES.find((one) => one === to) } as Partial<BoardSearch>)}
            clearable
            clearButtonProps={{ 'aria-label': t('field.clear', { label: t('board.state') }) }}
          />
          <Select
            label={t('board.environment')}
            data={environments.map(({ elementId, name }) => ({ value: elementId, label: name }))}
            value={search.env ?? null}
            onChange={(to) => onChange({ env: to ?? undefined } as Partial<BoardSearch>)}
            clearable
            clearButtonProps={{ 'aria-label': t('field.clear', { label: t('board.environment') }) }}
          />
          <Select
            label={t('board.priority')}
            data={['1', '2', '3', '4']}
            value={search.priority ? String(search.priority) : null}
            onChange={(to) => onChange({ priority: to ? Number(to) : undefined } as Partial<BoardSearch>)}
            clearable
            clearButtonProps={{ 'aria-label': t('field.clear', { label: t('board.priority') }) }}
          />
          <Select
            label={t('board.older')}
            data={AGES.map((value) => ({ value, label: t('board.days', { count: Number(value) }) }))}
            value={search.older ? String(search.older) : null}
            onChange={(to) => onChange({ older: to ? Number(to) : undefined } as Partial<BoardSearch>)}
            clearable
            clearButtonProps={{ 'aria-label': t('field.clear', { label: t('board.older') }) }}
          />
        </div>
      )}
    </div>
  );
}
