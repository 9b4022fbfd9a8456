import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import type { VariablesOf } from '@/graphql/tada';
import { usePages } from '@/graphql/usePages';
import { KindMark } from '@/parts/KindMark';
import { Trouble } from '@/parts/Trouble';
import { LIFECYCLE } from '@/screens/catalogs/columns';
import { CellElementsQuery } from './queries';

const ROW = 44;
const MOST = 5000;

interface Props {
  filter: VariablesOf<typeof CellElementsQuery>['filter'];
}

/** Elements of some cells; only those in sight are drawn. */
export function CellElements({ filter }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, revision: at } = useModel();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const { nodes, total, isDone, error, retry } = usePages(
    CellElementsQuery,
    { model, at, filter, language: i18n.language },
    (data) => data.model.elements,
    MOST,
  );
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  if (error && nodes.length === 0) return <Trouble error={error} onRetry={retry} />;
  if (nodes.length === 0) {
    return <p role="status">{isDone ? t('zachman.nothing') : t('state.loading')}</p>;
  }
  const select = (sel: string) => void navigate({ to: '.', search: (old) => ({ ...old, sel }) });
  return (
    <>
      {total > MOST && <p className="quiet">{t('zachman.cut', { shown: nodes.length, total })}</p>}
      <div
        ref={box}
        className="zachman-list"
        role="list"
        aria-label={t('zachman.elements', { count: total })}
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const element = nodes[index]!;
            const percent = Math.round(element.completeness.share * 100);
            const known = LIFECYCLE.find((one) => one === element.lifecycle?.state);
            const state = known ? t(`catalog.lifecycle.${known}`) : element.lifecycle?.state;
            const missing = element.completeness.missing.map(({ label }) => label).join(', ');
            return (
              <div
                key={element.elementId}
                role="listitem"
                aria-setsize={total}
                aria-posinset={index + 1}
                className="zachman-item"
                style={{ transform: `translateY(${start}px)`, height: ROW }}
              >
                <button type="button" onClick={() => select(element.elementId)}>
                  <KindMark layer={element.layer} />
                  <span title={element.name}>{element.name}</span>
                  <small>
                    {element.kind?.label ?? element.kindId} <code>{element.elementId}</code>
                    {state && ` · ${state}`}
                    {element.classification.isConfirmed && ` · ${t('zachman.confirmed')}`}
                    {percent < 100 && <span title={missing}> · {t('zachman.complete', { percent })}</span>}
                  </small>
                </button>
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}
