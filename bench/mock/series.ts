import { median } from '../median.ts';
import { count } from '../table.ts';
import type { Contestant } from './contestants.ts';
import type { Measured } from './shoot.ts';

/** What came of one contestant, round by round. */
export interface Series {
  readonly of: Contestant;
  /** Answers a second, by round. */
  readonly rates: readonly number[];
  /** Of all rounds together. */
  readonly errors: number;
  readonly firstError: string | null;
  /** In any round, in MB; NaN where it cannot be known. */
  readonly peakMegabytes: number;
  by(figure: (shot: Measured) => number): number[];
  median(figure: (shot: Measured) => number): number;
}

export function series(of: Contestant, shots: readonly Measured[]): Series {
  const by = (figure: (shot: Measured) => number) => shots.map(figure);
  return {
    of,
    rates: by(({ answers, seconds }) => answers / seconds),
    errors: by(({ errors }) => errors).reduce((sum, one) => sum + one, 0),
    firstError: shots.find(({ firstError }) => firstError !== null)?.firstError ?? null,
    peakMegabytes: Math.max(...by(({ peakMegabytes }) => peakMegabytes ?? Number.NaN)),
    by,
    median: (figure) => median(by(figure)),
  };
}

/** The median of the ratios round by round, so that it holds when the machine drifts. */
export function medianRatio(ones: readonly number[], others: readonly number[]): number {
  return median(ones.map((one, round) => one / (others[round] ?? Number.NaN)));
}

export function megabytes(value: number): string {
  return Number.isNaN(value) ? 'unknown' : `${count(value)} MB`;
}
