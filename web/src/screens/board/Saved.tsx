import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { type BoardSearch, boardSearch } from './search';

interface Kept {
  name: string;
  search: BoardSearch;
}

/** At most so many are kept, and names so long. */
const MOST = 50;
const LONGEST = 60;

/** What this browser kept; anything else in its place is nothing. */
export function readKept(text: string | null): Kept[] {
  try {
    const all: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(all)) return [];
    return all.slice(0, MOST).flatMap((one: { name?: unknown; search?: unknown } | null) => {
      const isGood = typeof one?.name === 'string' && typeof one.search === 'object' && one.search !== null;
      if (!isGood) return [];
      const name = String(one.name).slice(0, LONGEST);
      return [{ name, search: boardSearch(one.search as Record<string, unknown>) }];
    });
  } catch {
    return [];
  }
}

/** Filters under a name, in this browser; each is a link. */
export function Saved({ search }: { search: BoardSearch }) {
  const { t } = useTranslation();
  const { name: model, at } = useModel();
  const key = `archweave.board.${model}`;
  const [kept, setKept] = useState(() => readKept(localStorage.getItem(key)));
  const [name, setName] = useState('');
  const keep = (all: Kept[]) => {
    setKept(all);
    localStorage.setItem(key, JSON.stringify(all));
  };
  const add = () => {
    const title = name.trim().slice(0, LONGEST);
    if (!title) return;
    keep(
      [
        { name: title, search: boardSearch({ ...search }) },
        ...kept.filter((one) => one.name !== title),
      ].slice(0, MOST),
    );
    setName('');
  };
  return (
    <Popover position="bottom-start" width={300} trapFocus>
      <Popover.Target>
        <Button size="compact-xs" variant="subtle" leftSection={<IconBookmark size={14} aria-hidden />}>
          {t('board.saved')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('board.saved')}>
        {kept.length === 0 && <p className="quiet">{t('board.noneSaved')}</p>}
        <ul className="plain">
          {kept.map((one) => (
            <li key={one.name} className="board-kept">
              <Link
                to="/m/$model/board"
                params={{ model }}
                search={{ ...(at ? { at } : {}), ...one.search }}
                className="grow"
              >
                {one.name}
              </Link>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('board.forget', { name: one.name })}
                onClick={() => keep(kept.filter((other) => other !== one))}
              >
                <IconTrash size={14} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <form
          className="board-kept"
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <TextInput
            className="grow"
            size="xs"
            maxLength={LONGEST}
            aria-label={t('board.saveAs')}
            placeholder={t('board.saveAs')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" disabled={!name.trim()}>
            {t('board.save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
