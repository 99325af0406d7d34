import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';

/** Largest text, in bytes, of each class but the last; a shorter class goes first. */
const CLASSES = [32 * 1024, 128 * 1024] as const;
const LONGEST = CLASSES.length;
/** How often the next start goes to whoever has waited longest, so that short texts never keep a long one out for good. */
const TURN = 8;
/**
 * So many of the shortest class, and so many bytes of them, share a place: each is done in a millisecond or a few, and between
 * two turns a thread stands idle until the busy main thread looks at its answer.
 */
const MOST_TOGETHER = { work: 24, bytes: 96 * 1024 } as const;
/**
 * How often, in milliseconds, is looked who has waited since the last look. When somebody had in two looks in a row, another
 * place is opened while one may soon be free; in one alone, the whole process may have been held up.
 */
const LOOK_EVERY_MS = 125;
/** The same in the first turns: a place that is still loading what it works with is slow, and a second one would be as well. */
const FIRST_LOOK_MS = 1000;
const FIRST_TURNS = 16;

export interface WaitingLineOptions<Order, Answer> {
  /** How much may be done at once. Texts of the longest class never take the last place, unless there is only one. */
  readonly places: number;
  /** How many may wait before more are refused: of the longest class, and in all. */
  readonly mostWaiting: { readonly longest: number; readonly all: number };
  /** Does what is ordered, and answers in the same order. Whatever comes of it frees the place. */
  readonly work: (orders: readonly Order[]) => Promise<readonly PromiseSettledResult<Answer>[]>;
  readonly clock: Pick<Clock, 'sleep'>;
}

export interface Work<Order> {
  readonly order: Order;
  /** Size of the text it is about, in bytes. */
  readonly bytes: number;
  /** Whether it, too, never takes the last place, however short. Default: only the longest class does not. */
  readonly sparing?: boolean;
  /** Whether it may be refused when too many wait; what follows on work already done may not. */
  readonly refusable: boolean;
}

export interface WaitingLine<Order, Answer> {
  /** Has the work done once it is its turn. @throws {AppError} 503 `busy`, retryable, when too many wait already. */
  join(work: Work<Order>): Promise<Answer>;
  /** Sends everybody who still waits away with that error. */
  close(error: AppError): void;
}

interface Waiting<Order, Answer> extends Pick<Work<Order>, 'order' | 'bytes'> {
  readonly sizeClass: number;
  readonly sparing: boolean;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
  impatient: boolean;
}

/**
 * Who works next on texts of very different sizes: the shortest class first and in order within a class, and never every
 * place for long texts, so that a few of them make nobody with a short one wait.
 *
 * Short ones that wait share the next place. A second place that does the same side by side would only be woken again and
 * again: it is opened for long texts, beside long texts, and for those who have waited for a while.
 */
export function createWaitingLine<Order, Answer>(
  options: WaitingLineOptions<Order, Answer>,
): WaitingLine<Order, Answer> {
  const { places, mostWaiting, work, clock } = options;
  const waiting: Waiting<Order, Answer>[] = [];
  const placesForSparing = Math.max(1, places - 1);
  const closing = new AbortController();
  let started = 0;
  let running = 0;
  let sparingRunning = 0;
  let isWatching = false;
  let wereLate = false;

  /** Those who go next, together; nobody when all who wait have to wait on. */
  function next(): readonly Waiting<Order, Answer>[] {
    const ready = waiting.filter(mayStart);
    const shortest = Math.min(...ready.map(({ sizeClass }) => sizeClass));
    const first = started % TURN === TURN - 1 ? ready[0] : ready.find(({ sizeClass }) => sizeClass === shortest);
    if (first === undefined || first.sizeClass > 0 || first.sparing) return first ? [first] : [];
    const short = ready.filter(({ sizeClass, sparing }) => sizeClass === 0 && !sparing).slice(0, MOST_TOGETHER.work);
    let bytes = 0;
    const tooMany = short.findIndex((one, index) => {
      bytes += one.bytes;
      return index > 0 && bytes > MOST_TOGETHER.bytes;
    });
    return tooMany < 0 ? short : short.slice(0, tooMany);
  }

  function mayStart({ sparing, impatient }: Waiting<Order, Answer>): boolean {
    if (sparing) return sparingRunning < placesForSparing;
    return running === 0 || sparingRunning > 0 || impatient;
  }

  function admit(): void {
    while (running < places) {
      const chosen = next();
      if (chosen.length === 0) break;
      for (const one of chosen) waiting.splice(waiting.indexOf(one), 1);
      started += 1;
      void begin(chosen);
    }
    if (waiting.length === 0) wereLate = false;
    else if (running < places) void watch();
  }

  async function begin(chosen: readonly Waiting<Order, Answer>[]): Promise<void> {
    const sparing = chosen.some((one) => one.sparing);
    running += 1;
    if (sparing) sparingRunning += 1;
    try {
      const answers = await work(chosen.map(({ order }) => order));
      for (const [index, { resolve, reject }] of chosen.entries()) {
        const answer = answers[index];
        if (answer?.status === 'fulfilled') resolve(answer.value);
        else reject(answer?.reason);
      }
    } catch (error) {
      for (const { reject } of chosen) reject(error);
    }
    running -= 1;
    if (sparing) sparingRunning -= 1;
    admit();
  }

  /** Whoever waits now and still does after a while gets another place, if the same was so in the last look. */
  async function watch(): Promise<void> {
    if (isWatching) return;
    isWatching = true;
    const those = [...waiting];
    await clock.sleep(started > FIRST_TURNS ? LOOK_EVERY_MS : FIRST_LOOK_MS, closing.signal).catch(() => undefined);
    isWatching = false;
    const late = those.filter((one) => waiting.includes(one));
    if (wereLate) for (const one of late) one.impatient = true;
    wereLate = late.length > 0;
    admit();
  }

  function isFull(sizeClass: number): boolean {
    if (waiting.length >= mostWaiting.all) return true;
    return sizeClass === LONGEST && waiting.filter((one) => one.sizeClass === LONGEST).length >= mostWaiting.longest;
  }

  return {
    join({ order, bytes, refusable, sparing: asked = false }) {
      const sizeClass = CLASSES.filter((most) => bytes > most).length;
      const sparing = asked || sizeClass === LONGEST;
      if (refusable && isFull(sizeClass)) return Promise.reject(busy());
      return new Promise((resolve, reject) => {
        waiting.push({ order, bytes, sizeClass, sparing, resolve, reject, impatient: false });
        admit();
      });
    },
    close(error) {
      closing.abort(error);
      for (const { reject } of waiting.splice(0)) reject(error);
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
