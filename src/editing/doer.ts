import { cleanLine } from '../article/clean-text.ts';

const LONGEST_NAME = 80;

/** Who does something, as the history keeps it: a name of 80 characters at most, all of which show. */
export function doerOf(given = '', otherwise = 'somebody'): string {
  return cleanLine(given).slice(0, LONGEST_NAME).toWellFormed() || otherwise;
}
