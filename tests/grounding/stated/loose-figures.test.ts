import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'For 46 minutes, visitors of the museum were shown the wrong map. The keeper mended the lamp in forty minutes.',
    'Letters of dismissed porters are kept for 14 days. A tour of the vault takes 31 minutes.',
    'Bread costs the kitchen €310 a month. The bell rings every quarter of an hour.',
    'We received 1,940 complaints, nearly seven times as many as on a usual day.',
    'Sales of tickets came to €388,000 in the quarter. The gallery sold 12% fewer prints.',
    'Of all lamps, 71.4% were lit less than six minutes late. In winter it was 76.9%, and 80% is the aim.',
    'The lamps of the moat were paid by the town to 65%, the rest by two donors.',
    'An audit found moths in 0.4 per cent of the tapestries. Repairs of old frames cost £11 million; a trial would have cost £450,000.',
    'We granted the lodgers credits of €317,000, a fifth of what they pay in a month.',
    'In the cellar, four doors opened one way and five another; three of the lodgers had a key.',
    ['table', '| Hall | Guards posted | Paintings |\n| --- | --- | --- |\n| North | 9 | 210 |\n| South | 4 | 180 |'],
  ]),
);
const messagesOf = (claim: string) => checkNumbers(readClaim(claim), index).issues.map(({ message }) => message);

describe('what only words tell of time, shares and multiples', () => {
  it.each([
    ['Visitors of the museum were shown the wrong map for over an hour.', 'an hour', '46 minutes'],
    ['Letters of dismissed porters are kept for a month.', 'a month', '14 days'],
    ['More than four in five lamps were lit less than six minutes late.', 'four in five', '71.4%'],
    ['The credits come to a third of what the lodgers pay in a month.', 'a third', 'a fifth'], // nor four of twelve
    ['Complaints came to nine times as many as on a usual day.', 'nine times', 'seven times'], // and no nine guards
  ])('is held against what the article measures: %s', (claim, written, own) => {
    expect(messagesOf(claim)).toEqual([expect.stringMatching(`"${written}".*"${own}"`)]);
  });

  it.each([
    'Visitors of the museum were shown the wrong map for about three quarters of an hour.',
    'The keeper mended the lamp in less than an hour.',
    'Letters of dismissed porters are kept for half a month.',
    'A tour of the vault takes half an hour.',
    'A third of the cost of lighting the moat fell to donors.', // the rest
    'Moths were found in less than half a per cent of the tapestries.',
    'The kitchen buys bread for €310 a month.', // counts no time
    'A month later the museum showed the right map.',
    'Sales of tickets came to €388,000 in the quarter.', // no 25 %
  ])('may be right: %s', (claim) => {
    expect(messagesOf(claim)).toEqual([]);
  });
});
