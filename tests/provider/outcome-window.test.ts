import { expect, it } from 'vitest';
import { createOutcomeWindow } from '../../src/provider/outcome-window.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const open = (now = Date.UTC(2026, 0, 1)) => {
  const clock = createFakeClock(now);
  return { clock, window: createOutcomeWindow(clock, 60_000) };
};

it('counts what was added, failed or not, until the window has passed', () => {
  const { clock, window } = open();
  expect(window.count()).toEqual({ calls: 0, failures: 0 });
  window.add(true);
  clock.advance(30_000);
  window.add(false);
  window.add(false);
  clock.advance(29_999);
  expect(window.count()).toEqual({ calls: 3, failures: 1 });
  clock.advance(1);
  expect(window.count()).toEqual({ calls: 2, failures: 0 });
  clock.advance(30_000);
  expect(window.count()).toEqual({ calls: 0, failures: 0 });
});

it('forgets at most a sixtieth of the window early', () => {
  const { clock, window } = open(Date.UTC(2026, 0, 1) + 999);
  window.add(true);
  clock.advance(59_000);
  expect(window.count().calls).toBe(1);
  clock.advance(1);
  expect(window.count().calls).toBe(0);
});

it('begins anew when it is cleared', () => {
  const { window } = open();
  window.add(true);
  window.clear();
  window.add(false);
  expect(window.count()).toEqual({ calls: 1, failures: 0 });
});

it('keeps counting when the clock is set back', () => {
  const { clock, window } = open();
  window.add(true);
  clock.setBack(3_600_000);
  window.add(false);
  expect(window.count()).toEqual({ calls: 2, failures: 1 });
  clock.advance(60_000);
  expect(window.count()).toEqual({ calls: 0, failures: 0 });
});
