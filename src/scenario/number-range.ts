import { z } from 'zod';

/** From one number to another; an open range goes to Infinity. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

const CALLS = 'calls must be a number, a range like "1-2", or an open one like "3-"';
const SECONDS = 'seconds must be a range like "30-90", "0.5-2", or an open one like "30-"';
const FIGURE = String.raw`\d+(?:\.\d+)?`;

/** `3`, `"2-5"` or `"4-"`: which calls, counted from 1, both ends included. */
export const callRangeSchema = z
  .union([z.int().min(1, CALLS), z.string().regex(/^[1-9]\d*(?:-(?:[1-9]\d*)?)?$/, CALLS)], { error: CALLS })
  .transform((calls) => rangeOf(String(calls)))
  .refine(({ from, to }) => from <= to, 'calls must go from the smaller to the larger number');

/** `"30-90"` or `"30-"`: seconds since the scenario began; the first is within, the last is not. */
export const secondRangeSchema = z
  .string(SECONDS)
  .regex(new RegExp(`^${FIGURE}-(?:${FIGURE})?$`), SECONDS)
  .transform(rangeOf)
  .refine(({ from, to }) => from < to, 'seconds must go from the smaller to the larger number');

function rangeOf(text: string): NumberRange {
  const [from = '', to = from] = text.split('-');
  return { from: Number(from), to: to === '' ? Infinity : Number(to) };
}
