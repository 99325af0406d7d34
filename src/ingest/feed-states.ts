import type { Validators } from '../fetching/page-fetcher.ts';

/** The port to what is known of feeds between two readings, shared by every process on one database. */
export interface FeedStates {
  /** Null: the feed was never read. */
  get(url: string): Promise<FeedState | null>;
  save(state: FeedState): Promise<void>;
  /** Every feed that was ever read, by address. */
  all(): Promise<FeedState[]>;
  /** Those of the items that need not be looked at again. */
  known(url: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** @param article canonical address of the article that was taken from it, if there was one. */
  remember(url: string, key: string, article?: string | null): Promise<void>;
  /** Those of the articles, by address, that were taken from other feeds. */
  takenElsewhere(url: string, articles: readonly string[]): Promise<ReadonlySet<string>>;
  /** Forgets the items of a feed that it no longer has. */
  keepOnly(url: string, keys: readonly string[]): Promise<void>;
  /**
   * Takes the next round of the schedule when its time has come, in one transaction: of all processes that ask, one gets it.
   * No other is begun before `until`, nor before what `putOffRound` says from then on.
   */
  beginRound(until: number): Promise<boolean>;
  /** Says before when no other round is begun. */
  putOffRound(until: number): Promise<void>;
}

export interface FeedState {
  readonly url: string;
  readonly title: string | null;
  /** Of the last answer all of whose items are known. */
  readonly validators: Validators;
  /** When it last answered. Milliseconds since the Unix epoch, as all times here. */
  readonly readAt: number | null;
  /** Before this it is left alone. */
  readonly notBefore: number;
  /** Readings that failed, in a row. */
  readonly failures: number;
  /** What went wrong last; null when the last reading went well. */
  readonly problem: string | null;
  /** Where it says that it stands from now on; null: where it always stood. */
  readonly movedTo: string | null;
  /** It is there no more and will not come back (HTTP 410). */
  readonly gone: boolean;
}
