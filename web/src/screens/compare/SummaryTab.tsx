import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Glyph } from './Glyph';
import type { Counts, Entry } from './queries';
import { type Sentence, sentencesOf } from './sentences';
import type { Comparison } from './useComparison';
import type { Words } from './words';

/** Sentences of a section that are shown before somebody asks for more. */
const FEW = 12;

const SECTIONS: { key: string; has: (entry: Entry) => boolean }[] = [
  { key: 'added', has: ({ group, sort }) => group === 'elements' && sort === 'ADDED' },
  { key: 'removed', has: ({ group, sort }) => group === 'elements' && sort === 'REMOVED' },
  { key: 'changed', has: ({ group, sort }) => group === 'elements' && sort === 'CHANGED' },
  { key: 'relations', has: ({ group }) => group === 'relations' },
  { key: 'views', has: ({ group }) => group === 'views' || group === 'layouts' },
  { key: 'others', has: ({ group }) => !['elements', 'relations', 'views', 'layouts'].includes(group) },
];

interface Props {
  comparison: Comparison;
  words: Words;
  viewName: (id: string) => string;
  onSelect: (element: string) => void;
  /** Shows the same as pictures. */
  onDiagram?: () => void;
}

/** What differs, in words for people who read no diagrams. */
export function SummaryTab({ comparison, words, viewName, onSelect, onDiagram }: Props) {
  const { t, i18n } = useTranslation();
  const { entries, counts } = comparison;
  const sections = useMemo(
    () =>
      SECTIONS.map(({ key, has }) => ({
        key,
        sentences: entries.filter(has).flatMap((entry) => sentencesOf(entry, words, i18n.language, viewName)),
      })),
    [entries, words, i18n.language, viewName],
  );
  return (
    <div className="compare-summary">
      <p className="compare-counts">{inCounts(counts, t)}</p>
      {sections.map(({ key, sentences }) => (
        <Section key={key} title={t(`compare.section.${key}`)} sentences={sentences} onSelect={onSelect} />
      ))}
      <Touched entries={entries} words={words} />
      {!comparison.isComplete && (
        <p className="quiet">{t('compare.partial', { count: entries.length, of: comparison.total })}</p>
      )}
      {onDiagram && (
        <p>
          <button type="button" className="link" onClick={onDiagram}>
            {t('compare.seeDiagrams')}
          </button>
        </p>
      )}
    </div>
  );
}

/** How much differs, in one line. */
function inCounts(counts: Counts, t: (key: string, values: Record<string, unknown>) => string): string {
  const groups = (['elements', 'relations', 'views', 'layouts', 'others'] as const).map((group) => {
    const { added, changed, removed } = counts[group];
    const signs = [added && `+${added}`, changed && `~${changed}`, removed && `−${removed}`].filter(Boolean);
    return signs.length > 0 ? t(`compare.count.${group}`, { signs: signs.join(' ') }) : '';
  });
  return groups.filter(Boolean).join(' · ');
}

interface SectionProps {
  title: string;
  sentences: readonly Sentence[];
  onSelect: (element: string) => void;
}

function Section({ title, sentences, onSelect }: SectionProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (sentences.length === 0) return null;
  const shown = isOpen ? sentences.slice(0, 500) : sentences.slice(0, FEW);
  return (
    <section>
      <h2>{title}</h2>
      <ul className="sentences">
        {shown.map(({ key, values, state, element }, index) => (
          <li key={index}>
            <Glyph state={state} />
            {element && state !== 'removed' ? (
              <button type="button" className="link" onClick={() => onSelect(element)}>
                {t(`compare.says.${key}`, values)}
              </button>
            ) : (
              <span>{t(`compare.says.${key}`, values)}</span>
            )}
          </li>
        ))}
      </ul>
      {sentences.length > shown.length && !isOpen && (
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {t('compare.more', { count: sentences.length - shown.length })}
        </button>
      )}
    </section>
  );
}

const WANTED = ['goal', 'outcome', 'requirement', 'user-story', 'demand', 'indicator', 'release'];

/** Goals, requirements and releases among what differs: what a business reader asks for first. */
function Touched({ entries, words }: { entries: readonly Entry[]; words: Words }) {
  const { t } = useTranslation();
  const groups = WANTED.map((kind) => ({
    kind,
    names: entries
      .filter((entry) => entry.group === 'elements' && entry.kind === kind)
      .map((entry) => entry.element?.name ?? entry.name),
  })).filter(({ names }) => names.length > 0);
  if (groups.length === 0) return null;
  return (
    <section>
      <h2>{t('compare.section.touched')}</h2>
      <dl className="facts">
        {groups.map(({ kind, names }) => (
          <div key={kind}>
            <dt>{`${words.kind(kind)} (${names.length})`}</dt>
            <dd>{names.slice(0, 6).join(', ') + (names.length > 6 ? ' …' : '')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
