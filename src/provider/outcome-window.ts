import type { Clock } from '../clock.ts';

export interface OutcomeWindow {
  add(failed: boolean): void;
  /** What was added within the window, up to now. */
  count(): OutcomeCount;
  clear(): void;
}

export interface OutcomeCount {
  readonly calls: number;
  readonly failures: number;
}

const SLOTS = 60;

interface Slot {
  readonly number: number;
  calls: number;
  failures: number;
}

/**
 * Counts the outcomes of the last `windowMs` milliseconds. They are kept in sixty slots, so that memory does not grow with
 * the calls; an outcome leaves with its slot, at most a sixtieth of the window early.
 */
export function createOutcomeWindow(clock: Clock, windowMs: number): OutcomeWindow {
  const slotMs = windowMs / SLOTS;
  let slots: Slot[] = [];

  /** Drops what has left the window, and says which slot it is now. */
  function forget(): number {
    const number = Math.floor(clock.steady() / slotMs);
    while (slots[0] !== undefined && slots[0].number <= number - SLOTS) slots.shift();
    return number;
  }

  return {
    add(failed) {
      const number = forget();
      let slot = slots.at(-1);
      if (slot?.number !== number) {
        slot = { number, calls: 0, failures: 0 };
        slots.push(slot);
      }
      slot.calls += 1;
      if (failed) slot.failures += 1;
    },
    count() {
      forget();
      return {
        calls: slots.reduce((sum, { calls }) => sum + calls, 0),
        failures: slots.reduce((sum, { failures }) => sum + failures, 0),
      };
    },
    clear() {
      slots = [];
    },
  };
}
