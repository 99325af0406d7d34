import type { ArticleInput } from '../article/article-input.ts';
import type { Saved } from '../catalogue/catalogue.ts';
import type { Clock } from '../clock.ts';
import { type AppError, asAppError } from '../errors.ts';
import type { BacklogItem } from './backlog-item.ts';
import { createPatientReader } from './fetch-patiently.ts';
import type { Patience } from './patience.ts';
import { LEFT_ALONE, type SecondChances } from './second-chances.ts';
import type { Supply } from './supply.ts';
import { titleAtSight } from './title-at-sight.ts';

export interface PatientWorkOptions {
  readonly summarise: (input: ArticleInput, signal: AbortSignal, item: BacklogItem) => Promise<Saved>;
  /** Tags for every article, in place of any others. Empty: none are given. */
  readonly tags: readonly string[];
  /** Aborted: the work is given up. */
  readonly abort: AbortSignal;
  /** Aborted: no wait goes on; its reason is thrown. */
  readonly leave: AbortSignal;
  readonly clock: Clock;
  /** How long summarising may take by itself, in milliseconds. Default: any time. */
  readonly timeoutMs?: number | undefined;
  /** Told when work on an item begins, and again when its title is known. */
  readonly onWork?: ((item: BacklogItem, title?: string) => void) | undefined;
  /** Told of long waits; see run-backlog.ts. */
  readonly onWait?: ((error: AppError, pauseMs: number) => void) | undefined;
  readonly patience: Patience;
  readonly aside: SecondChances;
  readonly supply: Supply;
}

export interface Done {
  readonly saved: Saved;
  /** When the try began that succeeded, by the steady clock: what had come before says nothing against it. */
  readonly askedAt: number;
}

/** Work that took so much longer than it may was held up with the whole process: the machine slept, say. It is done again. */
const SLEPT_MS = 30_000;
const MOST_SLEEPS = 5;
/** A deadline that was met may be seen so much early. */
const EARLY_MS = 1000;

/**
 * What reads an article and summarises it, again and again while what it met is to be waited for or the machine slept. It
 * throws what stands in the end.
 */
export function createPatientWork(options: PatientWorkOptions): (item: BacklogItem) => Promise<Done> {
  const { abort, leave, clock, onWork, onWait, patience, aside, supply } = options;
  const { timeoutMs = Number.POSITIVE_INFINITY } = options;
  const read = createPatientReader({ clock, leave, onWait });

  async function begin(item: BacklogItem): Promise<ArticleInput> {
    onWork?.(item);
    return read(item, abort);
  }

  /** Books what a try met; whether the article has tried enough. */
  function isSpent(item: BacklogItem, error: AppError, tookMs: number): boolean {
    if (error.code === LEFT_ALONE) aside.waits(item, error);
    if (error.code === LEFT_ALONE && aside.hasTriedEnough(item, supply.isLast())) return true;
    if (error.code === 'provider-timeout' && tookMs >= timeoutMs - EARLY_MS) aside.ranOut(item);
    return abort.aborted;
  }

  return async (item) => {
    const given = await begin(item).finally(() => supply.free(item));
    onWork?.(item, given.title ?? titleAtSight(given.text));
    const input = options.tags.length > 0 ? { ...given, tags: [...options.tags] } : given;
    for (let tries = 0; ; tries += 1) {
      const began = clock.now();
      const askedAt = clock.steady();
      try {
        return { saved: await options.summarise(input, abort, item), askedAt };
      } catch (thrown) {
        const error = asAppError(thrown);
        const tookMs = clock.now() - began;
        if (isSpent(item, error, tookMs)) throw error;
        const slept = tries < MOST_SLEEPS && tookMs > timeoutMs + SLEPT_MS;
        if (!slept && !(await patience.outlast(error))) throw error;
        if (leave.aborted) throw leave.reason;
      }
    }
  };
}
