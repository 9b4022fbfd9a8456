import { useTranslation } from 'react-i18next';
import { numbersOf, ownersOf } from './reach';
import type { ImpactSearch } from './search';
import type { Impact } from './useImpact';

interface Props {
  impact: Impact;
  search: ImpactSearch;
  onChange: (search: ImpactSearch) => void;
}

/** The answer in words: "Changing X touches 2 capabilities, 4 requirements ...". Each number shows just these. */
export function Answer({ impact, search, onChange }: Props) {
  const { t } = useTranslation();
  const { focus, touched, deployments } = impact;
  const numbers = numbersOf(touched);
  const owners = ownersOf(touched);
  const none: ImpactSearch = { kinds: '', owner: '', running: undefined as never };
  const isAll = !search.kinds && !search.owner && !search.running;
  if (touched.length === 0) {
    return (
      <p role="status">{impact.isDone ? t('impact.nothing', { name: focus?.name }) : t('state.loading')}</p>
    );
  }
  return (
    <div className="impact-answer">
      <p role="status">
        {t('impact.changing', { name: focus?.name })}{' '}
        <Number
          isOn={isAll}
          onClick={() => onChange(none)}
          text={t('impact.elements', { count: impact.total })}
        />
        {numbers.map(({ group, count }) => {
          const kinds = group.kinds.join();
          const isOn = search.kinds === kinds;
          return (
            <Number
              key={group.id}
              isOn={isOn}
              onClick={() => onChange({ ...none, kinds: isOn ? '' : kinds })}
              text={t(`impact.group.${group.id}`, { count })}
            />
          );
        })}
        {deployments > 0 && (
          <Number
            isOn={search.running ?? false}
            onClick={() => onChange(search.running ? none : { ...none, running: true })}
            text={t('impact.deployments', { count: deployments })}
          />
        )}
        <span className="impact-owners">{t('impact.owners', { count: owners.length })}</span>
      </p>
      <ul className="impact-ranked" aria-label={t('impact.owners', { count: owners.length })}>
        {owners.slice(0, 12).map(({ id, name, count }) => (
          <li key={id}>
            <Number
              isOn={search.owner === id}
              onClick={() => onChange(search.owner === id ? none : { ...none, owner: id })}
              text={`${name} ${count}`}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Number({ isOn, text, onClick }: { isOn: boolean; text: string; onClick: () => void }) {
  return (
    <button type="button" className="impact-number" aria-pressed={isOn} onClick={onClick}>
      {text}
    </button>
  );
}
