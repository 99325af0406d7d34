import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { elapsed, steady, systemClock } from '../src/clock.ts';

describe('the clock of the system', () => {
  it('sleeps to the end, and then listens to nobody', async () => {
    const { signal } = new AbortController();
    await systemClock.sleep(1, signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await systemClock.sleep(0);
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

it('counts no time that went by where the clock was set back', () => {
  expect(elapsed({ now: () => 1500 }, 1000)).toBe(500);
  expect(elapsed({ now: () => 500 }, 1000)).toBe(0);
});

it('stands still where the clock is set back, and goes on from there', () => {
  const times = [1000, 1500, 500, 700, 600, 1600];
  const now = steady({ now: () => times.shift() ?? Number.NaN });
  expect([now(), now(), now(), now(), now()]).toEqual([1500, 1500, 1700, 1700, 2700]);
});
