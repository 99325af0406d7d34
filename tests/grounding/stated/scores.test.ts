import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'After three hours of talk the parish of Dunmoor voted by 21 to 16 for the new organ. A motion to wait was lost by nine votes to six.',
    'The choir expects that 4% to 7% of the pipes have to be cast anew. The bill fell from €90,000 to €52,000.',
    'The tuner used Pipewright 8, which reads the files of Pipewright 7. Organs 2 and 3 stand in the loft, and Organ 1 was sold.',
    'Some 30 people sang, though one of 64 had been asked. On the way out, Dunmoor 21 was the number that the parish clerk gave to a reporter.',
  ]),
);
const replacements = (claim: string) =>
  checkNumbers(readClaim(claim), index).issues.map(
    ({ message }) => /(?:here it has|closest it states is) "([^"]+)"/.exec(message)?.[1],
  );

describe('one of two figures that belong together', () => {
  it.each([
    ['The parish of Dunmoor voted 21 to 19 for the new organ.', '16'],
    ['The parish of Dunmoor voted by 30 to 16 for the new organ.', '21'],
    ['A motion to wait was lost by nine votes to three.', 'six'],
    ['The choir expects that 2% to 7% of the pipes have to be cast anew.', '4%'],
    ['The tuner reads the files with Pipewright 9.', '8'],
    ['The parish sold Organ 4.', '1'],
  ])('%s', (claim, instead) => {
    expect(replacements(claim)).toEqual([instead]);
  });

  it.each([
    'By 21 votes to 16 the parish of Dunmoor decided to buy the new organ.',
    'The bill fell by €38,000 to €52,000.',
    'Those who opposed the organ lost 16 to 21.',
    'Organ 3 stands in the loft.',
    'Of 30 people, all sang.',
    'The tuner reads the files of Pipewright 7.',
  ])('holds nothing against: %s', (claim) => {
    expect(replacements(claim)).toEqual([]);
  });
});
