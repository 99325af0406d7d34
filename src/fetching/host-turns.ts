import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { HostRestsError } from './fetch-error.ts';

/** The right to ask a host for something; nobody else has it meanwhile. Disposing of it passes it on. */
export interface Turn extends Disposable {
  /** Has everybody leave the host alone for so long, in milliseconds. */
  rest(ms: number): void;
  /** Has those who wait in line leave so long between this turn and theirs. */
  pace(ms: number): void;
}

export interface TurnOptions {
  readonly signal: AbortSignal;
  /** Goes before those who wait in line, and keeps no pace. */
  readonly first: boolean;
  /** How long to wait at most, in milliseconds. */
  readonly patienceMs: number | undefined;
}

export interface HostTurns {
  /**
   * Waits until it is one's turn.
   *
   * @throws {HostRestsError} as soon as the host wants to be left alone; {AppError} `busy` (503) when patience is over.
   */
  take(host: string, options: TurnOptions): Promise<Turn>;
}

interface Waiting {
  readonly call: () => void;
}

interface HostState {
  busy: boolean;
  /** In milliseconds, by the steady clock, as `nextAt`. */
  restsUntil: number;
  nextAt: number;
  readonly line: Waiting[];
}

/** How many hosts are kept in mind before those are forgotten that ask for nothing any more. */
const MANY_HOSTS = 1000;

/** One request at a time to each host, in the order in which they came. */
export function createHostTurns(clock: Clock): HostTurns {
  const hosts = new Map<string, HostState>();
  const now = clock.steady;

  function stateOf(host: string): HostState {
    const known = hosts.get(host);
    if (known) return known;
    if (hosts.size >= MANY_HOSTS) forgetIdle();
    const state: HostState = { busy: false, restsUntil: 0, nextAt: 0, line: [] };
    hosts.set(host, state);
    return state;
  }

  function forgetIdle(): void {
    for (const [host, { busy, restsUntil, nextAt }] of hosts) {
      if (!busy && Math.max(restsUntil, nextAt) <= now()) hosts.delete(host);
    }
  }

  function refuseResting(host: string, { restsUntil }: HostState): void {
    const left = restsUntil - now();
    if (left > 0) throw new HostRestsError(host, left);
  }

  function pass(state: HostState): void {
    const next = state.line.shift();
    if (next) next.call();
    else state.busy = false;
  }

  /** Waits in line; resolves holding the turn. */
  async function queueUp(host: string, state: HostState, { signal, first, patienceMs }: TurnOptions): Promise<void> {
    const ended = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        const waiting = { call: resolve };
        const leave = (reason: unknown) => {
          const at = state.line.indexOf(waiting);
          if (at < 0) return; // called already
          state.line.splice(at, 1);
          reject(reason);
        };
        if (first) state.line.unshift(waiting);
        else state.line.push(waiting);
        signal.addEventListener('abort', () => leave(signal.reason), { signal: ended.signal });
        if (patienceMs !== undefined) {
          clock.sleep(patienceMs, ended.signal).then(
            () => leave(tooBusy(host)),
            () => undefined,
          );
        }
      });
    } finally {
      ended.abort();
    }
  }

  return {
    async take(host, options) {
      const { signal, first } = options;
      signal.throwIfAborted();
      const state = stateOf(host);
      refuseResting(host, state);
      if (state.busy) await queueUp(host, state, options);
      state.busy = true;
      try {
        signal.throwIfAborted();
        refuseResting(host, state);
        const wait = state.nextAt - now();
        if (!first && wait > 0) await clock.sleep(wait, signal);
      } catch (error) {
        pass(state);
        throw error;
      }
      let paceMs = 0;
      let held = true;
      return {
        rest(ms) {
          state.restsUntil = Math.max(state.restsUntil, now() + ms);
        },
        pace(ms) {
          paceMs = ms;
        },
        [Symbol.dispose]() {
          if (!held) return;
          held = false;
          state.nextAt = Math.max(state.nextAt, now() + paceMs);
          pass(state);
        },
      };
    },
  };
}

function tooBusy(host: string) {
  return new AppError(`${host} is busy: other pages of it are fetched first`, {
    ...{ code: 'busy', status: 503, retryable: true },
    retryAfterMs: 10_000,
    hint: 'Try again in a while.',
  });
}
