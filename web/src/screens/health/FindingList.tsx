import { useVirtualizer } from '@tanstack/react-virtual';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { ResultOf } from '@/graphql/tada';
import { number } from '@/i18n/i18n';
import { Loading } from '@/parts/Loading';
import { SeverityMark } from '@/parts/SeverityMark';
import { Fixes } from '@/screens/element/Fixes';
import { FindingsQuery } from './queries';
import { usePages } from './usePages';

const route = getRouteApi('/m/$model/health');
type Finding = ResultOf<typeof FindingsQuery>['model']['diagnostics']['nodes'][number];

/** Findings that fit the filters, however many. */
export function FindingList() {
  const { t, i18n } = useTranslation();
  const client = useClient();
  const { name: model, revision } = useModel();
  const { severity = null, code = null, kind = null, owner = null } = route.useSearch();
  const language = i18n.language;
  const ask = useCallback(
    async (skip: number, first: number) => {
      const filter = { severity, code, kind, owner };
      const variables = { model, at: revision, ...filter, first, skip, language };
      const { data } = await client.query(FindingsQuery, variables).toPromise();
      const page = data?.model.diagnostics;
      return page ? { entries: page.nodes, total: page.totalCount } : null;
    },
    [client, model, revision, severity, code, kind, owner, language],
  );
  const subject = [model, revision, severity, code, kind, owner, language].join(' ');
  const { total, entryAt, want } = usePages<Finding>(subject, ask);
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => box.current,
    estimateSize: () => 74,
    overscan: 8,
  });
  const shown = rows.getVirtualItems();
  useEffect(() => {
    const [first, last] = [shown[0], shown.at(-1)];
    [first?.index ?? 0, last?.index ?? 0].forEach(want);
  });
  if (total === null) return <Loading />;
  return (
    <section className="health-list" aria-label={t('health.findings')}>
      <p role="status" className="quiet">
        {t('health.count', { count: total, shown: number(language, total) })}
      </p>
      <div ref={box} className="health-scroll" tabIndex={0}>
        <ol style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const finding = entryAt(index);
            return (
              <li
                key={index}
                ref={rows.measureElement}
                data-index={index}
                aria-setsize={total}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                {finding ? <Row finding={finding} /> : '…'}
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}

function Row({ finding }: { finding: Finding }) {
  const { code, severity, message, help, fixes } = finding;
  return (
    <>
      <SeverityMark severity={severity} /> <bdi>{message}</bdi> <Subject finding={finding} />
      <p className="quiet">
        <bdi>{help}</bdi> <code>{code}</code> <Place finding={finding} />
      </p>
      <Fixes fixes={fixes} />
    </>
  );
}

/** Leads to what a finding is about. */
function Subject({ finding: { subjectId, subjectType } }: { finding: Finding }) {
  const { name: model, at } = useModel();
  const search = at ? { at } : {};
  if (!subjectId) return null;
  if (subjectType === 'element') {
    return (
      <Link to="/m/$model/e/$element" params={{ model, element: subjectId }} search={search}>
        {subjectId}
      </Link>
    );
  }
  if (subjectType === 'view') {
    return (
      <Link to="/m/$model/v/$view" params={{ model, view: subjectId }} search={search}>
        {subjectId}
      </Link>
    );
  }
  return <code>{subjectId}</code>;
}

/** Leads to the line in the file of an element. */
function Place({ finding: { file, line, subjectId, subjectType } }: { finding: Finding }) {
  const { name: model, at } = useModel();
  const place = `${file}:${line}`;
  if (!subjectId || subjectType !== 'element') return <code>{place}</code>;
  return (
    <Link
      to="/m/$model/e/$element"
      params={{ model, element: subjectId }}
      search={{ ...(at ? { at } : {}), tab: 'yaml', line }}
    >
      <code>{place}</code>
    </Link>
  );
}
