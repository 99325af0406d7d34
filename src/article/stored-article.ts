import type { Article, Block } from './article.ts';
import { countWords, proseOf } from './prose.ts';

/** What an entry says of the article that it is about. */
export interface StoredMetadata {
  readonly title: string | null;
  readonly url: string | null;
  readonly source: string | null;
  readonly author: string | null;
  readonly publishedAt: string | null;
}

const FENCED = /^(`{3,}).*\n([\s\S]*)\n\1$/;
const ITEM = /^((?: {2})*)- /;
/** Of a line that stands alone: more is a paragraph. */
const LONGEST_HEADING = 90;

/**
 * The article again out of its normalised text, as render-blocks.ts writes it. The text does not say which of its lines are
 * headings: short ones without an end that a paragraph follows are taken for them, at level 2. Linear in the text.
 */
export function storedArticle(text: string, fingerprint: string, metadata: StoredMetadata): Article {
  const blocks = blocksOf(text);
  const { title, ...rest } = metadata;
  return {
    ...rest,
    ...{ text, blocks, fingerprint, title: title ?? '', format: 'markdown', tags: [] },
    words: countWords(proseOf({ text, blocks })),
  };
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const { start, end } of pieces(text)) {
    const piece = text.slice(start, end);
    const code = FENCED.exec(piece);
    if (code) {
      const from = start + piece.indexOf('\n') + 1;
      blocks.push({ kind: 'code', start: from, end: from + (code[2] ?? '').length });
    } else if (ITEM.test(piece)) blocks.push(...items(piece, start));
    else if (piece.startsWith('> ')) blocks.push({ kind: 'quote', start: start + 2, end });
    else if (piece.includes('\n')) blocks.push({ kind: 'table', start, end });
    else blocks.push({ kind: 'paragraph', start, end });
  }
  return blocks.filter(({ start, end }) => text.slice(start, end).trim() !== '').map(asHeading(text));
}

/** What stands between blank lines; code is one piece, whatever is in it. */
function pieces(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const lines = /[^\n]*(?:\n|$)/gy;
  let start: number | null = null;
  let fence: string | null = null;
  let end = 0;
  for (let at = 0; at < text.length; ) {
    lines.lastIndex = at;
    const line = (lines.exec(text)?.[0] ?? '').replace(/\n$/, '');
    if (fence === null && line === '') {
      if (start !== null) found.push({ start, end });
      start = null;
    } else {
      if (start === null) {
        start = at;
        fence = /^`{3,}/.exec(line)?.[0] ?? null;
      } else if (fence !== null && line === fence) fence = null;
      end = at + line.length;
    }
    at += line.length + 1;
  }
  if (start !== null) found.push({ start, end });
  return found;
}

function items(piece: string, from: number): Block[] {
  let at = from;
  return piece.split('\n').map((line): Block => {
    const mark = ITEM.exec(line);
    const block = { start: at + (mark?.[0].length ?? 0), end: at + line.length };
    at += line.length + 1;
    return { kind: 'list-item', ...block, depth: (mark?.[1] ?? '').length / 2 + 1 };
  });
}

function asHeading(text: string) {
  return (block: Block, index: number, blocks: readonly Block[]): Block => {
    const next = blocks[index + 1];
    const line = text.slice(block.start, block.end);
    const isShort =
      block.kind === 'paragraph' && line.length <= LONGEST_HEADING && !/[\p{P}--[\)\]”"’'%]]$/v.test(line);
    return isShort && next !== undefined ? { ...block, kind: 'heading', depth: 2 } : block;
  };
}
