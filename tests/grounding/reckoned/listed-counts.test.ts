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

const release = indexArticle(
  articleOf([
    'The release breaks old set-ups. Read the list before you upgrade, and thank those who wrote the guide.',
    ['list-item', 'The XML format is gone.'],
    ['list-item', 'The port is another one now.'],
    ['list-item', 'Old keys are refused.'],
    ['list-item', 'The first interpreter is not supported any more.'],
  ]),
);

it.each([
  ['Eleven changes of the release break old set-ups.', 1],
  ['Nine changes break old set-ups.', 1],
  ['Four changes of the release break old set-ups.', 0],
  ['There are two reasons to read the guide.', 0],
  ['Three old habits have to go.', 0],
])('takes a number in words for a count of what is listed, or of a few: %s', (claim, issues) => {
  expect(checkNumbers(readClaim(claim), release).issues).toHaveLength(issues);
});
