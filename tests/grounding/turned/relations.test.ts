import { expect, it } from 'vitest';
import { relationsOf } from '../../../src/grounding/turned/relations.ts';

const told = (sentence: string) =>
  relationsOf(sentence).map(({ kind, first, second }) => [
    kind,
    sentence.slice(first.start, first.end),
    sentence.slice(second.start, second.end),
  ]);

it.each([
  ['The tram replaced a trip by car', [['change', 'a trip by car', 'The tram']]],
  ['They replaced Cron by a queue', [['change', 'Cron', 'a queue']]],
  ['They replaced Cron with Larch', [['change', 'Cron', 'Larch']]],
  ['An audit paid for by the Delft Foundation', []],
  ['The Delft Foundation paid an auditor', [['deed', 'The Delft Foundation', 'an auditor']]],
  ['Guests left at 7 a.m., before the inn opened', [['order', 'Guests left at 7 a.m.', 'the inn opened']]],
  ['The tide was already out when the pilot rang', [['order', 'The tide was already out', 'the pilot rang']]],
  ['Only after the flood did the town raise its wall', [['order', 'the flood', 'the town raise its wall']]],
])('%s', (sentence, expected) => {
  expect(told(sentence)).toEqual(expected);
});

it('takes what is later for second in time', () => {
  expect(told('The ferry left later than the mail boat')).toContainEqual(['order', 'the mail boat', 'The ferry left']);
});
