import { useTranslation } from 'react-i18next';
import { SeverityMark } from '@/parts/SeverityMark';
import type { ElementData } from './document';
import { Fixes } from './Fixes';

/** What is wrong with an element, where, and what repairs it. */
export function Findings({ findings }: { findings: ElementData['diagnostics'] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return <p className="quiet">{t('element.noProblems')}</p>;
  return (
    <ul className="plain findings">
      {findings.map(({ code, severity, message, help, file, line, fixes }) => (
        <li key={`${code} ${message}`}>
          <SeverityMark severity={severity} /> <bdi>{message}</bdi>
          <p className="quiet">
            {help} <code>{code}</code>{' '}
            <code>
              {file}:{line}
            </code>
          </p>
          <Fixes fixes={fixes} />
        </li>
      ))}
    </ul>
  );
}
