import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Loading } from '@/parts/Loading';
import { shortCommit, day, versionOf } from './ledger/format';
import { ElementLink } from './ledger/links';
import { say } from './ledger/say';
import { State } from './ledger/State';
import { useFound } from './useFound';

/** What a text may mean, and where that is. */
export function Found({ text }: { text: string }) {
  const { t } = useTranslation();
  const { places, hits, looked, total, isBusy, more } = useFound(text);
  const isNothing = !isBusy && places.length === 0 && hits.length === 0;
  return (
    <div role="status">
      {places.length > 0 && (
        <p>
          {places.map((place) => (
            <span key={place.id} className="ledger-hit">
              {say(t, 'step', place.kindId)}: <ElementLink element={place} />
            </span>
          ))}
        </p>
      )}
      <ul className="plain">
        {hits.map(({ where, because }) => (
          <li key={where.requirement?.id}>
            <ElementLink element={where.requirement} /> <small>{where.requirement?.elementId}</small>{' '}
            <State set="state" name={where.state} />
            <div>
              {where.standings
                .filter(({ state }) => state === 'LIVE' || state === 'DEPLOYED')
                .map((standing, index) => (
                  <span key={index} className="ledger-hit">
                    {standing.environment?.name}: {standing.version && versionOf(standing.version)}
                    {standing.since && ` (${day(standing.since)})`}
                  </span>
                ))}
            </div>
            {because && (
              <small>
                {t('delivery.because', {
                  kind: say(t, 'record', because.kind),
                  key: shortCommit(because.key),
                })}
              </small>
            )}
          </li>
        ))}
      </ul>
      {isBusy && <Loading />}
      {isNothing && <p className="ledger-empty">{t('delivery.foundNothing', { text: text.slice(0, 80) })}</p>}
      {looked > 0 && looked < total && !isBusy && (
        <p>
          <small>{t('delivery.lookedThrough', { looked, total })}</small>{' '}
          <Button size="compact-xs" variant="default" onClick={more}>
            {t('board.lookFurther')}
          </Button>
        </p>
      )}
    </div>
  );
}
