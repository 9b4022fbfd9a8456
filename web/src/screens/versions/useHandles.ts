import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { placeOfText, textOf } from './search';
import type { Stop } from './ticks';

const route = getRouteApi('/m/$model/v/$view');

/** How long a handle rests before the address says where it stands, in milliseconds. */
const REST = 400;

/** Where the handles stand, as the address said and a person moved them since; the address follows. */
export function useHandles(stops: readonly Stop[]) {
  const { time, since } = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<number | null>(null);
  const [second, setSecond] = useState<number | null | undefined>(undefined);
  const place = chosen ?? (time === undefined ? 1 : placeOfText(time, stops));
  const from = second === undefined ? (since === undefined ? null : placeOfText(since, stops)) : second;
  const isMoved = chosen !== null || second !== undefined;
  const said = { time: textOf(place, stops), since: from === null ? undefined : textOf(from, stops) };
  useEffect(() => {
    if (!isMoved) return;
    const timer = setTimeout(() => {
      void navigate({
        to: '.',
        search: ({ since: _since, ...old }) => ({
          ...old,
          time: said.time,
          ...(said.since === undefined ? {} : { since: said.since }),
        }),
        replace: true,
      });
    }, REST);
    return () => clearTimeout(timer);
  }, [navigate, isMoved, said.time, said.since]);
  return { place, from, setPlace: setChosen, setFrom: setSecond };
}
