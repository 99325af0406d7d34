import type { RawBlock } from './render-blocks.ts';

/** Stand around the number of a paragraph that is put back later; characters for private use, which mean nothing to anyone. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];
const STAND_IN = /\uE000(\d+)\uE001/g;

const BLANK_LINES = /(\n(?:[ \t]*\n)+)/;
/** What Markdown gives a meaning within a paragraph, and addresses, which are taken out of prose. */
const MEANING = /[*_~`[\]<>&\\|\0\t]|:\/\/|www\./i;
/** A line that begins with anything but a letter may be the beginning, or the underlining, of something else. */
const OTHER_LINE = /^\P{L}|\n(?!\p{L}|$)/u;
/** Shorter ones are parsed as fast as put back. */
const SHORTEST = 40;

export interface WithoutPlain {
  /** The Markdown with a short stand-in for each plain paragraph. */
  readonly text: string;
  /** Puts the paragraphs back into what was made of it. */
  restore(blocks: readonly RawBlock[]): readonly RawBlock[];
}

/** A heading of plain words; one that ends in `#` may mean that as its end. */
const HEADING = /^(#{1,6})[ \t]+([\p{L}\p{N}][^\n]*[^\n#\s]|[\p{L}\p{N}])[ \t]*\n?$/u;

/** The blocks of Markdown that is nothing but plain paragraphs and headings, as the parser finds them too; null of any other. */
export function plainBlocks(text: string): readonly RawBlock[] | null {
  const blocks: RawBlock[] = [];
  for (const piece of text.split(BLANK_LINES)) {
    const [, marks, heading] = HEADING.exec(piece) ?? [];
    if (piece.trim() === '') continue;
    if (MEANING.test(piece)) return null;
    if (marks !== undefined && heading !== undefined)
      blocks.push({ kind: 'heading', depth: marks.length, text: heading });
    else if (!OTHER_LINE.test(piece)) blocks.push({ kind: 'paragraph', text: piece });
    else return null;
  }
  return blocks;
}

/**
 * Spares a parser of Markdown the paragraphs, between blank lines and not indented, in which nothing means anything to it:
 * it goes through every character, and most of most articles is such prose. Whatever it takes the stand-in for (a
 * paragraph, or a part of code or of raw HTML), it would take the paragraph for.
 */
export function withoutPlainParagraphs(text: string): WithoutPlain {
  if (text.includes(OPEN)) return { text, restore: (blocks) => blocks };
  const paragraphs: string[] = [];
  const pieces = text.split(BLANK_LINES).map((piece) => {
    if (piece.length < SHORTEST || OTHER_LINE.test(piece) || MEANING.test(piece)) return piece;
    paragraphs.push(piece);
    return `${OPEN}${paragraphs.length - 1}${CLOSE}`;
  });
  const restored = (part: string) => part.replace(STAND_IN, (_, number) => paragraphs[Number(number)] ?? '');
  return {
    text: pieces.join(''),
    restore: (blocks) =>
      blocks.map((block) => (block.text.includes(OPEN) ? { ...block, text: restored(block.text) } : block)),
  };
}
