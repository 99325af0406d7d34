import { describe, expect, it } from 'vitest';
import { systemTimer } from '../src/precise-timer.ts';

const rung = (due: number) => new Promise<number>((resolve) => systemTimer.at(due, () => resolve(systemTimer.now())));
const turnOver = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('the precise timer', () => {
  it('never rings before it is due, and never within the call that sets it', async () => {
    let setting = true;
    const start = systemTimer.now();
    const dues = Array.from({ length: 40 }, (_, n) => start - 1 + n / 7);
    const waits = dues.map(async (due) => {
      const at = await new Promise<number>((resolve) => {
        systemTimer.at(due, () => {
          expect(setting).toBe(false);
          resolve(systemTimer.now());
        });
      });
      expect(at).toBeGreaterThanOrEqual(due);
    });
    setting = false;
    await Promise.all(waits);
  });

  it('does not ring when it was cancelled, whichever way it was waiting', async () => {
    let rings = 0;
    const ring = () => {
      rings += 1;
    };
    const start = systemTimer.now();
    systemTimer.at(start + 5, ring).cancel(); // a timeout
    systemTimer.at(start, ring).cancel(); // turn by turn
    await rung(start + 8);
    expect(rings).toBe(0);

    const last = systemTimer.at(systemTimer.now() + 1.5, ring); // first the one, then the other
    await rung(systemTimer.now() + 0.6);
    const soFar = rings; // a busy machine may be past it by now
    last.cancel();
    await rung(systemTimer.now() + 3);
    expect(rings).toBe(soFar);
  });

  it('rings a burst a few a turn, in the order in which they are due, so that others are heard in between', async () => {
    const due = systemTimer.now();
    const rings: { readonly place: number; readonly turn: number }[] = [];
    let turn = 0;
    for (const place of [3, 0, 7, 1, 5, 2, 6, 4, 8]) {
      systemTimer.at(due - 1 + place / 100, () => rings.push({ place, turn }));
    }
    for (; rings.length < 9; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(rings.map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(rings.map((ring) => ring.turn)).size).toBe(3);
  });

  it('never rings before it is due where many wait', async () => {
    const start = systemTimer.now();
    const many = Array.from({ length: 101 }, () => systemTimer.at(start + 1e6, () => {}));
    const dues = Array.from({ length: 20 }, (_, n) => start + n / 7);
    const rings = await Promise.all(dues.map(rung));
    for (const alarm of many) alarm.cancel();
    expect(rings.every((at, index) => at >= (dues[index] ?? 0))).toBe(true);
  });

  it('waits longer than a timeout can, without spinning', async () => {
    const warnings: string[] = [];
    const listen = ({ name }: Error) => warnings.push(name);
    process.on('warning', listen);
    const alarm = systemTimer.at(systemTimer.now() + 2 ** 32, () => warnings.push('rung'));
    await rung(systemTimer.now() + 5);
    alarm.cancel();
    process.off('warning', listen);
    expect(warnings).toEqual([]);
  });

  it('says the same beginning all through one turn, and a later one in the next', async () => {
    const before = systemTimer.now();
    const first = systemTimer.turn();
    while (systemTimer.now() === first);
    expect(systemTimer.turn()).toBe(first);
    await turnOver();
    expect(first).toBeGreaterThanOrEqual(before);
    expect(systemTimer.turn()).toBeGreaterThan(first);
  });
});
