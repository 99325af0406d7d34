import { withoutAddresses } from './inline-text.ts';
import type { ParsedText } from './parse-markdown.ts';
import type { RawBlock } from './render-blocks.ts';
import { createTally } from './tally.ts';

/** What this parser has no trouble with, but whatever reads the blocks has. */
const textLimits = { paragraphs: [20_000, 'paragraphs'], listItems: [2_000, 'list items'] } as const;

const ITEM = /^(\s*)(?:[-*•‣◦–]|\d{1,3}[.)])\s+(?=\S)/;
const UNDERLINE = /^(?:={3,}|-{3,}|~{3,}|_{3,}|\*{3,})$/;
const FINAL_STOP = /[.!?…。！？]["”’')\]]*\s*$/;
const HEADING = { characters: 80, words: 12 } as const;

/**
 * Parses plain text: blank lines part paragraphs, wrapped lines are joined, short lines without a final stop are
 * headings. Simple lists, `>` quotes, `|` tables, fenced and indented code are understood as most people write them,
 * and as the normalised text of an article writes them.
 *
 * @throws {AppError} 422 `article-too-complex`
 */
export function parseText(text: string): ParsedText {
  const blocks: RawBlock[] = [];
  const stretches = stretchesOf(text);
  const tally = createTally(textLimits);
  tally.check('paragraphs', stretches.length);
  for (const [index, lines] of stretches.entries()) {
    const found = blocksOf(lines, index === stretches.length - 1, blocks.length === 0);
    for (const block of found) if (block.kind === 'list-item') tally.add('listItems');
    for (const block of found) blocks.push(block);
  }
  return { metadata: {}, blocks };
}

/** Stretches of lines between blank lines or rules; fenced code is one, with the blank lines in it. */
function stretchesOf(text: string): string[][] {
  const stretches: string[][] = [];
  let stretch: string[] = [];
  let fence: string | null = null;
  const end = () => {
    if (stretch.length > 0) stretches.push(stretch);
    stretch = [];
  };
  for (const line of text.split('\n')) {
    const [, marks] = /^(`{3,})[^`]*$/.exec(line) ?? [];
    if (fence === null && marks !== undefined) {
      end();
      fence = marks;
      stretch.push(line);
    } else if (fence !== null) {
      stretch.push(line);
      if (line.trimEnd() === fence) {
        end();
        fence = null;
      }
    } else if (line.trim() === '') end();
    else {
      stretch.push(line);
      if (UNDERLINE.test(line.trim())) end();
    }
  }
  end();
  return stretches;
}

function blocksOf(lines: readonly string[], last: boolean, opening: boolean): RawBlock[] {
  const [head = '', second = ''] = lines;
  const [, language] = /^`{3,}\s*(\S*)/.exec(head) ?? [];
  if (language !== undefined) {
    const closed = lines.length > 1 && /^`{3,}\s*$/.test(lines.at(-1) ?? '');
    return [{ kind: 'code', language, text: lines.slice(1, closed ? -1 : undefined).join('\n') }];
  }
  if (lines.every((line) => /^\s*>/.test(line))) {
    return [{ kind: 'quote', text: prose(lines.map((line) => line.replace(/^[\s>]+/, ''))) }];
  }
  if (lines.every((line) => /^\s*\|.*\|\s*$/.test(line))) {
    const rows = lines.filter((line) => !/^[\s|:=-]+$/.test(line));
    return [{ kind: 'table', text: rows.map((line) => line.trim()).join('\n') }];
  }
  if (lines.every(isIndentedCode)) return [{ kind: 'code', text: dedent(lines) }];
  if (lines.length === 2 && UNDERLINE.test(second.trim()) && isShort(head)) return [heading(head, opening)];
  const content = UNDERLINE.test((lines.at(-1) ?? '').trim()) ? lines.slice(0, -1) : lines;
  if (content.length === 1 && !last && isHeading(head)) return [heading(head, opening)];
  return proseBlocks(content);
}

/** A list starts at the top of a stretch, after another item, or after a line that ends in a colon. */
function proseBlocks(lines: readonly string[]): RawBlock[] {
  const found: { kind: 'paragraph' | 'list-item'; indent: number; lines: string[] }[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    const before = found.at(-1);
    if (item && (!before || before.kind === 'list-item' || /:\s*$/.test(before.lines.at(-1) ?? ''))) {
      found.push({ kind: 'list-item', indent: item[1]?.length ?? 0, lines: [line.slice(item[0].length)] });
    } else if (before && !isWholeParagraph(before.lines.at(-1) ?? '')) before.lines.push(line);
    else found.push({ kind: 'paragraph', indent: 0, lines: [line] });
  }
  const indents = [...new Set(found.map(({ indent }) => indent))].sort((a, b) => a - b).slice(0, 100);
  return found.map(({ kind, indent, lines: own }, index) => {
    if (kind === 'paragraph') return { kind, text: prose(own) };
    return { kind, depth: Math.max(0, indents.indexOf(indent)) + 1, text: prose(own), tight: index > 0 };
  });
}

/** Nobody wraps lines this late: it was written with one line a paragraph. */
function isWholeParagraph(line: string): boolean {
  return line.length > 150 && FINAL_STOP.test(line);
}

function prose(lines: readonly string[]): string {
  return withoutAddresses(lines.map((line) => line.trim()).join(' '));
}

function heading(line: string, opening: boolean): RawBlock {
  return { kind: 'heading', depth: opening ? 1 : 2, text: withoutAddresses(line) };
}

function isHeading(line: string): boolean {
  return isShort(line) && !ITEM.test(line) && !/[,;:]\s*$/.test(line) && !FINAL_STOP.test(line);
}

function isShort(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.length <= HEADING.characters && trimmed.split(/\s+/).length <= HEADING.words && /\p{L}/u.test(trimmed);
}

/** Indented by four columns, and no sentence that someone indented. */
function isIndentedCode(line: string): boolean {
  if (!/^(?: {4}|\t)/.test(line) || ITEM.test(line)) return false;
  return line.length <= 160 && !(line.trim().split(/\s+/).length >= 8 && FINAL_STOP.test(line));
}

function dedent(lines: readonly string[]): string {
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent)).join('\n');
}
