import type { ArticleInput } from '../article/article-input.ts';

/** One article of a backlog, or the place where one should be. */
export interface BacklogItem {
  /** Where it stands, for people: `file`, `file:line`, an address. */
  readonly place: string;
  /**
   * What tells it from all others and is the same on every run: SHA-256 of what it says, of an article that has yet to be
   * fetched its address, of a place that cannot be read the place. A run that finds the key done does not read the item.
   */
  readonly key: string;
  /**
   * Reads it, fetching it first where it must be.
   *
   * @throws {AppError} what is wrong with it.
   */
  read(signal: AbortSignal): Promise<ArticleInput>;
}
