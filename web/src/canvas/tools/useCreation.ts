import { useTranslation } from 'react-i18next';
import { useDrawing } from '../DrawingContext';
import { type Spot, type Tie, create, lookOf, lineOf, refer, relateElements } from '../edits';
import { drew } from '../popups/recent';
import { useCanvas } from '../state';
import { type Kind, useSurroundings } from '../surroundings';

/** Brings elements onto the canvas: new ones, and those that the model has already. */
export function useCreation() {
  const { t } = useTranslation();
  const { scene, routes, give, tell, announce } = useDrawing();
  const { kinds, language, languages, element } = useSurroundings();

  function createHere(name: string, kind: Kind, spot: Spot, tie?: Tie) {
    drew(kind.id);
    const { node, command } = create(scene, routes, { name, kind, spot, language, languages, tie });
    give(command);
    useCanvas.getState().focus(node);
    announce(t('canvas.created', { name, kind: kind.label }));
  }

  async function referHere(id: string, spot: Spot, tie?: Tie) {
    const known = await element(id);
    if (!known) return announce(t('canvas.gone', { id }));
    const look = lookOf(known.found, kinds);
    const { node, command } = refer(scene, routes, { ...known, look, spot });
    if (tie && command.kind === 'together') {
      const { connect, related, from, to } = relateElements(tie, id, node);
      command.commands.push(connect, lineOf(scene.view, related, from, to));
    }
    give(command);
    useCanvas.getState().focus(node);
    const isThere = [...scene.nodes.values()].some((one) => one.element?.elementId === id);
    tell(
      isThere
        ? t('canvas.secondReference', { name: known.found.name })
        : t('canvas.referred', { name: known.found.name }),
    );
  }

  return { createHere, referHere };
}
