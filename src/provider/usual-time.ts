/** How long calls to a provider take. */
export interface UsualTime {
  /** In milliseconds: nearly all of the last ones took no longer. Zero until there was one. */
  read(): number;
  add(ms: number): void;
}

/** How much a call changes what is thought of all, as in RFC 6298, section 2. */
const WEIGHT = { mean: 1 / 8, deviation: 1 / 4 } as const;
const DEVIATIONS = 2;

/** Smoothed mean and deviation, as TCP has them of round trips: the last dozen of calls count most. */
export function createUsualTime(): UsualTime {
  let mean: number | null = null;
  let deviation = 0;
  return {
    read: () => (mean === null ? 0 : mean + DEVIATIONS * deviation),
    add(ms) {
      if (mean === null) {
        mean = ms;
        deviation = ms / 2;
        return;
      }
      deviation += WEIGHT.deviation * (Math.abs(ms - mean) - deviation);
      mean += WEIGHT.mean * (ms - mean);
    },
  };
}
