import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../../src/article/parse-article.ts';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkComparedCells } from '../../../src/grounding/turned/check-compared-cells.ts';

const text = `
| | Orvik saw | Former blade |
| --- | --- | --- |
| Spoilt larch | 13.1% | 22.7% |
| Idle power | 410 W (380 W in winter) | 290 W |
| Weight | 61 kg | 74 kg |
| Noise at the bench | 88 dB | 81 dB |

Later came ropes, of which the yard keeps three.

| Rope | Price per metre | Time to splice |
| --- | --- | --- |
| Hemp | €2.10 | 40 minutes |
| Sisal | €1.30 | 55 minutes |
| Sisal, tarred | €1.90 | 70 minutes |
`;
const index = indexArticle(parseArticle({ text }, { anyLength: true }));
const said = (claim: string) => checkComparedCells(readClaim(claim), index).map(({ message }) => message);

describe('cells of a table', () => {
  it.each([
    ['The Orvik saw spoils more larch than the former blade did.', '13.1%'],
    ['The former blade consumed more power at idle than the Orvik saw.', '290 W'],
    ['The Orvik saw is heavier than the former blade.', '61 kg'],
    ['The Orvik saw is quieter than the former blade.', '88 dB'],
    ['Tarred rope costs more per metre than hemp.', '€1.90'],
  ])('contradict: %s', (claim, figure) => {
    expect(said(claim)).toEqual([expect.stringContaining(`"${figure.replace(/ W$/, '')}`)]);
  });

  it.each([
    'The Orvik saw spoils less larch than the former blade did.',
    'The Orvik saw is lighter than the former blade.',
    'At idle the Orvik saw takes more power than the former blade.',
    'Hemp costs more per metre than tarred rope.',
    'Sisal costs more than hemp.',
    'The Orvik saw is dearer than the former blade.',
    'The Orvik saw is no heavier than the former blade.',
    'The former blade weighed 13 kg more than the Orvik saw.',
  ])('agree with, or do not decide: %s', (claim) => {
    expect(said(claim)).toEqual([]);
  });
});
