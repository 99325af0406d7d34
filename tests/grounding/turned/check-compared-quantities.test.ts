import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkComparedQuantities } from '../../../src/grounding/turned/check-compared-quantities.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Patching the old sluice costs £40,000. A new weir was priced at £310,000 by the engineers of Hale & Son.',
    'The trawlers of Vik landed 9,000 boxes of herring. The boats from Lom came home with 2,400 boxes.',
    'The siren of the mill sounded at 06:40, the sprinklers of the store started at 06:52.',
    'The granary was roofed in 1871. Its cellar was dug in 1874 by prisoners.',
    'At 17:20 the ferryman of Sund warned the hospital by radio. The nurse on duty sent both ambulances at 17:35.',
    'Aldmoor has 3.7 million people. Brenby, founded in 1189, has 1.9 million people and 2,500 bridges; Aldmoor has 960 bridges.',
  ]),
);
const ofCases = indexArticle(
  articleOf([
    'Remote clerks closed 1,400 tickets a day in spring and 2,200 a day in autumn. Office clerks closed 1,800 tickets a day in spring and 1,900 a day in autumn.',
    'Tarnbase answered in 12 ms at the median and in 90 ms at the worst. Rillbase answered in 15 ms at the median and in 70 ms at the worst.',
    'The Alder engine weighs 320 kg. The Birch engine weighs 280 kg.',
  ]),
);
const compared = (claim: string) => checkComparedQuantities(readClaim(claim), index).map(({ message }) => message);

describe('quantities that a claim compares', () => {
  it.each([
    ['A new weir is cheaper than patching the old sluice.', '£40,000'],
    ['Patching the sluice would be more expensive than a new weir.', '£310,000'],
    ['A new weir, the choice of the town, would be cheaper than patching the old sluice.', '£40,000'],
    ['The boats from Lom landed more boxes than the trawlers of Vik.', '2,400'],
    ['The sprinklers of the store started before the siren of the mill sounded.', '06:52'],
    ['The granary was roofed after its cellar was dug.', '1871'],
    ['The ambulances had already left when the ferryman raised the alarm by radio.', '17:20'],
  ])('contradict: %s', (claim, figure) => {
    expect(compared(claim)).toEqual([expect.stringContaining(`"${figure}"`)]);
  });

  it.each([
    'Patching the old sluice is cheaper than a new weir.',
    'A new weir would be more expensive than patching the sluice.',
    'A new weir is not cheaper than patching the old sluice.',
    'The boats from Lom landed fewer boxes than the trawlers of Vik.',
    'The siren of the mill sounded before the sprinklers of the store started.',
    'The cellar was dug after the granary was roofed.',
    'A new weir is priced at less than half a million.',
    'The weir is older than the sluice.',
    'Brenby has more bridges than Aldmoor.',
    'Aldmoor has more people than Brenby.',
    'The trawlers landed 6,600 boxes more than the boats from Lom.',
    'The boats from Lom landed 6,600 boxes of herring fewer than the trawlers of Vik.',
    'The cellar was dug three years after the granary was roofed.',
    'The ambulances left after the ferryman had raised the alarm by radio.',
    'The ferryman of Sund spoke to the hospital before 15 minutes of waiting for the ambulances.',
    'Earnings of the trawlers of Vik beat those of Lom by 6,600 boxes.',
    'The boats from Lom landed a third more boxes this year than the trawlers of Vik.',
    'The granary was roofed after its cellar, once a pit, was dug.',
    'The cellar was dug after two years of work on the roofed granary.',
    'The granary was roofed after five years of work on its cellar, which was dug.',
  ])('agree with, or say nothing of: %s', (claim) => {
    expect(compared(claim)).toEqual([]);
  });
});

it.each([
  'Remote clerks closed more tickets than office clerks in autumn.',
  'In autumn remote clerks closed more tickets than office clerks.',
  'In spring office clerks closed more tickets than remote clerks.',
  'Rillbase was faster than Tarnbase at the worst.',
  'The Birch engine makes more power than the Alder engine.',
])('are not told from those of another case, or of another thing: %s', (claim) => {
  expect(checkComparedQuantities(readClaim(claim), ofCases)).toEqual([]);
});

describe('a comparison with another time', () => {
  const fees = indexArticle(
    articleOf([
      [
        'table',
        '| Fee | January | April |\n| --- | --- | --- |\n| Traffic | $47,000 | $16,600 |\n| Tests | $39,000 | $14,000 |',
      ],
      'Visitors were more numerous in April than in January.',
    ]),
  );
  it('is not held against what the other time had of something else', () => {
    const claim = 'By the end of April the bill stood lower, with traffic slightly higher than in January.';
    expect(checkComparedQuantities(readClaim(claim), fees)).toEqual([]);
  });
});
