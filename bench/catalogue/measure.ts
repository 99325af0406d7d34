export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** Warm, one after the other, in milliseconds. */
export async function measure(act: () => unknown, times: number): Promise<Times> {
  await act();
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
