import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkMoments } from '../../../src/grounding/stated/check-moments.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Tests take six days, and the laboratory at the pass of Orrin has four machines, one of which was out of order until mid-October.',
    'The harvest of plums began in June. The year after may be better, and the laboratory at the border is to get six additional machines in February.',
  ]),
);
const codes = (claim: string) => checkMoments(readClaim(claim), index).map(({ code }) => code);

it('lets a date stand that the passage with it says of the same, however much of the claim another one says', () => {
  expect(codes('From February the laboratory at Orrin should have ten machines instead of four.')).toEqual([]);
});

it('finds a date of something else', () => {
  expect(codes('The laboratory at the pass of Orrin had a machine out of order until June.')).toEqual(['number']);
});

it('finds a date that is not there', () => {
  expect(codes('The laboratory is to get six additional machines in April.')).toEqual(['number']);
});

it.each([
  ['Engineers found the leak at 09:49.', 0],
  ['Engineers found the leak at 10:49.', 1],
  ['The sluice was shut at 00:20.', 0],
  ['The sluice was shut at 01:20.', 1],
  ['The lighthouse went dark in 1986.', 0],
  ['The lighthouse went dark in 1762.', 1],
  ['Holm took over the yard in 1995.', 0],
  ['Holm took over the yard in 1975.', 1],
  ['The pump failed in mid-August.', 0],
  ['The pump failed in mid-September.', 1],
])('reckons what the article says beside a date or a time: %s', (claim, found) => {
  const harbour = articleOf([
    'The alarm went off at 09:12. It took engineers 37 minutes to find the leak. At night it rang at 22:50, and the sluice was shut an hour and a half later.',
    'The lighthouse was lit in 1874; it went dark 112 years later. Holm was born in 1961 and took over the yard at the age of 34.',
    'The guarantee ran out on 1 July, six weeks before the pump failed.',
  ]);
  expect(checkMoments(readClaim(claim), indexArticle(harbour))).toHaveLength(found);
});

it('reads each date of an article a few times only, however many there are', () => {
  const many = indexArticle(articleOf(['The loft at Aas was painted on 3 March 2019. '.repeat(300)]));
  let reads = 0;
  const moments = many.moments.map((moment) =>
    Object.defineProperty({ ...moment }, 'year', {
      get() {
        reads += 1;
        return undefined;
      },
    }),
  );
  checkMoments(readClaim('The loft at Aas was painted in 2024.'), { ...many, moments });
  expect(moments).toHaveLength(300);
  expect(reads).toBeLessThan(40 * moments.length);
});

it.each([
  ['The loft at Aas was painted on 3 March 2019.', 0],
  ['The loft at Aas was painted on 3 March 2021.', 0],
  ['The loft at Aas was painted on 3 March 2018.', 1],
])('takes the year of a date from anywhere in the article: %s', (claim, found) => {
  const loft = articleOf([
    'The loft at Aas was painted on 3 March. In May 2019 the guild sold it.',
    'A ledger of 2021 names no buyer.',
  ]);
  expect(checkMoments(readClaim(claim), indexArticle(loft))).toHaveLength(found);
});

it.each([
  ['Ferries were the only service below their target in May.', 0],
  ['The hall was shut for repairs in April.', 1],
])('takes no head of a column for the date of what stands beside it: %s', (claim, found) => {
  const report = articleOf([
    ['table', '| Service | Target | March | May |\n| --- | --- | --- | --- |\n| Ferries | 90 % | 92 % | 88 % |'],
    'The hall was shut for repairs in June. In April the guild met twice, as it does every spring.',
  ]);
  expect(checkMoments(readClaim(claim), indexArticle(report))).toHaveLength(found);
});

it.each([
  ['The dam was built in the 1970s.', 0],
  ['The dam was built in the 1950s.', 1],
])('tells one decade from another: %s', (claim, issues) => {
  const dams = indexArticle(articleOf(['The dam above the village was built in the 1970s. It leaks.']));
  expect(checkMoments(readClaim(claim), dams)).toHaveLength(issues);
});
