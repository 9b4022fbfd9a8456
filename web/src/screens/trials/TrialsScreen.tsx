import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ResultOf, graphql } from '@/graphql/tada';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { AsOf } from '@/screens/delivery/ledger/AsOf';
import { toCsv } from '@/parts/csv';
import { day, decimal } from '@/screens/delivery/ledger/format';
import { ElementLink } from '@/screens/delivery/ledger/links';
import { Page } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { State } from '@/screens/delivery/ledger/State';
import { Tools } from '@/screens/delivery/ledger/Tools';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';

const TrialsQuery = graphql(`
  query Trials($model: String!, $revision: String!, $moment: String, $language: String!) {
    model(name: $model, at: $revision) {
      id
      trials(at: $moment) {
        trial {
          id
          elementId
          kindId
          name(language: $language)
        }
        hypothesis(language: $language)
        who(language: $language)
        share
        deployedShare
        indicators {
          id
          elementId
          kindId
          name(language: $language)
        }
        guardrails {
          indicator {
            id
            elementId
            kindId
            name(language: $language)
          }
          atLeast
          atMost
          status
          brokenAt
          last {
            value
          }
        }
        start
        expires
        daysLeft
        decision
        isOverdue
        reason(language: $language)
        tests {
          id
          elementId
          kindId
          name(language: $language)
        }
      }
    }
  }
`);

type Trial = ResultOf<typeof TrialsQuery>['model']['trials'][number];

/** Small trials: what is expected, with whom, what must not get worse, until when, and what was decided. */
export function TrialsScreen() {
  const { t, i18n } = useTranslation();
  const variables = useAsked(i18n.language);
  const found = useLedger({ subject: variables.model, query: TrialsQuery, variables });
  const all = found.data?.model.trials ?? [];
  return (
    <Page
      title={t('trials.title')}
      above={[t('nav.metrics')]}
      sub={t('trials.means')}
      tools={
        <div className="ledger-row">
          <AsOf />
          <Tools
            sent={[{ query: TrialsQuery, variables }]}
            csv={{
              name: 'trials.csv',
              text: () =>
                toCsv([
                  (['trial', 'hypothesis', 'who', 'start', 'expires', 'decision', 'reason'] as const).map(
                    (key) => t(`trials.cell.${key}`),
                  ),
                  ...all.map((one) => [
                    one.trial?.name ?? '',
                    one.hypothesis,
                    one.who,
                    one.start ?? '',
                    one.expires ?? '',
                    say(t, 'trial', one.decision),
                    one.reason ?? '',
                  ]),
                ]),
            }}
          />
        </div>
      }
    >
      <Answer of={found}>
        {({ model: { trials } }) =>
          trials.length === 0 ? (
            <p className="ledger-empty">{t('trials.none')}</p>
          ) : (
            <div className="ledger-cards">
              {trials.map((trial, index) => (
                <TrialCard key={trial.trial?.id ?? index} trial={trial} />
              ))}
            </div>
          )
        }
      </Answer>
    </Page>
  );
}

function TrialCard({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const { hypothesis, who, share, deployedShare, guardrails, start, expires, daysLeft, decision, reason } =
    trial;
  return (
    <article className="ledger-card">
      <h2>
        <ElementLink element={trial.trial} />
      </h2>
      <p className="ledger-big">
        <State set="trial" name={decision} />
      </p>
      {trial.isOverdue && <p className="missing">{t('trials.overdue', { count: -(daysLeft ?? 0) })}</p>}
      <p>{hypothesis}</p>
      <dl className="facts">
        <Fact name={t('trials.cell.who')}>
          {who}
          {share !== null && ` (${decimal(share)}%)`}
          {deployedShare !== null && <small>{t('trials.deployed', { share: decimal(deployedShare) })}</small>}
        </Fact>
        <Fact name={t('trials.cell.expires')}>
          {start && day(start)} – {expires && day(expires)}
          {decision === 'running' && daysLeft !== null && daysLeft >= 0 && (
            <small>{t('trials.left', { count: daysLeft })}</small>
          )}
        </Fact>
        <Fact name={t('trials.cell.indicators')}>
          {trial.indicators.map((element) => (
            <div key={element.id}>
              <ElementLink element={element} />
            </div>
          ))}
        </Fact>
        <Fact name={t('trials.cell.tests')}>
          {trial.tests.map((element) => (
            <div key={element.id}>
              <ElementLink element={element} />
            </div>
          ))}
        </Fact>
      </dl>
      <h3>{t('trials.guardrails')}</h3>
      <ul className="plain">
        {guardrails.map((rail, index) => (
          <li key={index}>
            <ElementLink element={rail.indicator} /> {bounds(rail)}:{' '}
            <State set="guardrail" name={rail.status} />
            <small>
              {[
                rail.last && t('trials.last', { value: decimal(rail.last.value) }),
                rail.brokenAt && t('trials.brokenAt', { day: day(rail.brokenAt) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {reason && (
        <p>
          <strong>{t('trials.cell.reason')}</strong> {reason}
        </p>
      )}
    </article>
  );
}

function bounds({ atLeast, atMost }: Trial['guardrails'][number]): string {
  return [atLeast !== null && `≥ ${decimal(atLeast)}`, atMost !== null && `≤ ${decimal(atMost)}`]
    .filter(Boolean)
    .join(', ');
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
