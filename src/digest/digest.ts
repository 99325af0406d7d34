/** A page of a plain digest: posts of one tag, newest first. */
export interface DigestPage {
  readonly tag: string;
  readonly posts: readonly DigestPagePost[];
  /** From 1; later pages hold older posts. */
  readonly page: number;
  readonly pageCount: number;
  /** Where in the file the tag stands, from 1. */
  readonly line: number;
}

export interface DigestPagePost {
  readonly whyItMatters: string;
  readonly bullets: readonly string[];
  /** Where in the file its first line stands, from 1. */
  readonly line: number;
}

/** What a post of a digest may be; more than a summary may, since others wrote it. Lengths are in characters. */
export const digestLimits = { bullets: { min: 3, max: 7 }, whyItMatters: 600, bullet: 400 } as const;

/** What the lines of a digest begin with. */
export const LEAD = 'Why it matters: ';
export const BULLET = '  • ';

export const headingOf = (tag: string): string => `Posts tagged with ${tag}`;
export const pageLineOf = (page: number, pageCount: number): string => `Page ${page} of ${pageCount}`;
