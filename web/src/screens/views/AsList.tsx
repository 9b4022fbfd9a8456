import { useTranslation } from 'react-i18next';
import type { DiagramData } from '@/canvas/query';

interface Props {
  diagram: DiagramData;
  onSelect: (element: string) => void;
}

/** What a drawing shows, in words: its elements, and its relations as sentences. */
export function AsList({ diagram, onSelect }: Props) {
  const { t } = useTranslation();
  const nameOf = new Map(diagram.nodes.map(({ nodeId, label }) => [nodeId, label]));
  const boxes = diagram.nodes.filter(({ shows }) => shows !== 'decor');
  const lines = diagram.edges.filter(({ relation }) => relation !== null);
  return (
    <div className="screen">
      <h2>{t('view.elements', { count: boxes.length })}</h2>
      <ul className="plain">
        {boxes.map(({ nodeId, label, kindLabel, element, parentId }) => (
          <li key={nodeId}>
            {element ? (
              <button type="button" className="link" onClick={() => onSelect(element.elementId)}>
                {label}
              </button>
            ) : (
              label
            )}{' '}
            <small>{kindLabel}</small>
            {parentId && <small>{t('view.inside', { name: nameOf.get(parentId) })}</small>}
          </li>
        ))}
      </ul>
      <h2>{t('view.relations', { count: lines.length })}</h2>
      <ul className="plain">
        {lines.map(({ id, from, to, relation, label }) => (
          <li key={id}>
            <bdi>{nameOf.get(from ?? '') ?? relation?.sourceId}</bdi> <em>{relation?.kind?.forward}</em>{' '}
            <bdi>{nameOf.get(to ?? '') ?? relation?.targetId}</bdi> {label && <small>{label}</small>}
          </li>
        ))}
      </ul>
    </div>
  );
}
