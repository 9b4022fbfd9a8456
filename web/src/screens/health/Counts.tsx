import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import { number } from '@/i18n/i18n';
import { CountsQuery } from './queries';

const route = getRouteApi('/m/$model/health');
const FIELDS = { CODE: 'code', KIND: 'kind', OWNER: 'owner' } as const;
type Group = keyof typeof FIELDS;

/** Findings by rule, kind or owner; a line shows only its own. */
export function Counts() {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const group: Group = search.group ?? 'CODE';
  const [{ data }] = useKept(`${model}/${group}`, {
    query: CountsQuery,
    variables: { model, at: revision, by: group, language: i18n.language },
  });
  const field = FIELDS[group];
  const chosen = search[field];
  const choose = (key: string) =>
    void navigate({
      to: '.',
      search: ({ code: _code, kind: _kind, owner: _owner, ...old }) =>
        key === chosen ? old : { ...old, [field]: key },
    });
  const by = (next: string) =>
    void navigate({
      to: '.',
      search: ({ group: _group, code: _code, kind: _kind, owner: _owner, ...old }) =>
        next === 'CODE' ? old : { ...old, group: next as 'KIND' | 'OWNER' },
    });
  const counts = [...(data?.model.diagnosticCounts ?? [])].sort((a, b) => b.total - a.total);
  return (
    <section className="health-counts" aria-label={t('health.counts')}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('health.by')}
        data={(['CODE', 'KIND', 'OWNER'] as const).map((value) => ({ value, label: t(`health.by${value}`) }))}
        value={group}
        onChange={by}
      />
      <ul className="plain">
        {counts.map(({ key, label, total, errors }) => (
          <li key={key}>
            <button
              type="button"
              aria-pressed={chosen === key}
              disabled={key === ''}
              data-errors={errors > 0 || undefined}
              onClick={() => choose(key)}
            >
              <span>{label || (key === '' ? t('health.none') : key)}</span>
              {group === 'CODE' && <code>{key}</code>}
              <strong>{number(i18n.language, total)}</strong>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
