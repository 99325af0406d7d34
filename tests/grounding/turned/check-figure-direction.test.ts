import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkFigureDirection } from '../../../src/grounding/turned/check-figure-direction.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The tariff is 35% dearer than before. Between May and June 312 keepers answered, 9 % fewer than in 2023.',
    'The lock of Holm opened four months ahead of schedule. The guild answered by delaying the regatta by ten weeks.',
    'Most leaks came from a weld of the first 40 days. Nesbit Boats made a loss of €19 million. The yard of Lie had a profit of €7 million.',
    'The diver expects 230 callers in the next six weeks, after 700 in the last nine weeks.',
    'A barge carries 12 % more than a cart and a cart 12 % less than a sledge.',
    'Coal was cheaper, which saved the mill €23 million. A weak crown took €14 million off the sales of the yard.',
    'The Mill party lost 17 seats to the Dairy party. A second lamp costs the ferry 26 watts and saves it 90 minutes.',
  ]),
);
const messages = (claim: string) => checkFigureDirection(readClaim(claim), index).map(({ message }) => message);

describe('the way a figure goes', () => {
  it.each([
    ['Participation was up nine per cent on the previous year.', '9 % fewer'],
    ['The lock went into use four months late.', 'four months ahead of'],
    ['The guild brought its race for boats forward by ten weeks.', 'delaying the regatta by ten weeks'],
    ['Nearly all faults go back to a seam made in the last 40 days.', 'first 40 days'],
    ['The shipyard closed its books with a profit of €19 million.', 'loss of €19 million'],
    ['Higher coal prices cost the mill €23 million.', 'saved the mill €23 million'],
    ['The crown flattered the yard, adding €14 million to its sales.', 'took €14 million off'],
    ['The Mill party won 17 seats.', 'lost 17'],
    ['Some 700 people are to call in the next nine weeks.', 'last nine weeks'],
  ])('is the other one: %s', (claim, stated) => {
    expect(messages(claim)).toEqual([expect.stringContaining(stated)]);
  });

  it.each([
    'Participation was down nine per cent on the previous year.',
    'The lock went into use four months early.',
    'The guild put its race for boats back by ten weeks.',
    'Nearly all faults go back to a seam made in the initial 40 days.',
    'The shipyard closed its books with a loss of €19 million.',
    'Some 700 people called in the past nine weeks.',
    'A sledge carries 12 % more than a cart.',
    'Cheap coal spared the mill €23 million.',
    'The Dairy party gained 17 seats from the Mill party.',
    'For 26 watts more, the ferry is spared 90 minutes by a second lamp.',
  ])('is the same: %s', (claim) => {
    expect(messages(claim)).toEqual([]);
  });
});

it('is not read from what the article denies', () => {
  const told = indexArticle(articleOf(['The fee of the pier was not lowered by 40 crowns in May.']));
  expect(checkFigureDirection(readClaim('The fee of the pier was raised by 40 crowns in May.'), told)).toEqual([]);
});
