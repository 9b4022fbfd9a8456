import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const ICONS = { ERROR: IconCircleX, WARNING: IconAlertTriangle, INFO: IconInfoCircle } as const;

/** How bad a finding is: a shape, a colour and a word. */
export function SeverityMark({ severity }: { severity: string }) {
  const { t } = useTranslation();
  const known = severity in ICONS ? (severity as keyof typeof ICONS) : 'INFO';
  const Icon = ICONS[known];
  return (
    <span className="severity" data-severity={known} title={t(`severity.${known}`)}>
      <Icon size={16} aria-hidden />
      <span className="unseen">{t(`severity.${known}`)}</span>
    </span>
  );
}
