import { useEdit } from '@/app/useEdit';
import { newRelationId } from '@/model/ids';
import { type Head, type Mark, cellKey, lettersIn } from './cells';
import { type Choice, following, followingLetters, lettered, lettersAllowed, replaced } from './choices';
import type { RelationWords } from './queries';
import { signsOf } from './signs';
import type { Matrix } from './useMatrix';

/** What stands in the cells of a matrix in words, and what a person may do there. */
export function useCells(
  matrix: Matrix,
  relations: readonly RelationWords[],
  onMany: (row: Head, column: Head) => void,
) {
  const edit = useEdit();
  const { shows, marks } = matrix;
  const labels = new Map(relations.map(({ kindId, label }) => [kindId, label]));
  const used = [...new Set([...marks.values()].flat().map(({ kind }) => kind))].sort();
  const signs = signsOf(used.map((kind) => labels.get(kind) ?? kind));
  const sign = (mark: Mark, row: Head) => {
    const relation = relations.find(({ kindId }) => kindId === mark.kind);
    const label = relation?.label ?? mark.kind;
    const isForward = mark.source === row.id;
    const verb = (isForward ? relation?.forward : relation?.backward) ?? label;
    return { text: `${signs.get(label) ?? label}${isForward ? '→' : '←'}`, sentence: verb };
  };
  const marksOf = (row: Head, column: Head) => marks.get(cellKey(row.id, column.id)) ?? [];
  const setRelation = (row: Head, column: Head, choice: Choice | null) => {
    const command = replaced(marksOf(row, column), choice, row, column, newRelationId);
    if (command) edit(command);
  };
  const setLetters = (row: Head, column: Head, letters: string) => {
    if (shows === 'relations') return;
    const choices = matrix.allChoices(row, column);
    const command = lettered(marksOf(row, column), letters, choices, row, column, shows, newRelationId);
    if (command) edit(command);
  };
  const cycle = (row: Head, column: Head) => {
    const now = marksOf(row, column);
    const choices = matrix.choices(row, column);
    if (shows !== 'relations') {
      const allowed = lettersAllowed(matrix.allChoices(row, column), shows);
      setLetters(row, column, followingLetters(lettersIn(now, shows), allowed, shows));
    } else if (now.length > 1) onMany(row, column);
    else setRelation(row, column, following(now, choices, row, column));
  };
  const inRows = () => [
    ['', ...matrix.columns.map(({ label }) => label)],
    ...matrix.rows.map((row) => [
      row.label,
      ...matrix.columns.map((column) =>
        shows === 'relations'
          ? marksOf(row, column)
              .map((mark) => sign(mark, row).sentence)
              .join('; ')
          : lettersIn(marksOf(row, column), shows),
      ),
    ]),
  ];
  return { labels, signs, sign, marksOf, setRelation, setLetters, cycle, inRows };
}
