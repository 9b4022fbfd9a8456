import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Finding {
  code: string;
  severity: string;
  message: string;
  help: string;
}

/** What is wrong with something, worst first. */
export function ProblemList({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return <p className="quiet">{t('element.noProblems')}</p>;
  return (
    <ul className="problems">
      {findings.map(({ code, severity, message, help }) => (
        <li key={`${code} ${message}`} data-severity={severity}>
          <Badge variant="default">{code}</Badge> <bdi>{message}</bdi>
          <small>{help}</small>
        </li>
      ))}
    </ul>
  );
}
