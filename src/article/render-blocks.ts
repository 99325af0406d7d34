import type { Block, BlockKind } from './article.ts';
import { cleanLine, cleanText } from './clean-text.ts';

/** A block as a parser of one format found it: not yet cleaned, without a place in the text. */
export interface RawBlock {
  readonly kind: BlockKind;
  readonly depth?: number;
  readonly text: string;
  /** Language of `code`, when the article names it. */
  readonly language?: string;
  /** Stands in the same list as the block before it: parted by one line end, not by a blank line. */
  readonly tight?: boolean;
}

export interface RenderedText {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/**
 * Writes blocks down as the normalised text and notes where each one stands. Blocks are parted by a blank line, items
 * of a list by a line end. Around a block, outside its range: `- ` and two spaces a level before a list item, `> `
 * before a quote, a fence with the language around code. Blocks that are empty after cleaning are left out.
 */
export function renderBlocks(raw: readonly RawBlock[]): RenderedText {
  const parts: string[] = [];
  const blocks: Block[] = [];
  let length = 0;
  const write = (part: string) => {
    parts.push(part);
    length += part.length;
  };
  for (const { kind, depth, text, language, tight } of raw) {
    const content = contentOf(kind, text);
    if (content === '') continue;
    const previous = blocks.at(-1);
    if (previous) write(tight && previous.kind === 'list-item' ? '\n' : '\n\n');
    const [before, after] = marks(kind, depth ?? 1, content, language ?? '');
    write(before);
    blocks.push({ kind, start: length, end: length + content.length, ...(depth === undefined ? {} : { depth }) });
    write(content);
    write(after);
  }
  return { text: parts.join(''), blocks };
}

function contentOf(kind: BlockKind, text: string): string {
  if (kind === 'code')
    return cleanText(text)
      .replace(/^(?:[^\S\n]*\n)+/, '')
      .trimEnd();
  if (kind === 'table') return text.split('\n').map(cleanLine).filter(Boolean).join('\n');
  return cleanLine(text);
}

function marks(kind: BlockKind, depth: number, content: string, language: string): [before: string, after: string] {
  if (kind === 'list-item') return [`${'  '.repeat(depth - 1)}- `, ''];
  if (kind === 'quote') return ['> ', ''];
  if (kind !== 'code') return ['', ''];
  let fence = '```';
  for (const [run] of content.matchAll(/`{3,}/g)) if (run.length >= fence.length) fence = '`'.repeat(run.length + 1);
  return [`${fence}${cleanLine(language).replace(/[\s`].*$/, '')}\n`, `\n${fence}`];
}
