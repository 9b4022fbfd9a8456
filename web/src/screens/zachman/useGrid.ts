import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import { usePages } from '@/graphql/usePages';
import { newerThan } from '@/model/draft/draft';
import { cellsOf } from './grid';
import { FindingsQuery, GridQuery, PlacesQuery, completenessQuery } from './queries';

/** Findings that are put into cells; what is beyond is said, not counted. */
const FINDINGS = 500;

/** How many findings each cell has. */
function useProblems(): { byCell: Map<string, number>; isCut: boolean } {
  const { name: model, revision: at } = useModel();
  const { nodes, total } = usePages(FindingsQuery, { model, at }, (data) => data.model.diagnostics, FINDINGS);
  const subjects = nodes.flatMap(({ subjectId, subjectType }) =>
    subjectId && subjectType === 'element' ? [subjectId] : [],
  );
  const ids = [...new Set(subjects)].sort();
  const [{ data }] = useQuery({ query: PlacesQuery, variables: { model, at, ids }, pause: ids.length === 0 });
  const places = ids.length === 0 ? undefined : data?.model.elements.nodes;
  const byCell = useMemo(() => {
    const counted = new Map<string, number>();
    for (const { elementId, classification } of places ?? []) {
      const count = subjects.filter((id) => id === elementId).length;
      for (const cell of classification.cells) counted.set(cell, (counted.get(cell) ?? 0) + count);
    }
    return counted;
    // `subjects` changes with the answers only.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [places, nodes]);
  return { byCell, isCut: total > nodes.length };
}

/** The grid at the version that is shown, with what was made here and is not in it yet. */
export function useGrid() {
  const { name: model, revision: at, draft } = useModel();
  const { i18n } = useTranslation();
  const variables = { model, at, language: i18n.language };
  const [{ data, error }, again] = useKept(`${model}/zachman`, { query: GridQuery, variables });
  const ids = (data?.model.zachman.cells ?? []).map(({ cellId }) => cellId);
  const joined = ids.join();
  const query = useMemo(() => completenessQuery(joined.split(',')), [joined]);
  const [{ data: complete }] = useQuery({ query, variables: { model, at }, pause: ids.length === 0 });
  const problems = useProblems();
  const cells = data
    ? cellsOf(data.model, complete?.model, problems.byCell, newerThan(draft, data.model.revision))
    : [];
  return {
    cells,
    grid: data?.model,
    isCut: problems.isCut,
    error,
    retry: () => again({ requestPolicy: 'network-only' }),
    query: GridQuery,
    variables,
  };
}
