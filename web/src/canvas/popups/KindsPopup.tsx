import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Choice, type Popup, useDrawing } from '../DrawingContext';
import { type Kind, type Rule, useSurroundings } from '../surroundings';
import { useCreation } from '../tools/useCreation';
import { Chooser } from './Chooser';
import { byUse } from './recent';
import { useFound } from './useFound';

type Props = Extract<Popup, { name: 'kinds' }>;

/**
 * What the new end of a relation is: a kind that may be related, or an element that is there already. The relation is
 * asked for after it, or before it where that was wanted.
 */
export function KindsPopup({ at, spot, from, isRelationFirst = false }: Props) {
  const { t } = useTranslation();
  const { show, focusCanvas } = useDrawing();
  const { kinds, admits, relations: words, rulesOf } = useSurroundings();
  const { referHere } = useCreation();
  const [rules, setRules] = useState<readonly Rule[] | null>(null);
  const [chosen, setChosen] = useState<Rule | null>(null);
  const [text, setText] = useState('');
  const found = useFound(text);
  useEffect(() => {
    let isCurrent = true;
    void rulesOf(from.kind ?? '').then((all) => isCurrent && setRules(all));
    return () => {
      isCurrent = false;
    };
  }, [rulesOf, from.kind]);
  const close = () => {
    show(null);
    focusCanvas();
  };
  const legal = (kind: Kind) => {
    const fitting = (chosen ? [chosen] : (rules ?? [])).filter((rule) => rule.fits(kind));
    return fitting.sort((a, b) => Number(a.isDerived(kind)) - Number(b.isDerived(kind)));
  };
  const next = (kind: Kind, then: (rule: Rule) => void) => {
    const [only, ...others] = legal(kind);
    if (!only) return;
    if (others.length === 0) return then(only);
    show({
      name: 'choose',
      at,
      title: t('canvas.relation'),
      choices: legal(kind).map((rule): Choice => {
        const name = words.get(rule.relation)?.label ?? rule.relation;
        return {
          id: `${rule.relation} ${rule.direction}`,
          label: `${from.label} ${rule.label} ${kind.label}`,
          detail: rule.isDerived(kind) ? t('canvas.derived', { name }) : name,
          run: () => then(rule),
        };
      }),
    });
  };
  if (isRelationFirst && rules && !chosen) {
    const isFirst = ({ relation, label }: Rule, index: number) =>
      rules.findIndex((one) => one.relation === relation && one.label === label) === index;
    const ways = rules.filter(isFirst).map((rule): Choice => ({
      id: `${rule.relation} ${rule.direction}`,
      label: `${from.label} ${rule.label} …`,
      run: () => setChosen(rule),
    }));
    return <Chooser key="ways" at={at} title={t('canvas.relation')} choices={ways} onClose={close} />;
  }
  const wanted = text.trim().toLocaleLowerCase();
  const fitting = [...kinds.values()].filter(
    (kind) =>
      legal(kind).length > 0 && (kind.label.toLocaleLowerCase().includes(wanted) || kind.id.includes(wanted)),
  );
  const offered = [...byUse(fitting.filter(admits)), ...byUse(fitting.filter((kind) => !admits(kind)))];
  const existing = found.flatMap((one): Choice[] => {
    const kind = kinds.get(one.kind);
    if (!kind || legal(kind).length === 0 || one.id === from.element?.elementId) return [];
    const run = () =>
      next(kind, (rule) => {
        close();
        const { relation, direction } = rule;
        void referHere(one.id, spot, { relation, direction, node: from });
      });
    const detail = t('canvas.asReference', { kind: one.kindLabel });
    return [
      {
        id: `element ${one.id}`,
        label: one.name,
        detail,
        group: t('canvas.existing'),
        kind: kind.shape,
        layer: kind.layer,
        run,
      },
    ];
  });
  const fresh = offered.map((kind): Choice => ({
    id: kind.id,
    label: kind.label,
    group: t('canvas.createNew'),
    kind: kind.shape,
    layer: kind.layer,
    run: () =>
      next(kind, ({ relation, direction }) =>
        show({ name: 'name', at, spot, kind: kind.id, tie: { relation, direction, node: from } }),
      ),
  }));
  return (
    <Chooser
      key="kinds"
      at={at}
      title={t('canvas.relateWith', { name: from.label })}
      text={text}
      onText={setText}
      placeholder={t('canvas.kindOrElement')}
      choices={[...existing, ...fresh]}
      none={rules ? t('palette.nothing') : t('state.loading')}
      onClose={close}
    />
  );
}
