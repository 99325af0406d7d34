import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../src/clock.ts';

describe('the clock of the system', () => {
  it('sleeps to the end, and then listens to nobody', async () => {
    const { signal } = new AbortController();
    await systemClock.sleep(1, signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await systemClock.sleep(0);
  });

  it('goes on where the time of day is set back', () => {
    const began = systemClock.steady();
    const set = vi.spyOn(Date, 'now').mockReturnValue(0);
    expect(systemClock.now()).toBe(0);
    expect(systemClock.steady()).toBeGreaterThanOrEqual(began);
    set.mockRestore();
  });

  it('is woken with the reason, at once where that was there before', async () => {
    const controller = new AbortController();
    const sleeping = systemClock.sleep(1_000_000, controller.signal);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(systemClock.sleep(1_000_000, controller.signal)).rejects.toBe(reason);
  });
});
