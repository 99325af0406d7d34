import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Of all ferries, 76.9% left on time in 2023. The harbour was rebuilt by 48 masons in a year.',
    [
      'table',
      '| Line | Trips 2023 | Trips 2024 | On time 2023 | On time 2024 |\n| --- | --- | --- | --- | --- |\n' +
        '| Skarvik | 410 | 460 | 80% | 77% |\n| Tornes | 830 | 890 | 82% | 79% |\n| Night boats | 130 | 140 | 77% | 64% |',
    ],
    [
      'table',
      '| Measure | 5.0 | 5.8 | 6.0 |\n| --- | --- | --- | --- |\n| Nets mended per hour | 310 | 840 | 3,900 |\n' +
        '| Median wait (s) | 14.2 | 9.4 | 3.1 |\n| Cold start (s) | 75 | 112 | 19 |',
    ],
    [
      'table',
      '| Guild | Barrels seized | Fines paid |\n| --- | --- | --- |\n| Coopers | 61,200 | €29,400 |\n' +
        '| Brewers | 14,900 | €18,100 |\n| Tanners | 8,200 | €4,200 |',
    ],
    [
      'table',
      '| Outcome | Salt (n = 3,655) | Usual (n = 3,559) |\n| --- | --- | --- |\n| Stroke | 143 | 196 |\n| Fall | 88 | 104 |',
    ],
    [
      'table',
      '| Sum | Q3 2025 | Q3 2024 | First nine months 2025 | First nine months 2024 |\n' +
        '| --- | --- | --- | --- | --- |\n| Profit of the yard (million kroner) | 459 | 386 | 1,266 | 1,105 |\n| Orders (million kroner) | 3,150 | 2,520 | 8,460 | 7,310 |',
    ],
  ]),
);
const issuesIn = (claim: string) => checkNumbers(readClaim(claim), index).issues;

describe('a figure of another cell than the one whose row and column a claim names', () => {
  it.each([
    ['On the Tornes line, 77% of the ferries were on time in 2024.', '79%'],
    ['Version 5.8 mends 310 nets per hour on the same bench.', '840'],
    ['Falls occurred in 104 of those who were given the salt.', '88'],
    ['In the first nine months of 2025, the profit of the yard was 1,105 million kroner.', '1,266'],
    ['The yard had orders of 2,520 million kroner in the third quarter of 2025.', '3,150'],
    ['The median wait is 19 seconds in version 6.0.', '3.1'],
    ['Skarvik had 460 trips in 2023.', '410'],
  ])('is found: %s', (claim, own) => {
    expect(issuesIn(claim).map(({ message }) => message)).toEqual([expect.stringContaining(`here it has "${own}"`)]);
  });

  it.each([
    'A median wait is a third of what it was in 5.8.', // no part of a column
    'On the Tornes line, 79% of the ferries were on time in 2024.',
    'Trips to Tornes grew to 890, compared with 2023.', // names the column only to compare with it
    'A cold start takes 19 seconds, down from 112 in version 5.8.',
    'Version 6.0 mends 3,900 nets per hour, where 5.8 managed 840.',
    'About 77% of all ferries were on time in 2023, those to Tornes and Skarvik among them.', // stands outside as well
    'Night boats had 140 trips in 2024, and 64% of them were on time.',
    'In the salt group, 143 had a stroke and 88 had a fall.',
    'Of the masons, 48 rebuilt the harbour of Tornes in 2024.',
  ])('is not seen in what may be right: %s', (claim) => {
    expect(issuesIn(claim)).toEqual([]);
  });
});
