import type { Scene, SceneLine } from './scene';

/** Only the outermost boxes, with one line for all of a kind that lead from inside one to inside another. */
export function summary(scene: Scene): Scene {
  const outer = (id: string): string => {
    let at = scene.nodes.get(id);
    for (let depth = 0; at?.parent && depth < 64; depth += 1) at = scene.nodes.get(at.parent);
    return at?.id ?? id;
  };
  const nodes = new Map([...scene.nodes].filter(([, { parent }]) => parent === null));
  const lines = new Map<string, SceneLine>();
  for (const line of scene.lines.values()) {
    const [from, to] = [outer(line.from), outer(line.to)];
    if (from === to || !nodes.has(from) || !nodes.has(to)) continue;
    const isWhole = from === line.from && to === line.to;
    const key = isWhole ? line.id : `${from} ${line.kind ?? ''} ${to}`;
    lines.set(key, isWhole ? line : { ...line, id: key, from, to, label: '', bends: [], points: null });
  }
  return { ...scene, nodes, lines };
}
