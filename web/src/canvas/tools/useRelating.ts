import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Choice, useDrawing } from '../DrawingContext';
import { lineOf, newId, relate } from '../edits';
import type { Point } from '../scene/geometry';
import type { Scene, SceneNode } from '../scene/scene';
import { type Related, type Rule, useSurroundings } from '../surroundings';

/** What relating two boxes would do. */
interface Verdict {
  isLegal: boolean;
  /** The relation in words, or why there is none. */
  says: string;
}

interface Known {
  rules: readonly Rule[];
  relations: readonly Related[];
}

/** How often each kind of relation is drawn here: what was used most comes first. */
function usesIn({ lines }: Scene): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { kind } of lines.values()) if (kind) uses.set(kind, (uses.get(kind) ?? 0) + 1);
  return uses;
}

/** Relations of a box with others: what is legal, what is there already and hidden, and how to make one. */
export function useRelating(from: SceneNode | null) {
  const { t } = useTranslation();
  const { scene, give, show, tell, announce } = useDrawing();
  const { kinds, relations: words, rulesOf, element } = useSurroundings();
  const [known, setKnown] = useState<{ of: string; what: Known } | null>(null);
  const id = from?.element?.elementId;
  const kind = from?.kind;
  const ask = useCallback(async (): Promise<Known | null> => {
    if (!id || !kind) return null;
    const [rules, found] = await Promise.all([rulesOf(kind), element(id).catch(() => null)]);
    return { rules, relations: found?.relations ?? [] };
  }, [id, kind, rulesOf, element]);
  useEffect(() => {
    let isCurrent = true;
    void ask()
      .then((what) => {
        if (isCurrent && id && what) setKnown({ of: id, what });
      })
      // Asked again when a relation is dropped, where it can be said.
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [id, ask]);
  const what = known && known.of === id ? known.what : null;
  const uses = useMemo(() => usesIn(scene), [scene]);

  function isPlain(to: SceneNode): boolean {
    return from !== null && (!from.element || from.shows !== 'element' || to.shows !== 'element');
  }

  /** Legal relations, those that lead away first, then by use, derived ones last. A relation that reads the same both ways counts once. */
  function legal(to: SceneNode, { rules }: Known): Rule[] {
    const other = kinds.get(to.kind ?? '');
    if (!other) return [];
    const fitting = rules.filter((rule) => rule.fits(other));
    const isFirst = (rule: Rule, index: number) =>
      fitting.findIndex((one) => one.relation === rule.relation && one.label === rule.label) === index;
    const rank = (rule: Rule) =>
      (rule.direction === 'OUT' ? 0 : 1_000_000) -
      (uses.get(rule.relation) ?? 0) +
      (rule.isDerived(other) ? 0.5 : 0);
    return fitting.filter(isFirst).sort((a, b) => rank(a) - rank(b));
  }

  /** Relations that the model has and the view does not show between these boxes. */
  function hidden(to: SceneNode, { relations }: Known): Related[] {
    if (!scene.isDrawn) return [];
    const drawn = new Set(
      [...scene.lines.values()]
        .filter((line) => [line.from, line.to].every((end) => end === from?.id || end === to.id))
        .map(({ relation }) => relation?.id),
    );
    const other = to.element?.elementId;
    return relations.filter(
      (one) => !drawn.has(one.id) && (one.source === other || one.target === other) && other !== id,
    );
  }

  function sentence({ label, direction: _ }: Rule, to: SceneNode): string {
    return `${from?.label ?? ''} ${label} ${to.label}`;
  }

  /** What a relation is called, and whether it is derived. */
  function nameOf(rule: Rule, to: SceneNode): string {
    const name = words.get(rule.relation)?.label ?? rule.relation;
    const other = kinds.get(to.kind ?? '');
    return other && rule.isDerived(other) ? t('canvas.derived', { name }) : name;
  }

  function noneFor(to: SceneNode): string {
    return t('connect.none', { from: from?.kindLabel ?? from?.kind, to: to.kindLabel ?? to.kind });
  }

  function verdict(to: SceneNode): Verdict {
    if (!from || to.id === from.id || to.shows === 'decor') return { isLegal: false, says: '' };
    if (isPlain(to)) return { isLegal: scene.isDrawn, says: t('canvas.plainLine') };
    if (!what) return { isLegal: true, says: t('state.loading') };
    const [first, ...others] = legal(to, what);
    if (!first) return { isLegal: false, says: noneFor(to) };
    const says = sentence(first, to);
    return {
      isLegal: true,
      says: others.length > 0 ? t('canvas.orOthers', { says, count: others.length }) : says,
    };
  }

  function make({ relation, direction, label }: Rule, to: SceneNode) {
    if (!from) return;
    const [start, end] = direction === 'OUT' ? [from, to] : [to, from];
    give(relate(scene, start, end, relation));
    tell(t('canvas.related', { says: `${from.label} ${label} ${to.label}` }));
  }

  function reveal(related: Related, to: SceneNode) {
    if (!from) return;
    const [start, end] = related.source === id ? [from, to] : [to, from];
    give(lineOf(scene.view, related, start.id, end.id));
    tell(t('canvas.shown', { says: inWords(related, from, to) }));
  }

  function inWords(related: Related, near: SceneNode, far: SceneNode): string {
    const [start, end] = related.source === id ? [near, far] : [far, near];
    return `${start.label} ${words.get(related.kind)?.forward ?? related.kind} ${end.label}`;
  }

  /** Relates with a box: at once where there is one way, else by a menu at a place of the canvas. */
  async function drop(to: SceneNode, at: Point) {
    if (!from) return;
    if (isPlain(to)) {
      const look = { label: '' };
      const line = {
        view: scene.view,
        id: newId('c'),
        relation: null,
        from: from.id,
        to: to.id,
        bends: null,
        look,
      };
      give({ kind: 'add-line', ...line });
      return;
    }
    // Who is faster than the rules waits for them.
    const all = what ?? (await ask().catch(() => null));
    if (!all) return announce(t('canvas.noRules'));
    const rules = legal(to, all);
    const shown = hidden(to, all);
    const [only, ...others] = rules;
    if (!only && shown.length === 0) {
      announce(noneFor(to));
      return void notifications.show({
        message: noneFor(to),
        closeButtonProps: { 'aria-label': t('action.close') },
      });
    }
    if (only && others.length === 0 && shown.length === 0) return make(only, to);
    const existing = shown.map((related): Choice => ({
      id: `show ${related.id}`,
      label: inWords(related, from, to),
      detail: words.get(related.kind)?.label ?? related.kind,
      group: t('canvas.showExisting'),
      run: () => reveal(related, to),
    }));
    const fresh = rules.map((rule): Choice => ({
      id: `${rule.relation} ${rule.direction}`,
      label: sentence(rule, to),
      detail: nameOf(rule, to),
      group: `${rule.direction === 'OUT' ? from.label : to.label} → ${rule.direction === 'OUT' ? to.label : from.label}`,
      run: () => make(rule, to),
    }));
    show({ name: 'choose', at, title: t('canvas.relation'), choices: [...existing, ...fresh] });
  }

  return { verdict, drop, isKnown: what !== null };
}
