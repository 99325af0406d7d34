import { createHash } from 'node:crypto';
import type { ArticleInput } from '../article/article-input.ts';
import type { AppError } from '../errors.ts';
import { keyAt } from '../runs/runs.ts';

/** One article of a backlog, or the place where one should be. */
export interface BacklogItem {
  /** Where it stands, for people: `file`, `file:line`, an address. */
  readonly place: string;
  /**
   * What tells it from all others and is the same on every run: `sha256:` of what it says, of an article that has yet to be
   * fetched `url:` and its address, of a place that cannot be read `place:` and the place; see `itemOfLine` for lines. A run that
   * finds the key done does not read the item.
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

/** The address of what has yet to be fetched, by its key. */
export function addressOf(key: string): string | undefined {
  return key.startsWith('url:') ? key.slice('url:'.length) : undefined;
}

/**
 * The item for a line: known by what it says and, once that turns out to be no article, by its place as well, since each such
 * line has to be mended.
 *
 * @param bytes null for a line that was too long to keep.
 * @param read throws at once where it is no article; what it rejects with is another matter.
 */
export function itemOfLine(
  { place, host }: Pick<BacklogItem, 'place' | 'host'>,
  bytes: Uint8Array | null,
  read: BacklogItem['read'],
): BacklogItem {
  let key = bytes === null ? keyOfPlace(place) : keyOfContent(bytes);
  return {
    place,
    host,
    get key() {
      return key;
    },
    async read(signal) {
      try {
        return read(signal);
      } catch (error) {
        if (bytes !== null) key = keyAt(keyOfContent(bytes), place);
        throw error;
      }
    },
  };
}

/** The item for a place where nothing can be read. */
export function unreadableItem(place: string, error: AppError): BacklogItem {
  return { place, key: keyOfPlace(place), read: () => Promise.reject(error) };
}

/** Whether a key is that of a place where nothing can be read: what else may stand there nobody knows. */
export function isKeyOfPlace(key: string): boolean {
  return key.startsWith(PLACE);
}

function keyOfPlace(place: string): string {
  return `${PLACE}${place}`;
}

const PLACE = 'place:';
