import { expect, it } from 'vitest';
import { createForesight } from '../../src/backlog/foresee.ts';

const estimateOf = (costUsd: number) => {
  const estimate = { calls: 1, inputTokens: 10, outputTokens: 1, costUsd };
  return [{ provider: 'p', model: 'm', likely: estimate, most: estimate }];
};

it('adds costs up to whole nano-dollars', () => {
  const foresight = createForesight(() => estimateOf(0.1));
  for (const text of ['a', 'b', 'c']) foresight.add(text);
  expect(foresight.forecasts()[0]?.likely).toEqual({ calls: 3, inputTokens: 30, outputTokens: 3, costUsd: 0.3 });
});

it('takes what nobody has seen for an average one', () => {
  const foresight = createForesight((text) => estimateOf(text.length));
  foresight.add('ab');
  foresight.add('abcd');
  foresight.addUnseen();
  expect(foresight.forecasts()[0]?.likely).toMatchObject({ calls: 3, costUsd: 9 });
});
