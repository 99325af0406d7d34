import { longestRun } from './prose.ts';
import { createTally } from './tally.ts';

/** What Markdown parsers take more than linear time for, and how much of it is allowed: honest articles have less. */
export const markdownLimits = {
  nesting: [100, 'levels of nested quotes and lists'],
  listItems: [2_000, 'list items'],
  quotes: [1_000, 'quotes'],
  underlined: [500, 'underlined headings'],
  definitions: [2_000, 'link and footnote definitions'],
  paragraphs: [20_000, 'paragraphs'],
  allLines: [100_000, 'lines'],
  fences: [2_000, 'blocks of fenced code'],
  lines: [10_000, 'lines in one paragraph or table'],
  nestedLines: [2_000, 'lines in one paragraph of a quote or list'],
  columns: [200, 'columns in a table'],
  run: [5_000, 'characters without a space'],
  emphasis: [500, 'emphasis marks in one paragraph'],
  brackets: [500, 'brackets in one paragraph'],
  backticks: [500, 'runs of backticks in one paragraph'],
  tags: [500, 'tags in one paragraph'],
  marks: [40_000, 'marks of emphasis, links, code, tags and entities'],
  cells: [30_000, 'table cells'],
} as const;

const CONTAINER = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))/y;

/** Marks whose pairs are searched for within a paragraph. */
const MARKS = [
  ['emphasis', /\*+|_+|~+/g],
  ['brackets', /[[\]]/g],
  ['backticks', /`+/g],
  ['tags', /</g],
] as const;

/** The other marks that each cost the parser something, wherever they stand. */
const FURTHER_MARKS = /[&\\]/g;

interface Fence {
  readonly marks: string;
  /** Fenced code within a quote ends with the quote. */
  readonly quoted: boolean;
}

/**
 * Goes once over Markdown, linear in its length, and refuses what the parser would take seconds for. It only counts:
 * what it takes for a mark may turn out to be prose, so the limits are wide.
 *
 * @throws {AppError} 422 `article-too-complex` naming what there is too much of.
 */
export function scanMarkdown(text: string): void {
  const tally = createTally(markdownLimits);
  let quoted = false; // whether the line before stood in a quote
  let within = false; // whether the line before belongs to a paragraph
  let nested = false; // whether that paragraph stands in a quote or a list
  let defining = false; // whether that paragraph is definitions so far
  let fence: Fence | null = null;

  for (const line of linesOf(text)) {
    tally.add('allLines');
    const inQuote = /^\s*>/.test(line);
    if (fence !== null && (inQuote || !fence.quoted)) {
      if (closes(fence.marks, line)) fence = null;
      continue;
    }
    fence = null;

    const { depth, items, content } = containersOf(line);
    tally.check('nesting', depth);
    tally.add('listItems', items);
    if (inQuote && !quoted) tally.add('quotes');
    quoted = inQuote;
    const opening = /^(?:`{3,}(?!.*`)|~{3,})/.exec(content)?.[0];
    if (opening !== undefined) {
      tally.add('fences');
      fence = { marks: opening, quoted: inQuote };
    }
    if (content === '' || opening !== undefined) {
      within = false;
      tally.reset('lines', 'nestedLines');
      continue;
    }

    if (within && /^(?:=+|-+)$/.test(content)) tally.add('underlined');
    if (!within || items > 0) {
      if (!within) tally.add('paragraphs');
      tally.reset('lines', 'nestedLines');
      nested = depth > 0;
    }
    tally.add(nested ? 'nestedLines' : 'lines');
    const definition = /^\[[^\]]{1,999}\]:/.test(content);
    if (definition) tally.add('definitions');
    defining = definition && (defining || !within);
    if (content.length > markdownLimits.run[0]) tally.check('run', longestRun(content));
    if (content.includes('|')) {
      const parts = content.split('|').length;
      tally.check('columns', parts);
      tally.add('cells', parts - 1);
    }
    if (!within || items > 0 || defining || /^[#|]/.test(content)) {
      tally.reset('emphasis', 'brackets', 'backticks', 'tags');
    }
    for (const [name, pattern] of MARKS) {
      const found = countOf(pattern, content);
      tally.add(name, found);
      tally.add('marks', found);
    }
    tally.add('marks', countOf(FURTHER_MARKS, content));
    within = true;
  }
}

function countOf(pattern: RegExp, content: string): number {
  return content.match(pattern)?.length ?? 0;
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end < 0 ? text.length : end);
    if (end < 0) return;
    start = end + 1;
  }
}

/** The marks of quotes and list items that a line begins with, and what stands after them. */
function containersOf(line: string): { depth: number; items: number; content: string } {
  let items = 0;
  let quotes = 0;
  let end = 0;
  CONTAINER.lastIndex = 0;
  for (let mark = CONTAINER.exec(line); mark !== null; mark = CONTAINER.exec(line)) {
    if (mark[0].endsWith('>')) quotes += 1;
    else items += 1;
    end = CONTAINER.lastIndex;
  }
  const rule = /^[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*$/.test(line); // a thematic break, not a list
  if (rule) return { depth: 0, items: 0, content: line.trim() };
  const indent = items > 0 ? (/^[ \t]*/.exec(line)?.[0].length ?? 0) : 0;
  return { depth: quotes + items + Math.floor(indent / 2), items, content: line.slice(end).trim() };
}

function closes(marks: string, line: string): boolean {
  const content = line.replace(/^[\s>]+/, '').trimEnd();
  return content.length >= marks.length && content === (marks[0] ?? '').repeat(content.length);
}
