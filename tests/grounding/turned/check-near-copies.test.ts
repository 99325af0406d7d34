import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNearCopies } from '../../../src/grounding/turned/check-near-copies.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Mending the crane took 17 days and made the queue at the quay worse.',
    'The keeper at Lom, who speaks for them, has not opened an inquiry.',
    'The harbour board, of which the keeper is one, must issue two warnings before a fine.',
    'Shortly after 02:00 on Sunday the mast of the old ferry snapped off Nes.',
    'The ferry sails to Skar in winter without a pilot on board.',
    'Reads of the tide gauge will be slower on nights with a spring tide, by 20 to 35 ms.',
    'The new gauge survives a storm and, where it stands in a house, also a flood.',
    'Nor did the survey measure the salt in the wells, which matters on the islands.',
    'A boat that lies longer than a week is no longer towed away.',
    'The old net tore in March, and the crew mended it with rope.',
    'Boats of the north paid 40 crowns in May, while boats of the south were let in free.',
    'The mill gave nothing; its owner called the plan a dream before adopting it for six villages.',
    'Nobody insures a keeper against a calm winter.',
    'Queues at the west gate grew by half in the first week of June.',
    'Queues at the east gate shrank by half in the first week of June.',
    'Of the 21 wells on the island the council closes 19.',
  ]),
);
const found = (claim: string) =>
  checkNearCopies(readClaim(claim), index).map(({ code, message }) => [
    code,
    ...Array.from(message.matchAll(/says "([^"]+)"/g), ([, words]) => words),
  ]);

describe('checkNearCopies', () => {
  it.each([
    ['Mending the crane took 17 days and made the queue better.', 'direction', 'better', 'worse'],
    ['The keeper at Lom has not closed an inquiry.', 'direction', 'closed', 'opened'],
    ['Shortly before 02:00 the mast of the old ferry snapped.', 'direction', 'before', 'after'],
    [
      'Nights with a spring tide will see faster reads of the tide gauge, by 20 to 35 ms.',
      'direction',
      'faster',
      'slower',
    ],
    ['The ferry sails to Skar in winter with a pilot on board.', 'negation', 'with', 'without'],
    ['The harbour board must not issue two warnings before a fine.', 'negation', 'not issue', 'issue'],
    ['The keeper at Lom has opened an inquiry.', 'negation', 'opened', 'not opened'],
    ['The survey did measure the salt in the wells.', 'negation', 'survey', 'nor survey'],
    ['The new gauge does not survive a storm.', 'negation', 'not survive', 'survives'],
  ])('finds "%s"', (claim, ...said) => {
    expect(found(claim)).toEqual([said]);
  });

  it.each([
    'Mending the crane took 17 days and made the queue worse.',
    'The keeper at Lom has not opened an inquiry.',
    'The keeper at Lom has opened no inquiry.',
    'The survey did not measure the salt in the wells.',
    'The ferry sails to Skar in winter, and not with a pilot on board.',
    'The ferry sails to Skar in winter with no pilot on board.',
    'Reads of the tide gauge are slower on nights with a spring tide than on others, which are faster.',
    'The new gauge does not survive a fire, though it survives a storm.',
    'The new net tore in March.',
    'Queues at the east gate shrank by half in the first week of June.',
    'Queues at the west gate grew by half in the first week of June.',
    'The harbour board must not only issue two warnings before a fine.',
    'Boats of the south paid nothing in May.',
    'Its owner called the plan a dream before adopting it for six villages.',
    'Insurance against a calm winter is hard to get for a keeper.',
    'Two of the 21 wells on the island are not closed.',
    'Rather than issue two warnings before a fine, the harbour board may write a letter.',
  ])('accepts "%s"', (claim) => {
    expect(found(claim)).toEqual([]);
  });
});
