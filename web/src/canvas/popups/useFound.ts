import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { type Found, useSurroundings } from '../surroundings';

/** Elements whose names hold a text, while it is typed. */
export function useFound(text: string): readonly Found[] {
  const { find } = useSurroundings();
  const [asked] = useDebouncedValue(text.trim(), 150);
  const [found, setFound] = useState<{ asked: string; all: Found[] }>({ asked: '', all: [] });
  useEffect(() => {
    let isCurrent = true;
    if (asked !== '') void find(asked).then((all) => isCurrent && setFound({ asked, all }));
    return () => {
      isCurrent = false;
    };
  }, [asked, find]);
  return text.trim() === '' || found.asked === '' ? [] : found.all;
}
