import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../../src/article/parse-article.ts';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkChangedFigures } from '../../../src/grounding/turned/check-changed-figures.ts';
import { datedPairs } from '../../../src/grounding/turned/dated-figures.ts';

const text = `Shirts of the league were worth €14 million in 2019 and €9 million last year. Copies that used to run for seven hours take fifty minutes.
The mill ground 640 tonnes this year, 580 tonnes a year earlier. It has 12 stones and 30 sacks.

| | 2026 | 2025 |
| --- | --- | --- |
| Net profit | €104m | €97m |
| Barges | 210 | 260 |

| Lock | Before | After |
| --- | --- | --- |
| Wait | 52 minutes | 19 minutes |
`;
const index = indexArticle(parseArticle({ text }, { anyLength: true }));
const codes = (claim: string) => checkChangedFigures(readClaim(claim), index).map(({ code }) => code);

describe('what the dates of an article tell of a change', () => {
  it.each([
    'Shirt deals grew from €9 million in 2019 to €14 million.',
    'Copies lengthened from fifty minutes to seven hours.',
    'The harvest fell from 640 tonnes to 580 tonnes.',
    'Net profit fell from €104 million to €97 million.',
    'The number of barges rose from 210 to 260.',
    'Waits at the lock grew from 19 minutes to 52 minutes.',
  ])('is turned round: %s', (claim) => {
    expect(codes(claim)).toEqual(['direction']);
  });

  it.each([
    'Shirt deals fell from €14 million in 2019 to €9 million.',
    'Copies were cut from seven hours to fifty minutes.',
    'The harvest rose from 580 tonnes to 640 tonnes.',
    'Net profit rose from €97 million to €104 million.',
    'The number of barges fell from 260 to 210.',
    'Waits at the lock fell from 52 minutes to 19 minutes.',
  ])('is kept: %s', (claim) => {
    expect(codes(claim)).toEqual([]);
  });
});

it.each([
  ['| Item | March | June |', ['$61,000 $9,400']],
  ['| Item | June | March |', []],
  ['| Item | Dec | January |', []],
  ['| Item | 2024 | March |', []],
  ['| Item | 7.9 | 8.0 |', ['$61,000 $9,400']],
  ['| Item | 8.0 | 7.9 |', ['$9,400 $61,000']],
  ['| Item | 1.5 | 2.5 |', []],
])(
  'reads which cell came first from months that follow each other, and from versions that are named: %s',
  (head, pairs) => {
    const table = `Waxwing 8.0 follows Waxwing 7.9.\n\n${head}\n| --- | --- | --- |\n| Candles | $61,000 | $9,400 |\n`;
    const bill = indexArticle(parseArticle({ text: table, format: 'markdown' }, { anyLength: true }));
    expect(datedPairs(bill).map(([old, now]) => `${bill.textOf(old)} ${bill.textOf(now)}`)).toEqual(pairs);
  },
);
