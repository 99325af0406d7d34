/** Time for a load tool, in milliseconds with fractions from some fixed moment on. `Clock` is for everything else. */
export interface PreciseTimer {
  now(): number;
  /**
   * When the present turn of the event loop began to read: whatever it reads had arrived by then. A wait that counts from
   * here is not longer for the time that others in the same turn take.
   */
  turn(): number;
  /** Calls `ring` in a later turn, once `now()` has come to `due`: never before it. */
  at(due: number, ring: () => void): Alarm;
}

export interface Alarm {
  cancel(): void;
}

/** In milliseconds; a longer timeout would fire at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * So many are rung in one turn. Whoever hears it asks again at once, and all that is read in one turn counts as having
 * arrived together: a burst that was rung as a whole would come back as a burst for ever, and its last always late.
 */
const MOST_A_TURN = 4;

/** With more than so many waiting, something is due all the time, and watching for it would take the whole of a core. */
const MOST_WATCHED = 100;

export const systemTimer: PreciseTimer = createSystemTimer();

interface Waiting {
  readonly due: number;
  /** Undefined once it rang or was cancelled, so that nothing is held of what it was for. */
  ring: (() => void) | undefined;
  timeout: NodeJS.Timeout | undefined;
}

function createSystemTimer(): PreciseTimer {
  let began: number | undefined;
  const endTurn = () => {
    began = undefined;
  };

  // A timeout counts in whole milliseconds and fires up to one too early. What is left then is waited for turn by turn, by
  // one look a turn for all that wait, and brings the error down to a third of a timeout's; or, where many wait, by another
  // timeout, since a thread that never rests is the first that the system takes its core from.
  /** What is due within a millisecond, in the order in which it is. */
  const soon: Waiting[] = [];
  let looks = false;
  /** Set, and neither rung nor cancelled. */
  let waiting = 0;

  function wait(alarm: Waiting): void {
    const left = alarm.due - performance.now();
    if (left >= 1) {
      alarm.timeout = setTimeout(wait, Math.min(left, LONGEST_TIMEOUT), alarm);
      return;
    }
    let place = soon.length;
    while (place > 0 && (soon[place - 1]?.due ?? 0) > alarm.due) place -= 1;
    if (place === soon.length) soon.push(alarm);
    else soon.splice(place, 0, alarm);
    lookAgain(performance.now());
  }

  function lookAgain(now: number): void {
    const first = soon[0];
    if (looks || first === undefined) return;
    looks = true;
    if (waiting > MOST_WATCHED && first.due > now) setTimeout(look, 1);
    else setImmediate(look);
  }

  function look(): void {
    looks = false;
    const now = performance.now();
    let ripe = 0;
    while (ripe < MOST_A_TURN && ripe < soon.length && (soon[ripe]?.due ?? 0) <= now) ripe += 1;
    const rings = ripe === 0 ? [] : soon.splice(0, ripe);
    lookAgain(now);
    for (const alarm of rings) end(alarm)?.(); // one may cancel a later one
  }

  function end(alarm: Waiting): Waiting['ring'] {
    const { ring } = alarm;
    if (ring !== undefined) waiting -= 1;
    alarm.ring = undefined;
    return ring;
  }

  return {
    now: () => performance.now(),
    turn() {
      if (began === undefined) {
        began = performance.now();
        setImmediate(endTurn); // which is when everything there was to read has been read
      }
      return began;
    },
    at(due, ring) {
      const alarm: Waiting = { due, ring, timeout: undefined };
      waiting += 1;
      wait(alarm);
      return {
        cancel() {
          clearTimeout(alarm.timeout);
          end(alarm);
        },
      };
    },
  };
}
