import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import type { ArticleMetadata } from './article-metadata.ts';
import { collectBlocks } from './collect-blocks.ts';
import { splitFrontMatter } from './front-matter.ts';
import { htmlBlocks } from './html-blocks.ts';
import { withoutMdx } from './mdx.ts';
import { plainBlocks, withoutPlainParagraphs } from './plain-paragraphs.ts';
import type { RawBlock } from './render-blocks.ts';
import { scanMarkdown } from './scan-markdown.ts';

/** What a parser of one format makes of a cleaned text. */
export interface ParsedText {
  readonly blocks: readonly RawBlock[];
  readonly metadata: ArticleMetadata;
}

/** GitHub's extensions but bare addresses: those alone nearly double the time, and inline-text.ts drops them anyway. */
export const markdownOptions = {
  extensions: [gfmFootnote(), gfmStrikethrough(), gfmTable(), gfmTaskListItem()],
  mdastExtensions: [
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  ],
};

/**
 * Parses CommonMark with GitHub's tables, task lists, footnotes and strike-through, YAML or TOML front
 * matter. HTML inside it is dropped, its prose kept; so are the imports, exports and comments of MDX.
 *
 * @throws {AppError} 422 `bad-front-matter`, or `article-too-complex` before anything is parsed.
 */
export function parseMarkdown(text: string): ParsedText {
  const { metadata, body: rest } = splitFrontMatter(text);
  const body = withoutMdx(rest);
  scanMarkdown(body);
  return { metadata, blocks: plainBlocks(body) ?? parsedBlocks(body) };
}

function parsedBlocks(body: string): readonly RawBlock[] {
  const plain = withoutPlainParagraphs(body);
  return plain.restore(collectBlocks(fromMarkdown(plain.text, markdownOptions), htmlBlocks));
}
