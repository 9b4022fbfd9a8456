import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { type Mark, frameOf, marksOf, together } from './marks';
import { SideQuery, type SideView } from './sideQuery';
import type { Sheet } from './DiffPane';
import { idOf, stateOf } from './states';
import type { Comparison } from './useComparison';

function sheet(view: SideView | null | undefined): Sheet | null {
  const frame = view && (frameOf(view.svg) ?? view.diagram.bounds);
  if (!view || !frame) return null;
  return { href: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(view.svg)}`, frame };
}

/** Both pictures of a view, and what differs between them. */
export function useSides(id: string, before: string, after: string, comparison: Comparison | null) {
  const { name: model } = useModel();
  const { i18n } = useTranslation();
  const dark = useComputedColorScheme('light') === 'dark';
  const shared = { model, id, language: i18n.language, dark };
  const [old] = useQuery({ query: SideQuery, variables: { ...shared, at: before } });
  const [now] = useQuery({ query: SideQuery, variables: { ...shared, at: after } });
  const was = old.data?.model.view;
  const is = now.data?.model.view;
  const marks = useMemo((): Mark[] => {
    const states = (group: string) =>
      new Map(
        (comparison?.entries ?? [])
          .filter((entry) => entry.group === group)
          .map((entry) => [idOf(entry.item), stateOf(entry)] as const),
      );
    const differing = { elements: states('elements'), relations: states('relations') };
    return was || is ? marksOf(was?.diagram ?? null, is?.diagram ?? null, differing) : [];
  }, [comparison, was, is]);
  const sheets = useMemo(() => ({ before: sheet(was), after: sheet(is) }), [was, is]);
  const whole = useMemo(() => together([sheets.before?.frame, sheets.after?.frame]), [sheets]);
  return {
    marks,
    sheets,
    whole,
    name: is?.name ?? was?.name ?? id,
    error: old.error ?? now.error,
    isLoading: (old.fetching && !old.data) || (now.fetching && !now.data),
  };
}
