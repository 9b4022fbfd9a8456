import { useNavigate, useSearch } from '@tanstack/react-router';

/** Ids of `sel` in the address: none, one, or several with a space between; ids hold no space. */
export function idsOf(sel: string | undefined): string[] {
  return sel ? sel.split(' ').filter(Boolean) : [];
}

/** The same the other way. */
export function selOf(ids: readonly string[]): string | undefined {
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** With an id that was not in it, or without one that was. */
export function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}

/** What is selected, as the address says it. */
export function useSelection(): [string[], (ids: readonly string[]) => void] {
  const { sel } = useSearch({ strict: false });
  const navigate = useNavigate();
  const select = (ids: readonly string[]) => {
    const next = selOf(ids);
    void navigate({
      to: '.',
      search: ({ sel: _sel, ...old }) => (next ? { ...old, sel: next } : old),
      replace: true,
    });
  };
  return [idsOf(sel), select];
}
