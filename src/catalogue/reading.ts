import type { Entry } from './entry.ts';

/** The port to what readers are told beside entries. */
export interface CatalogueReading {
  /** How many words the texts of these entries have, by id. Those without a text are left out. */
  wordCounts(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Published entries about the same things as this one, the nearest first: they share keywords, words of title and line, and
   * tags, of which what is rare says most. That they are of one source says nothing. Empty when there is no such entry.
   *
   * @param limit at most so many.
   */
  related(id: string, limit: number): Promise<readonly Entry[]>;
}
