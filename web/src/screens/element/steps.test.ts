import { expect, test } from 'vitest';
import { stepsOf } from './steps';

const node = (step: string, label: string, count: number | null = null) => ({
  step,
  label,
  count,
  state: null,
  at: null,
  element: null,
});

test('each step stands for all of its things and names the last', () => {
  const steps = stepsOf([
    node('need', '186', 186),
    node('requirement', 'Classify'),
    node('change', 'first'),
    node('change', 'second'),
    node('deployment', 'prod 1.9'),
  ]);
  expect(steps.map(({ step, count, last }) => `${step} ${count} ${last?.label ?? ''}`.trim())).toEqual([
    'need 186 186',
    'demand 0',
    'requirement 1 Classify',
    'element 0',
    'change 2 second',
    'version 0',
    'deployment 1 prod 1.9',
    'indicator 0',
  ]);
});
