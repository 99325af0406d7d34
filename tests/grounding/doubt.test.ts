import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../src/grounding/article-index.ts';
import { readClaim } from '../../src/grounding/claim.ts';
import { type Closeness, closenessOf, isDoubtful, sureness } from '../../src/grounding/doubt.ts';
import { articleOf } from '../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The ferry to Holm carried 4,200 passengers in July. Fares rose in August. The crew asked for a second boat.',
  ]),
);
const closeness = (claim: string) => closenessOf(readClaim(claim), index);

describe('closenessOf', () => {
  it('counts what the nearest passage has, and what it says in other words', () => {
    expect(closeness('The ferry to Holm carried 4,200 passengers.')).toMatchObject({
      shared: 5,
      unknown: 0,
      covered: expect.closeTo(1, 9),
    });
    expect(closeness('Vessels bound for Holm transported 4,200 travellers.')).toMatchObject({ shared: 2, unknown: 4 });
  });

  it('takes the two nearest passages together, and tells how far the first is ahead', () => {
    const { covered, ahead, reworded } = closeness('Fares for the ferry to Holm rose.');
    expect(covered).toBeCloseTo(1, 9);
    expect(ahead).toBeLessThan(0.2);
    expect(reworded).toBe(2);
  });

  it('says of a claim without a word of the article that nothing is shared', () => {
    expect(closeness('Quantum dots glow.')).toMatchObject({ covered: 0, ahead: 0, shared: 0, unknown: 3 });
  });
});

describe('isDoubtful', () => {
  const near: Closeness = { covered: 1, ahead: 0.5, shared: 5, reworded: 1, unknown: 0 };

  it('believes a contradiction of a claim worded like the article', () => {
    for (const code of ['name', 'direction', 'negation'] as const) expect(isDoubtful(code, near)).toBe(false);
  });

  it('doubts one of a claim that says much in other words', () => {
    const far: Closeness = { covered: 0.5, ahead: 0.1, shared: 6, reworded: 8, unknown: 4 };
    for (const code of ['name', 'direction', 'negation'] as const) expect(isDoubtful(code, far)).toBe(true);
  });

  it.each([
    ['covered', -0.3],
    ['reworded', 3],
    ['unknown', 3],
    ['shared', 3],
  ] as const)('is less sure the more a claim says otherwise: %s', (name, more) => {
    expect(sureness('direction', { ...near, [name]: near[name] + more })).toBeLessThan(sureness('direction', near));
  });
});
