import { describe, expect, it } from 'vitest';
import workerpool from 'workerpool';
import { processorTimeOf, untilSpent } from '../../src/workers/thread-time.ts';

/** Waits that are over at once, and are noted; the thread has had what the list says at each look. */
function watched(spent: readonly (number | undefined)[]) {
  const looks = [...spent];
  const waits: number[] = [];
  const clock = {
    sleep: (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      return Promise.resolve();
    },
  };
  const over = new AbortController();
  return { waits, over, time: { clock, signal: over.signal, spentMs: () => Promise.resolve(looks.shift()) } };
}

describe('the time of a task', () => {
  it('is over after what it was given, where its thread had a processor throughout', async () => {
    const { waits, time } = watched([500, 3200]);
    await untilSpent(3000, time);
    expect(waits).toEqual([300, 2700]);
  });

  it('goes on by what its thread had to wait for a processor', async () => {
    const { waits, time } = watched([500, 1100, 2600, 3195]);
    await untilSpent(3000, time);
    expect(waits).toEqual([300, 2700, 2100, 600]);
  });

  it('is all that passes, where nobody can tell what a thread has had', async () => {
    const { waits, time } = watched([undefined, undefined]);
    await untilSpent(3000, time);
    expect(waits).toEqual([300, 2700]);
  });

  it('is not watched any more once the task is done', async () => {
    const { waits, over, time } = watched([500, 600]);
    over.abort('done');
    await expect(untilSpent(3000, time)).rejects.toBe('done');
    expect(waits).toEqual([]);
  });
});

describe('what a thread has had of a processor', () => {
  it('is told while it works, and of no thread is nothing told', async () => {
    const pool = workerpool.pool({ workerType: 'thread', maxWorkers: 1 });
    expect(await processorTimeOf(pool)).toBeUndefined();
    await pool.exec(() => 0, []);
    const counting = pool.exec(
      (most: number) => {
        let sum = 0;
        for (let n = 0; n < most; n += 1) sum += Math.sqrt(n);
        return sum;
      },
      [3e7],
    );
    const meanwhile = await processorTimeOf(pool);
    await counting;
    const after = await processorTimeOf(pool);
    expect(meanwhile).toBeGreaterThanOrEqual(0);
    expect(after).toBeGreaterThan(meanwhile ?? 0);
    await pool.terminate(true);
    expect(await processorTimeOf(pool)).toBeUndefined();
  });
});
