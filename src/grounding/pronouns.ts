import { oneOf } from './lexicon.ts';

const POINTS_BACK = new RegExp(String.raw`^${oneOf('pointing back')}\b`, 'i');
const FIRST_PERSON = new RegExp(String.raw`\b${oneOf('first person')}\b`, 'i');

/** Whether a sentence begins with a word for what the one before names. */
export function pointsBack(sentence: string): boolean {
  return POINTS_BACK.test(sentence);
}

/** Whether a sentence speaks of whoever says it. */
export function isInFirstPerson(sentence: string): boolean {
  return FIRST_PERSON.test(sentence);
}
