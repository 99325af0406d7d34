import { dedent, isCentred, isDrawing, isIndentedCode, withoutSharedIndent } from './indented-text.ts';
import { withoutAddresses } from './inline-text.ts';
import { splitMailHeaders } from './mail-headers.ts';
import type { ParsedText } from './parse-markdown.ts';
import type { RawBlock } from './render-blocks.ts';
import { createTally } from './tally.ts';

/** What this parser has no trouble with, but whatever reads the blocks has. */
const textLimits = { paragraphs: [20_000, 'paragraphs'], listItems: [2_000, 'list items'] } as const;

const ITEM = /^(\s*)(?:[-*•‣◦–]|o(?=\s{2})|\d{1,3}[.)/])\s+(?=\S)/;
const BULLET = /^\s*[-*•‣◦]\s+(?=\S)/;
const CAPITAL_ITEM = /^\s*[-*•‣◦]\s+\p{Lu}/u;
/** "1. Introduction" and "2.3 Terms"; whether it is an item of a list shows around it. */
const NUMBERED = /^\s*\d{1,3}(?:\.\d{1,3})*[.)]?\s+(?=\p{Lu})/u;
const UNDERLINE = /^(?:={3,}|-{3,}|~{3,}|_{3,}|\*{3,})$/;
const FINAL_STOP = /[.!?…。！？]["”’')\]]*\s*$/;
const STOP_WITHIN = /[.!?…。！？]["”’')\]]*(?:\s|$)/;
const HEADING = { characters: 80, words: 12, wordsWithin: 6 } as const;
/** Where no title ends. */
const OPEN_END =
  /[,;:-]\s*$|\s(?:an?|the|of|and|or|but|in|on|at|to|for|with|by|from|as|is|are|was|were|that|than)\s*$/i;

/**
 * Parses plain text: blank lines part paragraphs, wrapped lines are joined, short lines without a final stop are
 * headings. Simple lists, `>` quotes, `|` tables, fenced and indented code are understood as most people write them,
 * and as the normalised text of an article writes them. The headers of a mail give metadata.
 *
 * @throws {AppError} 422 `article-too-complex`
 */
export function parseText(text: string): ParsedText {
  const { metadata, body } = splitMailHeaders(text);
  const blocks: RawBlock[] = [];
  const stretches = withoutSharedIndent(stretchesOf(body));
  const tally = createTally(textLimits);
  tally.check('paragraphs', stretches.length);
  for (const [index, lines] of stretches.entries()) {
    const around = [stretches[index - 1]?.at(-1), stretches[index + 1]?.[0]] as const;
    const found = blocksOf(lines, around, blocks.length === 0);
    for (const block of found) if (block.kind === 'list-item') tally.add('listItems');
    for (const block of found) blocks.push(block);
  }
  return { metadata, blocks };
}

/** Stretches of lines between blank lines or rules, quoted ones apart; fenced code is one, with the blank lines in it. */
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
      if (isQuoted(line) !== isQuoted(stretch.at(-1) ?? line)) end();
      stretch.push(line);
      if (UNDERLINE.test(line.trim())) end();
    }
  }
  end();
  return stretches;
}

function isQuoted(line: string): boolean {
  return /^\s*>/.test(line);
}

/** The lines before and after a stretch, where there are any. */
type Around = readonly [before: string | undefined, after: string | undefined];

function blocksOf(lines: readonly string[], around: Around, opening: boolean): RawBlock[] {
  const [head = '', second = ''] = lines;
  const [, language] = /^`{3,}\s*(\S*)/.exec(head) ?? [];
  if (language !== undefined) {
    const closed = lines.length > 1 && /^`{3,}\s*$/.test(lines.at(-1) ?? '');
    return [{ kind: 'code', language, text: lines.slice(1, closed ? -1 : undefined).join('\n') }];
  }
  if (lines.every(isQuoted)) {
    return [{ kind: 'quote', text: prose(lines.map((line) => line.replace(/^[\s>]+/, ''))) }];
  }
  if (lines.every((line) => /^\s*\|.*\|\s*$/.test(line))) {
    const rows = lines.filter((line) => !/^[\s|:=-]+$/.test(line));
    return [{ kind: 'table', text: rows.map((line) => line.trim()).join('\n') }];
  }
  if (lines.length === 1 && isCentred(head) && isHeading(head)) return [heading(head, opening)];
  if (!lines.some((line) => ITEM.test(line)) && isIndentedCode(lines)) return [{ kind: 'code', text: dedent(lines) }];
  if (lines.length === 2 && UNDERLINE.test(second.trim()) && isShort(head)) return [heading(head, opening)];
  const content = UNDERLINE.test((lines.at(-1) ?? '').trim()) ? lines.slice(0, -1) : lines;
  if (isDrawing(content)) return [{ kind: 'code', text: dedent(content) }];
  const last = around[1] === undefined;
  if (content.length === 1 && !last && (isHeading(head) || isNumberedHeading(head, around))) {
    return [heading(head, opening)];
  }
  const few = head.trim().split(/\s+/).length <= HEADING.wordsWithin;
  if ((isTitle(content) && (opening || few)) || (isLabel(content) && few))
    return [heading(head, opening), ...proseBlocks(content.slice(1))];
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

function isNumberedHeading(line: string, around: Around): boolean {
  const named = line.replace(NUMBERED, '');
  return named !== line && isHeading(named) && !around.some((other) => other !== undefined && ITEM.test(other));
}

/** Whether the first of several lines stands right above a list: `Fixed`, as a change log has it. */
function isLabel([first = '', ...items]: readonly string[]): boolean {
  if (!isHeading(first) || OPEN_END.test(first) || !/^\s*[\p{Lu}\p{N}]/u.test(first)) return false;
  const bullets = items.filter((line) => BULLET.test(line));
  return items[0] !== undefined && items[0] === bullets[0] && (bullets.length > 1 || CAPITAL_ITEM.test(items[0]));
}

/**
 * Whether the first of several lines is a title although no blank line follows: short, without a final stop or an open
 * end, and broken off where the next word, a capitalised one, had still found room.
 */
function isTitle([first = '', second = '', ...more]: readonly string[]): boolean {
  if (!isHeading(first) || OPEN_END.test(first) || ITEM.test(second)) return false;
  const next = /^\s*["“‘'(]?(?=[\p{Lu}\p{N}])\S+/u.exec(second)?.[0].trim();
  if (next === undefined || !STOP_WITHIN.test([second, ...more].join(' '))) return false;
  const width = [second, ...more].reduce((widest, line) => Math.max(widest, line.trimEnd().length), 0);
  return width >= 50 && first.trimEnd().length + 1 + next.length < width - 5;
}
