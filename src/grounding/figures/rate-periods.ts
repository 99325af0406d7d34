import { textBehind } from '../text-beside.ts';
import type { Figure } from './figures.ts';

const DAYS: Readonly<Record<string, number>> = {
  second: 1 / 86_400,
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 365 / 12,
  quarter: 365 / 4,
  'half-year': 365 / 2,
  year: 365,
};
const RATE =
  /^(?:\s\p{L}[\p{L}-]*){0,2}?(?:\s(?:an?|per|each|every)\s(?:\p{L}+\sand\s)?|\/\s?)(second|minute|hour|day|week|month|quarter|half-year|year)\b/iu;

/** The time, in days, over which a figure is counted: 1 for `$40 a day` and `300 requests per day`. */
export function ratePeriod(text: string, { end }: Figure): number | undefined {
  return DAYS[(RATE.exec(textBehind(text, { end }, 48))?.[1] ?? '').toLowerCase()];
}
