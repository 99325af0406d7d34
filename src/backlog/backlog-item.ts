import { createHash } from 'node:crypto';
import type { ArticleInput } from '../article/article-input.ts';
import type { AppError } from '../errors.ts';

/** One article of a backlog, or the place where one should be. */
export interface BacklogItem {
  /** Where it stands, for people: `file`, `file:line`, an address. */
  readonly place: string;
  /**
   * What tells it from all others and is the same on every run: `sha256:` of what it says, of an article that has yet to be
   * fetched `url:` and its address, of a place that cannot be read `place:` and the place: of some that shows only once they are read. A run that finds the key done
   * does not read the item.
   */
  readonly key: string;
  /** The host that it has to be fetched from, if it has. */
  readonly host?: string | undefined;
  /**
   * Reads it, fetching it first where it must be.
   *
   * @throws {AppError} what is wrong with it.
   */
  read(signal: AbortSignal): Promise<ArticleInput>;
}

/** Fetches the article that stands at an address. What is `given` of it wins. */
export type ReadAddress = (
  url: string,
  given: Omit<ArticleInput, 'text'>,
  signal: AbortSignal,
) => Promise<ArticleInput>;

/** The key of an article that says this. What says how to read it (`format`) is part of it. */
export function keyOfContent(content: Uint8Array | string, format = ''): string {
  return `sha256:${createHash('sha256').update(format).update('\0').update(content).digest('hex')}`;
}

/** The item for a place where nothing can be read. */
export function unreadableItem(place: string, error: AppError): BacklogItem {
  return { place, key: `place:${place}`, read: () => Promise.reject(error) };
}
