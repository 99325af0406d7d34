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
])('%s', (sentence, expected) => {
  expect(told(sentence)).toEqual(expected);
});
