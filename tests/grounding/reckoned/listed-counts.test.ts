import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The harbour office hired a pilot, two clerks and a diver.',
    'The kit holds a rope, a lamp, a whistle, and a knife.',
    'The office opens at nine.',
  ]),
);
const count = (claim: string) => checkNumbers(readClaim(claim), index).issues.length;

it.each([
  ['The kit holds 4 things, a rope and a whistle among them.', 0],
  ['The kit holds 14 things, a rope and a whistle among them.', 1],
  ['The kit holds 6 things, a rope and a whistle among them.', 1],
])('counts the parts of an enumeration: %s', (claim, issues) => {
  expect(count(claim)).toBe(issues);
});
