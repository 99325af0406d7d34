import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkOffices } from '../../../src/grounding/names/check-offices.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Skarv sells fewer nets, the finance chief, Gloria Aasen, told the guild. Its chief executive Paul Lind was away.',
    'At Moen the chief executive, Ida Berge, was not. Torben Roed, head of hardware at Skarv, mends the winches.',
    'Olga Vik, the former founder of a school, now mends nets. The rope was tested by Per Dahl.',
    'Chief Operating Officer Raymond Osei left. Our lead programmer, Tomasz Wilk, warned us, and the owner, Devi Sandhu, did not listen.',
    'An inquiry into Colin Strake, who was treasurer until May, was closed. A designer, Eva Lund, drew the nets.',
  ]),
);
const messages = (claim: string) => checkOffices(readClaim(claim), index).map(({ message }) => message);

it.each([
  ['Per Dahl, the finance director of Skarv, says that fewer nets are sold.', 'Gloria Aasen'],
  ["Olga Vik, Skarv's chief financial officer, says that fewer nets are sold.", 'Gloria Aasen'],
  ["Skarv's head of hardware, Per Dahl, mends the winches.", 'Torben Roed'],
  ['Per Dahl, chief executive, was away.', 'Paul Lind'],
  ['Chief Operating Officer Per Dahl left.', 'Raymond Osei'],
  ['Lead programmer Per Dahl warned the owner.', 'Tomasz Wilk'],
  ['Owner Per Dahl did not listen.', 'Devi Sandhu'],
  ['Per Dahl, treasurer until May, faced an inquiry.', 'Colin Strake'],
])('finds who is called what somebody else is: %s', (claim, holder) => {
  expect(messages(claim)).toEqual([expect.stringContaining(holder)]);
});

it.each([
  'Gloria Aasen, CFO, says that fewer nets are sold.',
  "Moen's chief executive, Ida Berge, was not away.",
  'Paul Lind, who is chief executive of Skarv, was away.',
  'Per Dahl, the head of the laboratory, tested the rope.',
  'Olga Vik, a director of Moen, mends nets.',
  'Chief Operating Officer Osei left.',
  'Owner Devi Sandhu did not listen.',
  'Per Dahl, a designer, drew the nets.',
])('leaves alone who may be so called: %s', (claim) => {
  expect(messages(claim)).toEqual([]);
});
