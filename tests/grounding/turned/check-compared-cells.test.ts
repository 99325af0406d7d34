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
    'The Orvik saw beat the former blade on noise but lost to it on spoilt larch.',
  ])('agree with, or do not decide: %s', (claim) => {
    expect(said(claim)).toEqual([]);
  });
});

describe('rows and columns of a table that differ in a number, and all others', () => {
  const told = indexArticle(
    parseArticle(
      {
        text: `
| Parish | Eel 1 | Eel 2 | Otter |
| --- | --- | --- | --- |
| Aas | 7.1 | 5.2 | 6.4 |
| Lom | 3.9 | 8.8 | 4.1 |

| Quay | Second quarter | Year before |
| --- | --- | --- |
| Moss | 310 | 290 |
| Hove | 270 | 305 |
| Total | 580 | 595 |

| Lamp | Lasts | Lights |
| --- | --- | --- |
| Dusk | 9 days | 4 seconds |
| Dawn | 6 days | 5 seconds |
`,
      },
      { anyLength: true },
    ),
  );
  const codes = (claim: string) => checkComparedCells(readClaim(claim), told).map(({ code }) => code);

  it.each([
    'Eel 2 makes more mistakes in Aas than Otter does.',
    'In Lom, Eel 1 makes more mistakes than Otter.',
    'Hove took in more than any other quay in the second quarter.',
    'Moss took in less than all the others in the second quarter.',
  ])('contradict: %s', (claim) => {
    expect(codes(claim)).toEqual(['direction']);
  });

  it.each([
    'Eel 2 makes fewer mistakes in Aas than Otter does.',
    'In Lom, Eel 2 makes more mistakes than Otter.',
    'Moss took in more than any other quay in the second quarter.',
    'Dusk is a faster lamp than Dawn.',
  ])('do not contradict: %s', (claim) => {
    expect(codes(claim)).toEqual([]);
  });
});
