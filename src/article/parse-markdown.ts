import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { ArticleMetadata } from './article-metadata.ts';
import { collectBlocks } from './collect-blocks.ts';
import { splitFrontMatter } from './front-matter.ts';
import { htmlBlocks } from './html-blocks.ts';
import type { RawBlock } from './render-blocks.ts';
import { scanMarkdown } from './scan-markdown.ts';

/** What a parser of one format makes of a cleaned text. */
export interface ParsedText {
  readonly blocks: readonly RawBlock[];
  readonly metadata: ArticleMetadata;
}

const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

/**
 * Parses CommonMark with GitHub's tables, footnotes, strike-through and bare addresses, and YAML front matter.
 * HTML inside it is dropped, its prose kept.
 *
 * @throws {AppError} 422 `bad-front-matter`, or `article-too-complex` before anything is parsed.
 */
export function parseMarkdown(text: string): ParsedText {
  const { metadata, body } = splitFrontMatter(text);
  scanMarkdown(body);
  return { metadata, blocks: collectBlocks(fromMarkdown(body, options), htmlBlocks) };
}
