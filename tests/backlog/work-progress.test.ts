import { describe, expect, it } from 'vitest';
import { createWorkProgress } from '../../src/backlog/work-progress.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const none = { created: 0, revised: 0, unchanged: 0, failed: 0, waiting: 0, skipped: 0 };

describe('createWorkProgress', () => {
  it('counts on from where the run was, skipped ones anew', () => {
    const progress = createWorkProgress({
      ...{ clock: createFakeClock(), limit: Number.POSITIVE_INFINITY },
      before: { ...none, created: 7, failed: 2, skipped: 5 },
    });
    progress.pass(true);
    progress.pass(false);
    progress.count('created', { waits: true });
    progress.count('unchanged', { mended: true });
    expect(progress.read()).toMatchObject({
      counts: { created: 8, revised: 0, unchanged: 1, failed: 1, waiting: 1, skipped: 1 },
      met: 4,
      total: null,
      msLeft: null,
    });
  });

  it('tells the time left by how fast it went in the last half minute, passing over not counted', () => {
    const clock = createFakeClock();
    const progress = createWorkProgress({ clock, before: none, limit: Number.POSITIVE_INFINITY });
    progress.expect(100);
    for (let n = 0; n < 20; n += 1) progress.pass(true);
    progress.work({}, 'a.md');
    progress.count('created');
    progress.count('failed');
    clock.advance(10_000);
    expect(progress.read()).toMatchObject({ met: 22, total: 100, msLeft: null });
    for (let n = 0; n < 28; n += 1) progress.count('created');
    expect(progress.read()).toMatchObject({ met: 50, perSecond: 3, msLeft: (50 / 3) * 1000, elapsedMs: 10_000 });
    clock.advance(30_000);
    for (let n = 0; n < 14; n += 1) progress.count('created');
    clock.advance(5000);
    expect(progress.read().perSecond).toBeCloseTo(14 / 35);
  });

  it('tells none while it passes over what is done, for nobody knows how much of that is left', () => {
    const clock = createFakeClock();
    const progress = createWorkProgress({ clock, before: none, limit: Number.POSITIVE_INFINITY });
    progress.expect(1000);
    progress.work({}, 'a.md');
    clock.advance(1000);
    for (let n = 0; n < 4; n += 1) progress.count('failed');
    for (let n = 0; n < 9; n += 1) progress.pass(true);
    expect(progress.read().msLeft).not.toBeNull();
    progress.pass(true);
    expect(progress.read().msLeft).toBeNull();
    progress.count('created');
    expect(progress.read().msLeft).not.toBeNull();
  });

  it('stands still for the longest pause that it was told of, or until something succeeds', () => {
    const clock = createFakeClock();
    const progress = createWorkProgress({ clock, before: none, limit: Number.POSITIVE_INFINITY });
    expect(progress.read().pauseMs).toBe(0);
    progress.pause(900_000);
    progress.pause(1000);
    clock.advance(60_000);
    progress.count('failed');
    expect(progress.read().pauseMs).toBe(840_000);
    progress.count('created');
    expect(progress.read().pauseMs).toBe(0);
  });

  it('tells the rate by the time in which anything moved', () => {
    const clock = createFakeClock();
    const progress = createWorkProgress({ clock, before: none, limit: Number.POSITIVE_INFINITY });
    progress.expect(100);
    progress.work({}, 'a.md');
    clock.advance(10_000);
    for (let n = 0; n < 20; n += 1) progress.count('created');
    progress.pause(1000);
    expect(progress.read()).toMatchObject({ perSecond: 2, stands: false });
    progress.pause(30_000);
    clock.advance(30_000);
    progress.count('failed');
    clock.advance(60_000);
    expect(progress.read()).toMatchObject({ perSecond: 2.1, pauseMs: 0, stands: true, quietMs: 90_000 });
    progress.count('created');
    clock.advance(1000);
    expect(progress.read()).toMatchObject({ perSecond: 2, stands: false, msLeft: 39_000 });
  });

  it('goes by the last ten articles where a slow model has few in half a minute', () => {
    const clock = createFakeClock();
    const progress = createWorkProgress({ clock, before: none, limit: Number.POSITIVE_INFINITY });
    progress.expect(32);
    progress.work({}, 'a.md');
    for (let n = 0; n < 30; n += 1) {
      clock.advance(n < 15 ? 100_000 : 50_000);
      progress.count('created');
    }
    expect(progress.read()).toMatchObject({ perSecond: 1 / 50, msLeft: 100_000 });
  });

  it('expects no more than the limit beside what is passed over', () => {
    const progress = createWorkProgress({ clock: createFakeClock(), before: none, limit: 5 });
    progress.expect(100);
    progress.pass(true);
    expect(progress.read().total).toBe(6);
  });

  it('knows what is in work, by the last name that it had', () => {
    const progress = createWorkProgress({ clock: createFakeClock(), before: none, limit: 5 });
    const [one, other] = [{}, {}];
    progress.work(one, 'a.md');
    progress.work(other, 'b.md');
    progress.work(one, 'A title');
    expect(progress.read().inWork).toEqual(['A title', 'b.md']);
    progress.leave(one);
    expect(progress.read().inWork).toEqual(['b.md']);
  });
});
