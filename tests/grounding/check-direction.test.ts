import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../src/grounding/article-index.ts';
import { checkDirection } from '../../src/grounding/check-direction.ts';
import { checkNegation } from '../../src/grounding/check-negation.ts';
import { checkOrder } from '../../src/grounding/check-order.ts';
import { readClaim } from '../../src/grounding/claim.ts';
import { articleOf } from '../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Net income fell to $212 million in the quarter. Orders from car makers grew for the first time in two years.',
    'Upgrade the replicas first and the primary afterwards. The metrics port moved from 9100 to 9187.',
    'Memory encryption is disabled on the cheaper models. The cache does not keep deleted rows.',
    'The audit of the payroll was not delayed. Bright Systems has agreed to acquire Tamar Health.',
    'The fault kept readers from opening the archive of letters. Version 8 does not detect the worm in letters. The archive still uses the index.',
  ]),
);
const codes = (claim: string) => {
  const read = readClaim(claim);
  return [...checkDirection(read, index), ...checkOrder(read, index), ...checkNegation(read, index)].map(
    ({ code }) => code,
  );
};

describe('checks of direction, order and negation', () => {
  it.each([
    'Net income declined to $212 million in the quarter.',
    'Orders from car makers rose for the first time in two years.',
    'The replicas are upgraded before the primary.',
    'The metrics port moved from 9100 to 9187.',
    'Memory encryption is turned off on the cheaper models.',
    'Deleted rows are not kept by the cache.',
    'Tamar Health is being acquired by Bright Systems.',
    'Nobody delayed the audit of the payroll.',
    'Premium models are less expensive with memory encryption disabled.',
    'Readers were unable to open the archive of letters.',
    'Version 9 detects the worm in letters.',
  ])('take for said: %s', (claim) => {
    expect(codes(claim)).toEqual([]);
  });

  it.each([
    ['Net income rose to $212 million in the quarter.', 'direction'],
    ['Orders from car makers fell for the first time in two years.', 'direction'],
    ['Memory encryption is enabled on the cheaper models.', 'direction'],
    ['Upgrade the primary first and the replicas afterwards.', 'direction'],
    ['The metrics port moved from 9187 to 9100.', 'direction'],
    ['Tamar Health has agreed to acquire Bright Systems.', 'direction'],
    ['Throughput rose from 90 to 70 requests.', 'direction'],
    ['The cache does keep deleted rows.', 'negation'],
    ['Profit was 40 million, up from 52 million.', 'direction'],
    ['The archive no longer uses the index.', 'negation'],
    ['The audit of the payroll was delayed.', 'negation'],
    ['Orders from car makers never grew for the first time in two years.', 'negation'],
  ])('find turned: %s', (claim, code) => {
    expect(codes(claim)).toContain(code);
  });
});
