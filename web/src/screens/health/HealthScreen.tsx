import './health.css';

import { Tabs, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import { number } from '@/i18n/i18n';
import { Loading } from '@/parts/Loading';
import { SeverityMark } from '@/parts/SeverityMark';
import { Trouble } from '@/parts/Trouble';
import { Complete } from './Complete';
import { Counts } from './Counts';
import { FindingList } from './FindingList';
import { CountsQuery } from './queries';
import { Trend } from './Trend';

const route = getRouteApi('/m/$model/health');

/** What is wrong with the model, who can mend it, and how it went; and how complete the model is. */
export function HealthScreen() {
  const { t } = useTranslation();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = tab === 'complete' ? 'complete' : 'findings';
  const choose = (next: string | null) =>
    void navigate({
      to: '.',
      search: ({ tab: _tab, ...old }) => (next === 'complete' ? { ...old, tab: next } : old),
    });
  return (
    <div className="screen health">
      <Title order={1} size="h3">
        {t('nav.health')}
      </Title>
      <Tabs value={shown} onChange={choose} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="findings">{t('health.findings')}</Tabs.Tab>
          <Tabs.Tab value="complete">{t('nav.completeness')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="findings" pt="sm">
          <Findings />
        </Tabs.Panel>
        <Tabs.Panel value="complete" pt="sm">
          <Complete />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Findings() {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const { severity } = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data, error }, again] = useKept(`${model}/health`, {
    query: CountsQuery,
    variables: { model, at: revision, by: 'SEVERITY', language: i18n.language },
  });
  if (error && !data) return <Trouble error={error} onRetry={() => again()} />;
  if (!data) return <Loading />;
  const counts = data.model.diagnosticCounts;
  const countOf = (key: string) => counts.find((one) => one.key.toUpperCase() === key)?.total ?? 0;
  const total = counts.reduce((sum, one) => sum + one.total, 0);
  if (total === 0) {
    return (
      <>
        <p role="status" className="happy">
          {t('health.happy')}
        </p>
        <Trend />
      </>
    );
  }
  const filter = (next: typeof severity) =>
    void navigate({
      to: '.',
      search: ({ severity: _severity, ...old }) =>
        next && next !== severity ? { ...old, severity: next } : old,
    });
  return (
    <>
      <div className="health-head">
        <div className="health-numbers" role="group" aria-label={t('health.bySeverity')}>
          {(['ERROR', 'WARNING', 'INFO'] as const).map((key) => (
            <button
              key={key}
              type="button"
              className="health-number"
              aria-pressed={severity === key}
              onClick={() => filter(key)}
            >
              <SeverityMark severity={key} />
              <strong>{number(i18n.language, countOf(key))}</strong> {t(`health.${key}`)}
            </button>
          ))}
        </div>
        <Trend />
      </div>
      <div className="health-body">
        <Counts />
        <FindingList />
      </div>
    </>
  );
}
