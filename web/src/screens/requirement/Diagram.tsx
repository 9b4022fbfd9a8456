import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { packageOf, versionOf } from '@/screens/delivery/ledger/format';
import { pageOf, To } from '@/screens/delivery/ledger/links';
import type { ChainEdge, ChainNode } from './chain';
import { type Box, drawing, fitted, HEIGHT, WIDTH } from './diagram';

interface Props {
  nodes: readonly ChainNode[];
  edges: readonly ChainEdge[];
  title: string;
}

/** What a node is called: packages by their name and version, needs by their number, builds by their last words. */
export function useLabel() {
  const { t } = useTranslation();
  return ({ step, label, count }: ChainNode) => {
    if (step === 'need') return t('requirement.needs', { count: count ?? 0 });
    return step === 'build' ? (label.split('/').at(-1) ?? label) : versionOf(label);
  };
}

/** The whole chain as a drawing: boxes are links, lines say what leads to what. */
export function Diagram({ nodes, edges, title }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { width, height, headings, boxes, lines } = drawing(nodes, edges, open);
  const toggle = (step: string) => {
    const now = new Set(open);
    if (!now.delete(step)) now.add(step);
    setOpen(now);
  };
  return (
    <div className="trace-scroll" tabIndex={0} role="region" aria-label={title}>
      <svg viewBox={`-8 0 ${width} ${height}`} className="trace" role="group" aria-label={title}>
        <g aria-hidden>
          {lines.map(({ key, path, words, isSuspect, isGuessed }) => (
            <path
              key={key}
              d={path}
              className="trace-line"
              data-suspect={isSuspect || undefined}
              data-guessed={isGuessed || undefined}
            >
              <title>{words}</title>
            </path>
          ))}
        </g>
        {headings.map(({ step, count, x, y }) => (
          <text key={step} x={x} y={y + 13} className="trace-step">
            {t(`ledger.step.${step}`)} {count > 1 ? count : ''}
          </text>
        ))}
        {boxes.map((box) =>
          'node' in box ? (
            <Node key={box.node.id} box={box} node={box.node} />
          ) : (
            <g
              key={`more ${box.step}`}
              role="button"
              tabIndex={0}
              aria-expanded={box.isOpen}
              className="trace-more"
              transform={`translate(${box.x} ${box.y})`}
              onClick={() => toggle(box.step)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                toggle(box.step);
              }}
            >
              <rect width={WIDTH} height={HEIGHT} rx={5} />
              <text x={10} y={26}>
                {t(box.isOpen ? 'requirement.fold' : 'requirement.unfold', { count: box.hidden })}
              </text>
            </g>
          ),
        )}
      </svg>
    </div>
  );
}

function Node({ box, node }: { box: Box; node: ChainNode }) {
  const nameOf = useLabel();
  const label = nameOf(node);
  const { state } = node;
  // Of a package the version is what differs: it stands first, and the name below.
  const { name, version } = packageOf(node.label);
  const [first, second] = version ? [version, [name, state].filter(Boolean).join(' · ')] : [label, state];
  const inside = (
    <>
      <title>{[label, node.key, state].filter(Boolean).join(' · ')}</title>
      <rect width={WIDTH} height={HEIGHT} rx={5} data-step={node.step} />
      <text x={8} y={second ? 18 : 26}>
        {fitted(first)}
      </text>
      {second && (
        <text x={8} y={34} className="trace-state">
          {fitted(second, 23)}
        </text>
      )}
    </>
  );
  const place = `translate(${box.x} ${box.y})`;
  if (node.element && node.step !== 'requirement') {
    return (
      <g transform={place}>
        <To id={node.element.id} page={pageOf(node.element.kind)} className="trace-box">
          {inside}
        </To>
      </g>
    );
  }
  if (node.step === 'incident' && node.key) {
    return (
      <g transform={place}>
        <To id={node.key} page="incident" className="trace-box">
          {inside}
        </To>
      </g>
    );
  }
  if (node.url && /^https?:\/\//i.test(node.url)) {
    return (
      <g transform={place}>
        <a href={node.url} target="_blank" rel="noreferrer" className="trace-box">
          {inside}
        </a>
      </g>
    );
  }
  return (
    <g transform={place} className="trace-box">
      {inside}
    </g>
  );
}
