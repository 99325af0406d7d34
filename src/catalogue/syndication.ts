/** The port to what feeds and site maps need to know of the catalogue beside its lists. */
export interface Syndication {
  /** A UUID of this catalogue: the same for as long as it is kept, under whatever address it is served. */
  identity(): Promise<string>;
  /** The parts that the published entries are told to crawlers in, in order, without the empty ones. */
  parts(): Promise<readonly SitemapPart[]>;
  /**
   * Published entries of a part in the order in which they were added, which costs the same wherever one begins.
   *
   * @param after `seq` of the last one before; 0: from the start.
   * @param limit at most so many.
   */
  inPart(number: number, after: number, limit: number): Promise<readonly SitemapEntry[]>;
}

export interface SitemapPart {
  /** From 1. An entry stays in its part for good, which holds 50,000 at most. */
  readonly number: number;
  /** When anything that is published in it last changed, in seconds since the Unix epoch. */
  readonly changedAt: number;
}

export interface SitemapEntry {
  readonly seq: number;
  readonly id: string;
  /** In milliseconds since the Unix epoch. */
  readonly updatedAt: number;
}
