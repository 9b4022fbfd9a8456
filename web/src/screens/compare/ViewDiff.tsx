import { SegmentedControl, Switch } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { DiffPane } from './DiffPane';
import { Glyph } from './Glyph';
import type { Box, Mark } from './marks';
import { centred } from './port';
import { MODES, type Mode, STATES } from './search';
import type { Comparison } from './useComparison';
import { useBlink } from './useBlink';
import { useCompareKeys } from './useCompareKeys';
import { useSides } from './useSides';

interface Props {
  view: string;
  before: string;
  after: string;
  /** What differs besides the picture; none where only the picture is compared. */
  comparison: Comparison | null;
  names: { before: string; after: string };
  mode: Mode;
  hasMoves: boolean;
  onMode: (mode: Mode) => void;
  onMoves: (has: boolean) => void;
  onSelect: (element: string | null) => void;
}

/** A view before and after: side by side, one over the other, or in turn; and as a list in reading order. */
export function ViewDiff(props: Props) {
  const { view, before, after, comparison, names, mode, hasMoves, onMode, onMoves, onSelect } = props;
  const { t } = useTranslation();
  const { marks: all, sheets, whole, name, error, isLoading } = useSides(view, before, after, comparison);
  const [chosen, setPort] = useState<Box | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const blink = useBlink(mode === 'blink');
  const moved = all.filter(({ state }) => state === 'moved').length;
  const marks = useMemo(() => all.filter(({ state }) => hasMoves || state !== 'moved'), [all, hasMoves]);
  const port = chosen ?? whole;

  const pick = (mark: Mark, isNear = false) => {
    setActive(mark.key);
    const box = mark.after ?? mark.before;
    if (box && !isNear) setPort(centred(port, box));
    if (mark.element && mark.state !== 'removed') onSelect(mark.element);
  };
  const step = (by: number) => {
    const at = marks.findIndex(({ key }) => key === active);
    const next = marks[at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length];
    if (next) pick(next);
  };
  useCompareKeys({
    'compare-next': () => step(1),
    'compare-previous': () => step(-1),
    'compare-overlay': () => onMode(MODES[(MODES.indexOf(mode) + 1) % MODES.length] ?? 'side'),
    'compare-moves': () => onMoves(!hasMoves),
  });
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  if (error) return <Trouble error={error} onRetry={() => window.location.reload()} />;
  if (isLoading) return <Loading />;
  const pane = { port, whole, marks, active, onPort: setPort, onPick: (mark: Mark) => pick(mark, true) };
  const { before: was, after: is } = sheets;
  const isThere = (side: 'before' | 'after') => sheets[side] !== null;
  return (
    <div className="view-diff">
      <div className="compare-tools">
        <SegmentedControl
          size="xs"
          value={mode}
          onChange={(value) => onMode(value as Mode)}
          aria-label={t('compare.how')}
          data={MODES.map((one) => ({ value: one, label: t(`compare.mode.${one}`) }))}
        />
        {moved > 0 && (
          <Switch
            size="xs"
            checked={hasMoves}
            onChange={(event) => onMoves(event.currentTarget.checked)}
            label={t('compare.boxesMoved', { count: moved })}
          />
        )}
        <span className="legend">
          {STATES.filter((state) => hasMoves || state !== 'moved').map((state) => (
            <span key={state}>
              <Glyph state={state} /> {t(`compare.state-${state}`)}
            </span>
          ))}
        </span>
      </div>
      {!(was && is) && <p className="quiet">{t(is ? 'compare.newView' : 'compare.goneView')}</p>}
      <div className="panes">
        {mode === 'side' &&
          (['before', 'after'] as const)
            .filter(isThere)
            .map((side) => (
              <DiffPane
                key={side}
                {...pane}
                side={side}
                title={`${t(`compare.${side}`)}: ${names[side]}`}
                label={t('compare.pane', { name, version: names[side] })}
                sheets={[sheets[side]].filter((sheet) => sheet !== null)}
              />
            ))}
        {mode === 'overlay' && (
          <DiffPane
            {...pane}
            side="both"
            title={t('compare.over', names)}
            label={t('compare.pane', { name, version: t('compare.over', names) })}
            sheets={[is, was && { ...was, isFaint: is !== null }].filter((sheet) => sheet !== null)}
          />
        )}
        {mode === 'blink' && (
          <DiffPane
            {...pane}
            side={blink.side}
            title={`${t(`compare.${blink.side}`)}: ${names[blink.side]}`}
            label={t('compare.pane', { name, version: names[blink.side] })}
            sheets={[sheets[blink.side]].filter((sheet) => sheet !== null)}
          />
        )}
      </div>
      {mode === 'blink' && (
        <p>
          <button type="button" className="link" onClick={blink.turn}>
            {t('compare.turn')}
          </button>{' '}
          <button type="button" className="link" onClick={blink.toggle}>
            {t(blink.isRunning ? 'compare.pause' : 'compare.run')}
          </button>
        </p>
      )}
      <h3>{t('compare.list', { count: marks.length })}</h3>
      {marks.length === 0 && <p className="quiet">{t('compare.sameView')}</p>}
      <ol className="marks" ref={list}>
        {marks.map((mark) => (
          <li key={mark.key} aria-current={mark.key === active ? 'true' : undefined}>
            <button type="button" onClick={() => pick(mark)}>
              <Glyph state={mark.state} /> <span title={mark.label}>{mark.label}</span>{' '}
              <small>{mark.kind}</small>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
