import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkChangedFigures } from '../../../src/grounding/turned/check-changed-figures.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The loss narrowed to $23 million from $57 million. Cups cost £300 apiece.',
    'In June the price of a cup fell to £120. The report that took 52 minutes takes 20, thanks to faster disks.',
    'The margin widened to 47.9%, against 45.2% a year earlier. Red cups sell 310 times a day, against 190 for blue ones.',
    'We moved from Quillstore 13 on a rented server to Quillstore 17.',
    'The queue grew from 40 to 90 items in May. In July it fell from 90 to 40 items.',
    'The crew shrank from five to three.',
    'Under the new rule thefts fell from 34 a week to 12. At the start we had 21 thefts a week.',
    'A roast takes 44 minutes in winter. In 2020 it took 31. Grinding takes 50 seconds, where the old mill needed six minutes.',
    'The shop has 7 bakers. In 2020 the cellar was flooded, and it had 9 pumps.',
  ]),
);
const codes = (claim: string) => checkChangedFigures(readClaim(claim), index).map(({ code }) => code);

it.each([
  'The loss widened from $23 million to $57 million.',
  'The price was raised from £120 to £300.',
  'The report takes 52 minutes instead of 20.',
  'The margin went from 47.9% to 45.2%.',
  'They moved from Quillstore 17 to Quillstore 13.',
  'The loss widened to $23 million.',
  'The loss narrowed to $57 million.',
  'Roasting was cut from 44 minutes to 31.',
  'Grinding now takes six minutes instead of 50 seconds.',
])('finds turned round: %s', (claim) => {
  expect(codes(claim)).toEqual(['direction']);
});

it.each([
  'The loss shrank from $57 million to $23 million.',
  'The price went from £300 to £120.',
  'The report takes 20 minutes rather than 52.',
  'The margin went from 45.2% to 47.9%.',
  'Painting a cup blue takes its sales from 310 to 190 a day.',
  'They moved from Quillstore 13 to Quillstore 17.',
  'Between $23 million and $57 million were lost.',
  'The queue went from 40 to 90 items.',
  'Thefts rose from 21 to 34 a week at first.',
  'The crew went from three to five.',
  'The loss narrowed to $23 million.',
  'The queue fell to 40 items.',
  'The queue rose to 90 items.',
  'Roasting went from 31 minutes to 44.',
  'Grinding went from six minutes to 50 seconds.',
  'Bakers were cut from 9 to 7.',
])('finds nothing wrong with: %s', (claim) => {
  expect(codes(claim)).toEqual([]);
});

it('lets go what went on from where it had come to', () => {
  const told = indexArticle(
    articleOf([
      'The wait at the lock climbed to 240 minutes in May.',
      'After the second gate it was down to 31 minutes.',
    ]),
  );
  const found = (claim: string) => checkChangedFigures(readClaim(claim), told);
  expect(found('Two gates cut the wait at the lock from 240 to 31 minutes.')).toEqual([]);
});

const loose = indexArticle(
  articleOf([
    'Deliveries, which used to take 26 minutes, take almost 41. Rents slipped to 640 marks, down slightly from 655.',
    'Blood pressure in the walking group started at an average of 134 and ended at 129.',
    'They had some 310 buoys out in 2024 and will have fewer than 220 by the end of this year.',
    'The hall used to seat 520 guests and needs 18 lamps.',
  ]),
);
const inLoose = (claim: string) => checkChangedFigures(readClaim(claim), loose).map(({ code }) => code);

it.each([
  'Deliveries now finish in 26 minutes, where they used to need almost 41.',
  'Rents rose slightly, from 640 marks to 655.',
  'Blood pressure rose from 129 to 134 among those who walked.',
  'The fleet grows from under 220 buoys to some 310.',
])('finds turned round, with what was before or will be told by a verb: %s', (claim) => {
  expect(inLoose(claim)).toEqual(['direction']);
});

it.each([
  'Deliveries now take almost 41 minutes, where they used to need 26.',
  'Rents went from 655 marks to 640.',
  'Among those who walked, blood pressure ended at 129, having started at 134.',
  'The fleet shrinks to fewer than 220 buoys from some 310.',
  'The hall seats 520 guests and used to need 18 lamps.',
])('finds nothing wrong with what a verb says was before: %s', (claim) => {
  expect(inLoose(claim)).toEqual([]);
});

it('reads no way from seconds, which are fewer where something goes up in speed', () => {
  const told = indexArticle(articleOf(['The loop fell from 90 seconds to 40 seconds at the lock of Sund.']));
  expect(checkChangedFigures(readClaim('The loop at the lock of Sund rose to 40 seconds.'), told)).toEqual([]);
});
