import { expect, it } from 'vitest';
import { blockingIssues } from '../../src/grounding/blocking-issues.ts';
import type { ClaimEvidence } from '../../src/grounding/evidence.ts';
import { issueWithPassages } from '../../src/summary/issue.ts';

const evidence = (quotes: readonly string[], ...issues: ClaimEvidence['issues']): ClaimEvidence => ({
  ...{ claim: 'bullets/1', supported: issues.length === 0, issues },
  spans: quotes.map((quote) => ({ start: 0, end: quote.length, quote })),
});
const said = (one: ClaimEvidence) =>
  blockingIssues([one]).map((issue) => `${issue.at} ${issue.code}: ${issueWithPassages(issue)}`);
const number = { code: 'number', message: 'The article does not state "7". Leave it out.' } as const;
const name = { code: 'name', message: 'The article never mentions Orbix' } as const;

it('says the nearest passages once a claim, the best two, with their own quotation marks and no stop too many', () => {
  expect(said(evidence(['It was "three", he said.', 'Not four.', 'Nor five.'], number, name))).toEqual([
    'bullets/1 number: The article does not state "7". Leave it out.',
    'bullets/1 name: The article never mentions Orbix. The nearest passages of the article: (1) It was "three", he said. (2) Not four.',
  ]);
});

it('says one passage without a number, and none where there is none', () => {
  expect(said(evidence(['It was\nthree.'], number))).toEqual([
    'bullets/1 number: The article does not state "7". Leave it out. The nearest passage of the article: It was three.',
  ]);
  expect(said(evidence([], number))).toEqual(['bullets/1 number: The article does not state "7". Leave it out.']);
});

it('shortens a long passage without cutting a character in two', () => {
  const [issue] = blockingIssues([evidence([`${'a'.repeat(479)}😀 and more`], number)]);
  const [passage = ''] = issue?.passages ?? [];
  expect(passage.endsWith('aa…')).toBe(true);
  expect(passage.isWellFormed()).toBe(true);
});

it('says nothing of what only lacks support', () => {
  expect(blockingIssues([evidence(['One.'], { code: 'support', message: 'No passage says this.' })])).toEqual([]);
});
