import { RingProgress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import type { ElementData } from './document';

/** An element in plain words: what it is, whose, since when, and how much is known of it. */
export function InWords({ element }: { element: ElementData }) {
  const { t } = useTranslation();
  const { name: model, at } = useModel();
  const { kind, kindId, layer, owners, lifecycle, completeness, relations, views, name } = element;
  const owner = owners.business ?? owners.technology;
  const layerName = t(`layer.${layer}`, { defaultValue: layer ?? '' });
  const percent = Math.round(completeness.share * 100);
  return (
    <div className="in-words">
      <p className="prose">
        {t('words.is', { name, kind: kind?.label ?? kindId, layer: layerName })}{' '}
        {owner?.element ? (
          <>
            {t('words.answers')}{' '}
            <Link
              to="/m/$model/e/$element"
              params={{ model, element: owner.element.elementId }}
              search={at ? { at } : {}}
            >
              {owner.element.name}
            </Link>
            {t('words.stop')}{' '}
          </>
        ) : (
          <>{owner?.text ? `${t('words.answers')} ${owner.text}${t('words.stop')} ` : t('words.nobody')} </>
        )}
        {lifecycle?.state &&
          t(lifecycle.since ? 'words.since' : 'words.state', {
            state: t(`state.${lifecycle.state}`, { defaultValue: lifecycle.state }),
            day: lifecycle.since,
          })}{' '}
        {t('words.relations', { count: relations.totalCount })} {t('words.views', { count: views.length })}
      </p>
      <div className="complete">
        <RingProgress
          size={64}
          thickness={7}
          roundCaps
          aria-hidden
          sections={[{ value: percent, color: percent === 100 ? 'teal' : 'orange' }]}
        />
        <span>
          <strong>{t('words.complete', { percent })}</strong>
          {completeness.missing.length > 0 && (
            <small>
              {t('words.missing', { what: completeness.missing.map(({ label }) => label).join(', ') })}
            </small>
          )}
        </span>
      </div>
    </div>
  );
}
