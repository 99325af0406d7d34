import type { Clock } from '../clock.ts';
import type { Call } from './provider.ts';

export interface TurnsOptions {
  readonly clock: Pick<Clock, 'steady' | 'sleep'>;
  /** Whether there is a place for another call now. */
  readonly hasRoom: () => boolean;
  /** Told of every call that is let in, in the moment in which it is; returns its number. */
  readonly begin: () => number;
  /** Until when, by the steady clock, a call may stand in line that joined it at `joinedAt`. */
  readonly leaveAt: (call: Call, joinedAt: number) => number;
  /** What a call is told whose turn did not come in time. */
  readonly tooLate: (waitedMs: number) => unknown;
}

/** A line, first come, first served. */
export interface Turns {
  /** Resolves with the call's number once it is its turn, at once where there is room; one that is cancelled leaves with the signal's reason. */
  take(call: Call): Promise<number>;
  /** Lets in as many as there is room for. */
  admit(): void;
  /** Sends all who wait away with what `reason` makes of how long they stood there, in milliseconds. */
  turnAway(reason: (waitedMs: number) => unknown): void;
  /** How many wait. */
  waiting(): number;
}

interface Waiting {
  begin(): void;
  turnAway(reason: (waitedMs: number) => unknown): void;
}

export function createTurns({ clock, hasRoom, begin, leaveAt, tooLate }: TurnsOptions): Turns {
  const line = new Set<Waiting>();

  async function standInLine(call: Call): Promise<number> {
    const joinedAt = clock.steady();
    const waitedMs = () => clock.steady() - joinedAt;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const done = new AbortController();
    const leave = (reason: unknown) => {
      if (line.delete(waiting)) reject(reason);
    };
    const waiting: Waiting = {
      begin() {
        if (clock.steady() >= leaveAt(call, joinedAt)) return reject(tooLate(waitedMs()));
        resolve(begin());
      },
      turnAway: (reason) => leave(reason(waitedMs())),
    };
    line.add(waiting);
    call.signal.addEventListener('abort', () => leave(call.signal.reason), { once: true, signal: done.signal });
    clock.sleep(Math.max(0, leaveAt(call, joinedAt) - joinedAt), done.signal).then(
      () => leave(tooLate(waitedMs())),
      () => {},
    );
    try {
      return await promise;
    } finally {
      done.abort(true); // without a reason it would make an error with a stack
    }
  }

  return {
    async take(call) {
      if (!hasRoom()) return standInLine(call);
      return begin(); // nobody waits while there is room
    },
    admit() {
      for (const waiting of line) {
        if (!hasRoom()) return;
        line.delete(waiting);
        waiting.begin();
      }
    },
    turnAway(reason) {
      for (const waiting of line) waiting.turnAway(reason);
    },
    waiting: () => line.size,
  };
}
