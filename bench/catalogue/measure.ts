export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** One after the other, in milliseconds; once before, which does not count, unless it should not be `warm`. */
export async function measure(act: () => unknown, times: number, { warm = true } = {}): Promise<Times> {
  if (warm) await act();
  const samples: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    await act();
    samples.push(performance.now() - start);
  }
  samples.sort((a, b) => a - b);
  const at = (share: number) => samples[Math.min(samples.length - 1, Math.floor(samples.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
