import { expect, it } from 'vitest';
import { wordsOf } from '../../../src/article/words.ts';
import { negatedWords } from '../../../src/grounding/denied/negated-words.ts';

const deniedIn = (text: string) => {
  const words = wordsOf(text);
  return [...negatedWords({ text, words }).keys()].map((at) => text.slice(words[at]?.start, words[at]?.end));
};

it.each([
  ['The bridge is not insured by the town', ['insured']],
  ['No stone was lost in the fire', ['stone', 'lost']],
  ['The storm changed nothing', ['changed']],
  ['The crew carried out none', ['carried']],
  ['The inn has yet to admit guests', ['admit']],
  ['A fog kept the divers from paying the toll', ['paying']],
  ['The bell no longer rings', ['rings']],
])('in "%s" it is %s', (text, denied) => {
  expect(deniedIn(text)).toEqual(denied);
});

it.each([
  ['The ferry takes no longer than the tram', 'how long is said'],
  ['One cow is better than no cow', 'a second thing is compared'],
  ['Neither are the weights', 'the verb comes first'],
  ['Sund is warm and not cold', 'something is set apart'],
  ['The work cannot begin before May', 'it begins, but later'],
  ['Not only barges pay', 'more than it is meant'],
  ['Letters from Lund kept coming', 'nothing is hindered'],
  ['The smith kept the keys from Lund', 'nothing is done'],
  ['The captain said, nothing', 'a comma stands between'],
  ['The mill with nothing', 'a word between is no part of a verb'],
  ['It is not that barges pay', 'a clause of its own begins'],
])('in "%s" nothing is denied, since %s', (text) => {
  expect(deniedIn(text)).toEqual([]);
});
