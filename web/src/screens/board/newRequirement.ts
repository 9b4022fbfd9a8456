import type { Command } from '@/model/commands/command';
import { newElementId, newRelationId } from '@/model/ids';

interface Answers {
  hurts: string;
  who: { elementId: string; kindId: string };
  better: string;
  by: string;
  /** The language that these were written in. */
  language: string;
}

/** A name is what fits into one line. */
const LONGEST = 60;
/** The kind asks for a rank: neither high nor lowest until somebody ranks it. */
const UNRANKED = 3;

/** The first sentence of a text, cut where it is too long for a name. */
export function nameFrom(text: string): string {
  const sentence = (text.trim().split(/(?<=[.!?。！？])|\n/)[0] ?? '').trim().replace(/[.。]$/, '');
  const letters = [...sentence];
  if (letters.length <= LONGEST) return sentence;
  const cut = letters.slice(0, LONGEST - 1).join('');
  return `${cut.replace(/\s+\S*$/, '')}…`;
}

/** A demand that says what hurts, whom and until when, and the requirement that answers it, as commands. */
export function newRequirement({ hurts, who, better, by, language }: Answers): Command[] {
  const name = { [language]: nameFrom(hurts) };
  const demand = newElementId(`dem ${name[language]}`);
  const requirement = newElementId(`req ${name[language]}`);
  return [
    {
      kind: 'create-element',
      id: requirement,
      fields: {
        kind: 'requirement',
        name,
        properties: {
          // Until somebody says it better, what is to be true is what would show that it is.
          statement: { [language]: better.trim() },
          rationale: { [language]: hurts.trim() },
          acceptance: { [language]: better.trim() },
          level: 'business',
          decision: 'proposed',
        },
      },
    },
    {
      kind: 'create-element',
      id: demand,
      fields: {
        kind: 'demand',
        name,
        properties: {
          problem: { [language]: hurts.trim() },
          origin: 'business-pull',
          raised_by: who.elementId,
          wanted_by: by,
          priority: UNRANKED,
          urgency: UNRANKED,
          decision: 'open',
        },
      },
    },
    { kind: 'connect', id: newRelationId(), from: demand, relation: 'splits-into', to: requirement },
    // Of roles and actors the property alone says it: the metamodel lets this relation lead to stakeholders only.
    ...(who.kindId === 'stakeholder'
      ? ([
          { kind: 'connect', id: newRelationId(), from: demand, relation: 'raised-by', to: who.elementId },
        ] as const)
      : []),
  ];
}
