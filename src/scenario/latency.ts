import { z } from 'zod';

/** No answer takes longer, whatever its parts add up to. */
export const LONGEST_MS = 3_600_000;
const FORMS =
  'one of fixed: ms, uniform: [from, to], normal: { mean, sd }, log-normal: { median, sigma }, list: [ms, ...]';
const TIME = 'must be a number of milliseconds from 0 to 3600000, which is an hour';

const milliseconds = z.number(TIME).min(0, TIME).max(LONGEST_MS, TIME);

/** How long something takes, in milliseconds: exactly one of the forms. */
export const latencySchema = z
  .strictObject(
    {
      fixed: milliseconds.optional(),
      /** Any time from the first to the second, each as likely. */
      uniform: z
        .tuple([milliseconds, milliseconds], 'must be two times: [smaller, larger]')
        .refine(([from, to]) => from <= to, 'must be [smaller, larger]: the times are the wrong way round')
        .optional(),
      /** Never below zero. */
      normal: z.strictObject({ mean: milliseconds, sd: milliseconds }).optional(),
      /** Half of the times are below the median, 84 % below median * e^sigma, 98 % below median * e^(2 * sigma). */
      'log-normal': z
        .strictObject({
          median: milliseconds,
          sigma: z.number('must be a number from 0 to 5').min(0, 'must not be negative').max(5, 'must be at most 5'),
        })
        .optional(),
      /** One after the other, again and again. */
      list: z.array(milliseconds).min(1, 'must have at least one time').optional(),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? `must be ${FORMS}` : undefined) },
  )
  .refine((forms) => Object.keys(forms).length === 1, `must be exactly ${FORMS}`);
export type Latency = z.infer<typeof latencySchema>;

/**
 * How long it takes this time, in milliseconds, to the microsecond and at most an hour.
 *
 * @param draw a number by chance, from 0 up to, not including, 1.
 * @param turn from 1: which of a list it is.
 */
export function latencyMs(latency: Latency | undefined, draw: () => number, turn: number): number {
  if (latency === undefined) return 0;
  const { fixed, uniform, normal, list, 'log-normal': logNormal } = latency;
  if (fixed !== undefined) return fixed;
  if (list !== undefined) return list[(turn - 1) % list.length] ?? 0;
  if (uniform !== undefined) return tidy(uniform[0] + draw() * (uniform[1] - uniform[0]));
  if (normal !== undefined) return tidy(normal.mean + normal.sd * deviation(draw));
  return logNormal === undefined ? 0 : tidy(logNormal.median * Math.exp(logNormal.sigma * deviation(draw)));
}

/** Of the standard normal distribution, by the method of Box and Muller. */
function deviation(draw: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

function tidy(ms: number): number {
  return Math.min(LONGEST_MS, Math.max(0, Math.round(ms * 1000) / 1000));
}
