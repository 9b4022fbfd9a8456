import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { number } from '@/i18n/i18n';
import { KindMark } from '@/parts/KindMark';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { ImpactQuery } from './queries';
import { idOf } from './states';
import type { Comparison } from './useComparison';

/** Elements whose neighbours are counted at most. */
const MOST = 100;

/** How much stands next to what differs. */
export function ImpactTab({ comparison }: { comparison: Comparison }) {
  const { t, i18n } = useTranslation();
  const { name: model, at } = useModel();
  const { entries, after } = comparison;
  const ids = useMemo(
    () =>
      entries
        .filter(({ group, sort }) => group === 'elements' && sort !== 'REMOVED')
        .map(({ item }) => idOf(item)),
    [entries],
  );
  const asked = ids.slice(0, MOST);
  const [{ data, error }, again] = useQuery({
    query: ImpactQuery,
    variables: { model, at: after, language: i18n.language, filter: { ids: asked } },
    pause: asked.length === 0,
  });
  if (asked.length === 0) return <p role="status">{t('compare.noImpact')}</p>;
  if (error) return <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!data) return <Loading />;
  const rows = data.model.elements.nodes.toSorted(
    (one, other) => other.impact.totalCount - one.impact.totalCount,
  );
  const known = new Set(ids);
  const reached = new Map(
    rows.flatMap(({ impact }) =>
      impact.nodes.flatMap(({ element }) => (element ? [[element.elementId, element.layer] as const] : [])),
    ),
  );
  const others = [...reached].filter(([id]) => !known.has(id));
  const layers = new Map<string, number>();
  for (const [, layer] of others) layers.set(layer ?? 'other', (layers.get(layer ?? 'other') ?? 0) + 1);
  return (
    <div className="compare-summary">
      <p>{t('compare.impact', { count: others.length, of: ids.length })}</p>
      <p className="quiet">
        {[...layers]
          .map(([layer, count]) => `${t(`layer.${layer}`, { defaultValue: layer })} ${count}`)
          .join(' · ')}
      </p>
      <Table aria-label={t('compare.tab.impact')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('compare.element')}</Table.Th>
            <Table.Th scope="col">{t('compare.kind')}</Table.Th>
            <Table.Th scope="col">{t('compare.neighbours')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, elementId, name, layer, kind, impact }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <KindMark layer={layer} />{' '}
                <Link
                  to="/m/$model/e/$element"
                  params={{ model, element: elementId }}
                  search={at ? { at } : {}}
                >
                  {name}
                </Link>
              </Table.Td>
              <Table.Td>{kind?.label}</Table.Td>
              <Table.Td>{number(i18n.language, impact.totalCount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {ids.length > asked.length && (
        <p className="quiet">{t('compare.partial', { count: asked.length, of: ids.length })}</p>
      )}
    </div>
  );
}
