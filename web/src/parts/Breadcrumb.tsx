import { useTranslation } from 'react-i18next';

/** Where one is, from the general to the particular. */
export function Breadcrumb({ parts }: { parts: string[] }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('frame.breadcrumb')} className="breadcrumb">
      <ol>
        {parts.filter(Boolean).map((part, index) => (
          <li
            key={`${index} ${part}`}
            title={part.length > 60 ? part.slice(0, 2000) : undefined}
            aria-current={index === parts.length - 1 ? 'page' : undefined}
          >
            {part}
          </li>
        ))}
      </ol>
    </nav>
  );
}
