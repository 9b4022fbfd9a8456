import { useTranslation } from 'react-i18next';
import { moment } from '@/screens/delivery/ledger/format';
import { Outside, pageOf, To } from '@/screens/delivery/ledger/links';
import { sayTraceState } from '@/screens/delivery/ledger/say';
import { STAGES, type ChainNode } from './chain';
import { useLabel } from './Diagram';

/** The same chain in words: each step with what stands in it. */
export function AsList({ nodes }: { nodes: readonly ChainNode[] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useLabel();
  const steps = STAGES.flat().filter((step) => nodes.some((node) => node.step === step));
  return (
    <dl className="trace-list">
      {steps.map((step) => (
        <div key={step}>
          <dt>{t(`ledger.step.${step}`)}</dt>
          {nodes
            .filter((node) => node.step === step)
            .map((node) => (
              <dd key={node.id}>
                {node.element ? (
                  <To id={node.element.id} page={pageOf(node.element.kind)}>
                    {nameOf(node)}
                  </To>
                ) : node.step === 'incident' && node.key ? (
                  <To id={node.key} page="incident">
                    {nameOf(node)}
                  </To>
                ) : (
                  <Outside url={node.url}>{nameOf(node)}</Outside>
                )}
                <small>
                  {' '}
                  {[
                    node.state && sayTraceState(t, step, node.state),
                    node.at && moment(node.at, i18n.language),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </dd>
            ))}
        </div>
      ))}
    </dl>
  );
}
