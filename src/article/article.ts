export const articleFormats = ['markdown', 'html', 'text'] as const;
export type ArticleFormat = (typeof articleFormats)[number];

/** Largest article accepted, in bytes of UTF-8. */
export const MAX_ARTICLE_BYTES = 1024 * 1024;
/** The least that is worth a summary. */
export const articleMinimum = { words: 100, sentences: 6 } as const;

/** Half-open range of UTF-16 code units: `text.slice(start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** `code` is never summarised; `table` is, row by row; the rest is prose. */
export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'quote' | 'table' | 'code';

/**
 * A stretch of the normalised text. Blocks are in order, do not overlap, and leave out the marks around them (the `- `
 * of a list item, the fences of code). A prose block is one line; `table` and `code` may be several.
 */
export interface Block extends Range {
  readonly kind: BlockKind;
  /** Heading level 1-6, or nesting level of a list item from 1. Absent elsewhere. */
  readonly depth?: number;
}

/** What a text of any format becomes: the one form that the rest of Upshot knows. */
export interface Article {
  /** Normalised text: well-formed UTF-16, NFC, no BOM, `\n` line ends, one blank line between blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly format: ArticleFormat;
  readonly title: string;
  /** Canonical form (see canonical-url.ts), or null when the article came without one. */
  readonly url: string | null;
  readonly source: string | null;
  readonly author: string | null;
  /** ISO 8601 date-time in UTC, or null. */
  readonly publishedAt: string | null;
  /** Tags the sender or the front matter asked for; they replace the provider's. Empty: the provider chooses. */
  readonly tags: readonly string[];
  /** `<normaliser version>-<SHA-256 of text, hex>`: dedupes articles and keys the ledger. */
  readonly fingerprint: string;
  /**
   * Instructions to a summariser in the source that the text does not have, such as in comments (see
   * safety/hidden-instructions.ts). Absent: there are none, or nobody looked.
   */
  readonly hidden?: readonly string[];
  /** Words of prose (code left out). */
  readonly words: number;
}

/** What of an article claims are held against; who wrote it and when is part of what it says. */
export type GroundableArticle = Pick<Article, 'text' | 'blocks'> &
  Partial<Pick<Article, 'title' | 'source' | 'author' | 'publishedAt'>>;
