import { Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ElementPicker } from '@/parts/ElementPicker';
import { CsvButton } from '@/parts/Exports';
import { KindMark } from '@/parts/KindMark';
import { Trouble } from '@/parts/Trouble';
import type { Kept, Lost, Provider } from './retire';
import type { Retiring } from './useRetire';

/** Lines that are listed; a file has them all. */
const MOST = 200;

interface Props {
  retired: readonly string[];
  retiring: Retiring;
  /** The element that this screen is about. */
  focus: { id: string; name: string };
  onToggle: (id: string) => void;
  onSelect: (id: string) => void;
}

/** What if these are retired: what loses its last provider, and what keeps another. */
export function Retire({ retired, retiring, focus, onToggle, onSelect }: Props) {
  const { t } = useTranslation();
  const { lost, kept, known, isCut, isDone, error, retry } = retiring;
  const nameOf = (id: string) => known.get(id)?.name ?? (id === focus.id ? focus.name : id);
  const said = lost.length > 0 ? t('impact.lost', { count: lost.length }) : t('impact.lostNothing');
  return (
    <section className="impact-retire" aria-label={t('impact.retire')}>
      <h2>{t('impact.retire')}</h2>
      <div className="impact-retired">
        <ul>
          {retired.map((id) => (
            <li key={id}>
              <Pill
                size="lg"
                withRemoveButton
                onRemove={() => onToggle(id)}
                removeButtonProps={{
                  'aria-label': t('impact.keep', { name: nameOf(id) }),
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
              >
                {nameOf(id)}
              </Pill>
            </li>
          ))}
        </ul>
        <ElementPicker
          key={retired.join()}
          label={t('impact.retireToo')}
          value={null}
          onChange={(element) =>
            element && !retired.includes(element.elementId) && onToggle(element.elementId)
          }
        />
      </div>
      {error && !isDone && <Trouble error={error} onRetry={retry} />}
      <p role="status" className="impact-outcome">
        {isDone ? said : !error && t('state.loading')}
      </p>
      <ul className="impact-lost">
        {lost.slice(0, MOST).map((one) => (
          <LostLine key={one.element.id} lost={one} onSelect={onSelect} />
        ))}
      </ul>
      {lost.length > MOST && <p className="quiet">{t('impact.more', { count: lost.length - MOST })}</p>}
      {kept.length > 0 && (
        <details>
          <summary>{t('impact.kept', { count: kept.length })}</summary>
          <ul className="impact-lost">
            {kept.slice(0, MOST).map((one) => (
              <KeptLine key={one.element.id} kept={one} onSelect={onSelect} />
            ))}
          </ul>
        </details>
      )}
      <p className="quiet">
        {t('impact.counted')} {isCut && t('impact.countedCut')}
      </p>
      <CsvButton name={`retire-${focus.id}`} rows={() => inRows(lost, kept)} />
    </section>
  );
}

function LostLine({ lost: { element, step }, onSelect }: { lost: Lost; onSelect: (id: string) => void }) {
  const { t } = useTranslation();
  return (
    <li>
      <Name element={element} onSelect={onSelect} />
      <small>{t(step === 1 ? 'impact.atOnce' : 'impact.inTurn')}</small>
      <small>{sentence(element.providers)}</small>
    </li>
  );
}

function KeptLine({ kept: { element, left }, onSelect }: { kept: Kept; onSelect: (id: string) => void }) {
  const { t } = useTranslation();
  return (
    <li>
      <Name element={element} onSelect={onSelect} />
      <small>{t('impact.still')}</small>
      <small>{sentence(left)}</small>
    </li>
  );
}

function Name({ element, onSelect }: { element: Lost['element']; onSelect: (id: string) => void }) {
  const { id, name, kindLabel, layer } = element;
  return (
    <button type="button" onClick={() => onSelect(id)} title={name}>
      <KindMark layer={layer} /> <bdi>{name}</bdi>
      <small>
        {kindLabel} <code>{id}</code>
      </small>
    </button>
  );
}

/** "served by Database service · realized by Image". */
function sentence(providers: readonly Provider[]): string {
  return providers.map(({ verb, name }) => `${verb} ${name}`).join(' · ');
}

function inRows(lost: readonly Lost[], kept: readonly Kept[]): (string | number)[][] {
  return [
    ['id', 'name', 'kind', 'outcome', 'step', 'providers'],
    ...lost.map(({ element: { id, name, kindLabel, providers }, step }) => [
      id,
      name,
      kindLabel,
      'lost',
      step,
      sentence(providers),
    ]),
    ...kept.map(({ element: { id, name, kindLabel }, left }) => [
      id,
      name,
      kindLabel,
      'kept',
      '',
      sentence(left),
    ]),
  ];
}
