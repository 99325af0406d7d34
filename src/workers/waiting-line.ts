import { AppError } from '../errors.ts';

/** Largest text, in bytes, of each class but the last; a shorter class goes first. */
const CLASSES = [32 * 1024, 128 * 1024] as const;
const LONGEST = CLASSES.length;
/** How often the next start goes to whoever has waited longest, so that short texts never keep a long one out for good. */
const TURN = 8;

export interface WaitingLineOptions {
  /** How much work may be done at once. Texts of the longest class never take the last place, unless there is only one. */
  readonly places: number;
  /** How many may wait before more are refused: of the longest class, and in all. */
  readonly mostWaiting: { readonly longest: number; readonly all: number };
}

export interface Work<Result> {
  /** Size of the text it is about, in bytes. */
  readonly bytes: number;
  /** Whether it, too, never takes the last place, however short. Default: only the longest class does not. */
  readonly sparing?: boolean;
  /** Whether it may be refused when too many wait; what follows on work already done may not. */
  readonly refusable: boolean;
  /** Does it. Whatever comes of it frees the place. */
  readonly start: () => Promise<Result>;
}

export interface WaitingLine {
  /** Does the work once it is its turn. @throws {AppError} 503 `busy`, retryable, when too many wait already. */
  join<Result>(work: Work<Result>): Promise<Result>;
  /** Sends everybody who still waits away with that error. */
  close(error: AppError): void;
}

interface Waiting {
  readonly sizeClass: number;
  readonly sparing: boolean;
  readonly begin: () => void;
  readonly leave: (error: AppError) => void;
}

/**
 * Who works next on texts of very different sizes: the shortest class first and in order within a class, and never every
 * place for long texts, so that a few of them make nobody with a short one wait.
 */
export function createWaitingLine({ places, mostWaiting }: WaitingLineOptions): WaitingLine {
  const waiting: Waiting[] = [];
  const placesForSparing = Math.max(1, places - 1);
  let started = 0;
  let running = 0;
  let sparingRunning = 0;

  function next(): Waiting | undefined {
    const ready = waiting.filter(({ sparing }) => !sparing || sparingRunning < placesForSparing);
    const shortest = Math.min(...ready.map(({ sizeClass }) => sizeClass));
    return started % TURN === TURN - 1 ? ready[0] : ready.find(({ sizeClass }) => sizeClass === shortest);
  }

  function admit(): void {
    while (running < places) {
      const chosen = next();
      if (chosen === undefined) return;
      waiting.splice(waiting.indexOf(chosen), 1);
      started += 1;
      running += 1;
      if (chosen.sparing) sparingRunning += 1;
      chosen.begin();
    }
  }

  function finish(sparing: boolean): void {
    running -= 1;
    if (sparing) sparingRunning -= 1;
    admit();
  }

  function isFull(sizeClass: number): boolean {
    if (waiting.length >= mostWaiting.all) return true;
    return sizeClass === LONGEST && waiting.filter((one) => one.sizeClass === LONGEST).length >= mostWaiting.longest;
  }

  return {
    async join({ bytes, refusable, start, sparing: asked = false }) {
      const sizeClass = CLASSES.filter((most) => bytes > most).length;
      const sparing = asked || sizeClass === LONGEST;
      if (refusable && isFull(sizeClass)) throw busy();
      await new Promise<void>((begin, leave) => {
        waiting.push({ sizeClass, sparing, begin, leave });
        admit();
      });
      try {
        return await start();
      } finally {
        finish(sparing);
      }
    },
    close(error) {
      for (const { leave } of waiting.splice(0)) leave(error);
    },
  };
}

function busy(): AppError {
  return new AppError('Too many articles are waiting to be read', {
    code: 'busy',
    status: 503,
    retryable: true,
    retryAfterMs: 10_000,
    hint: 'Send the article again a little later.',
  });
}
