import { oneOf } from '../lexicon.ts';

const PASSIVE = new RegExp(String.raw`\b${oneOf('being')}\s(?:\p{L}+ly\s)?$`, 'iu');
const LONGEST = 40; // characters before a verb

/** Whether a text before a verb makes it a passive: `was quickly` before `sold`. */
export function makesPassive(before: string): boolean {
  return PASSIVE.test(before.slice(-LONGEST));
}
