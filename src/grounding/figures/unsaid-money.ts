import { opensWithLittleWord } from '../languages/little-words.ts';
import { textBehind } from '../text-beside.ts';
import type { Figure } from './figures.ts';

const LEAST_MONEY = 1e6; // that stands without its sign
/** What follows an amount that counts nothing but money. */
const COUNTS_NOTHING =
  /^(?:[.,;:)]|\s(?:that|which|in|on|at|from|to|for|and|or|a|of|it|over|last|this|more|less|by)\b|$)/;

/** Whether a figure without a unit may be an amount of money all the same: `the 11 million that it paid`. */
export function isUnsaidMoney(figure: Figure, text: string): boolean {
  if (figure.unit !== null || figure.count < LEAST_MONEY) return false;
  const behind = textBehind(text, figure, 12);
  return COUNTS_NOTHING.test(behind) || (behind.startsWith(' ') && opensWithLittleWord(behind.slice(1)));
}
