import './requirement.css';

import { SegmentedControl } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { serverPage } from '@/app/addresses';
import type { ResultOf } from '@/graphql/tada';
import { Blockers } from '@/screens/board/WhyNot';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { AsOf } from '@/screens/delivery/ledger/AsOf';
import { day } from '@/screens/delivery/ledger/format';
import { ElementLink, To } from '@/screens/delivery/ledger/links';
import { localized } from '@/screens/delivery/ledger/localized';
import { Page, Section } from '@/screens/delivery/ledger/Page';
import { State } from '@/screens/delivery/ledger/State';
import { Tools } from '@/screens/delivery/ledger/Tools';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { AsList } from './AsList';
import { chainOf } from './chain';
import { Diagram } from './Diagram';
import { Links } from './Links';
import { RequirementQuery } from './queries';
import { deliverySentence, effectSentences, milestones } from './sentences';
import { Standings } from './Standings';

type Found = ResultOf<typeof RequirementQuery>['model'];

/** One requirement from its reason to its effect: what was decided, where it is, what it brought. */
export function RequirementScreen() {
  const { requirement } = useParams({ from: '/m/$model/requirement/$requirement' });
  const { i18n } = useTranslation();
  const asked = useAsked(i18n.language);
  const variables = { ...asked, requirement };
  const found = useLedger({ subject: requirement, query: RequirementQuery, variables });
  return (
    <Answer of={found}>
      {({ model }) => (
        <Requirement
          key={requirement}
          id={requirement}
          found={model}
          variables={variables}
          retry={found.retry}
        />
      )}
    </Answer>
  );
}

interface Props {
  id: string;
  found: Found;
  variables: object;
  retry: () => void;
}

function Requirement({ id, found, variables, retry }: Props) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const [as, setAs] = useState('diagram');
  const { element, whereIs } = found;
  const name = element?.name ?? id;
  const { nodes, edges } = chainOf(found, (step) =>
    t(step === 'goal' ? 'requirement.wanted' : 'requirement.serves'),
  );
  const steps = milestones(nodes, whereIs);
  const isLive = whereIs.state === 'LIVE';
  return (
    <Page
      title={name}
      above={[t('board.title')]}
      sub={
        <>
          {element?.kind?.label} · <code>{id}</code> ·{' '}
          <To id={id} page="element">
            {t('requirement.element')}
          </To>
        </>
      }
      tools={
        <div className="ledger-row">
          <AsOf />
          <Tools
            sent={[{ query: RequirementQuery, variables }]}
            csv={{ href: serverPage(model, `/requirements/${encodeURIComponent(id)}.csv`) }}
          />
        </div>
      }
    >
      {element?.statement && <p className="ledger-lead">{localized(element.statement, i18n.language)}</p>}
      <div className="ledger-cards">
        <article className="ledger-card">
          <h2>{t('requirement.decision')}</h2>
          <p className="ledger-big">
            <State set="decision" name={whereIs.decision} />
          </p>
          <p>{t(`requirement.decided.${whereIs.decision}`)}</p>
          <Owners element={element} />
        </article>
        <article className="ledger-card">
          <h2>{t('requirement.delivery')}</h2>
          <p className="ledger-big">
            <State set="state" name={whereIs.state} />
          </p>
          <p>{deliverySentence(t, whereIs)}</p>
        </article>
        <article className="ledger-card">
          <h2>{t('requirement.effect')}</h2>
          <p className="ledger-big">
            <State set="effect" name={whereIs.effect.state} />
          </p>
          {whereIs.effect.indicators.length === 0 && <p>{t('requirement.measureIt')}</p>}
          {effectSentences(t, whereIs, i18n.language).map((sentence, index) => (
            <p key={index}>{sentence}</p>
          ))}
        </article>
      </div>
      {element?.acceptance && (
        <p>
          <strong>{t('requirement.acceptance')}</strong>{' '}
          <bdi>{localized(element.acceptance, i18n.language)}</bdi>
        </p>
      )}
      {steps.length > 1 && (
        <ol className="trace-milestones" aria-label={t('requirement.milestones')}>
          {steps.map(({ step, at, took }) => (
            <li key={step}>
              <strong>{t(`requirement.milestone.${step}`)}</strong>
              <span>{day(at)}</span>
              {took && <small>{t('requirement.took', { time: took })}</small>}
            </li>
          ))}
        </ol>
      )}
      <Section title={t('requirement.where')}>
        <Standings standings={whereIs.standings} />
      </Section>
      {!isLive && (
        <Section title={t('board.whyNot')}>
          <Blockers id={id} />
        </Section>
      )}
      <div className="trace-section">
        <Section
          title={t('requirement.trace')}
          note={found.trace.isCut ? t('requirement.cut') : t('requirement.traceMeans')}
        >
          <SegmentedControl
            className="not-on-paper"
            size="xs"
            mb="xs"
            aria-label={t('requirement.traceAs')}
            value={as}
            onChange={setAs}
            data={[
              { value: 'diagram', label: t('requirement.diagram') },
              { value: 'list', label: t('requirement.list') },
            ]}
          />
          {as === 'diagram' ? (
            <Diagram nodes={nodes} edges={edges} title={t('requirement.traceOf', { name })} />
          ) : (
            <AsList nodes={nodes} />
          )}
        </Section>
      </div>
      <Section title={t('requirement.links')} count={whereIs.links.length}>
        <Links id={id} links={whereIs.links} onChange={retry} />
      </Section>
      <p className="not-on-paper">
        <Link to="/m/$model/board" params={{ model: model.name }} search={model.at ? { at: model.at } : {}}>
          {t('requirement.back')}
        </Link>
      </p>
    </Page>
  );
}

function Owners({ element }: { element: Found['element'] }) {
  const { t } = useTranslation();
  const { business, technology } = element?.owners ?? {};
  if (!business && !technology) return <p>{t('requirement.noOwner')}</p>;
  return (
    <p className="quiet">
      {[business, technology].map(
        (owner, index) =>
          owner && (
            <span key={index} className="trace-fact">
              {t(index === 0 ? 'requirement.business' : 'requirement.technology')}{' '}
              {owner.element ? <ElementLink element={owner.element} /> : owner.text}
            </span>
          ),
      )}
    </p>
  );
}
