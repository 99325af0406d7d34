import type { PreciseTimer } from '../../src/precise-timer.ts';

export interface FakeTimer extends PreciseTimer {
  /** Moves time on, and rings what has become due on the way, each at its own moment. */
  advance(ms: number): void;
  /** Moves time on at once, as for a machine that was busy: what has become due on the way rings late. */
  jump(ms: number): void;
  /** Resolves as soon as that many alarms are set. */
  waiting(count: number): Promise<void>;
  /** How many alarms are set. */
  alarms(): number;
}

/** Stands still until a test moves it on. */
export function createFakeTimer(): FakeTimer {
  let now = 1000;
  const alarms = new Set<{ readonly due: number; readonly ring: () => void }>();
  const watchers = new Set<() => void>();
  return {
    now: () => now,
    turn: () => now,
    at(due, ring) {
      const alarm = { due, ring };
      alarms.add(alarm);
      for (const look of watchers) look();
      return { cancel: () => alarms.delete(alarm) };
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const [first] = [...alarms].sort((one, two) => one.due - two.due);
        if (first === undefined || first.due > until) break;
        now = Math.max(now, first.due);
        alarms.delete(first);
        first.ring();
      }
      now = until;
    },
    jump(ms) {
      now += ms;
      for (const alarm of alarms) {
        if (alarm.due > now || !alarms.delete(alarm)) continue;
        alarm.ring();
      }
    },
    waiting: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (alarms.size >= count) resolve();
        };
        watchers.add(look);
        look();
      }),
    alarms: () => alarms.size,
  };
}
