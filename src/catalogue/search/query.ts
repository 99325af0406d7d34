import { isUnspaced, piecesOf } from './unspaced.ts';
import { narrowed } from './width.ts';

/** Words that must stand next to each other; mostly one. */
export type Phrase = readonly string[];

/** What must be found: a phrase, and where each of its words stands in what was typed. */
export interface SearchTerm {
  readonly phrase: Phrase;
  readonly at: readonly { readonly start: number; readonly end: number }[];
  /** Whether its last word stands for what begins with it: never, where little is found without that, or always (`deploy*`). */
  readonly beginning: 'no' | 'perhaps' | 'yes';
}

/** What people type, read as what must be found. */
export interface SearchQuery {
  /** All of them must be found. */
  readonly terms: readonly SearchTerm[];
  /** None of them may be found. */
  readonly without: readonly SearchTerm[];
  /** Each of these tags; no entry with one of `otherTags`; likewise sources. As they were typed. */
  readonly tags: readonly string[];
  readonly otherTags: readonly string[];
  readonly sources: readonly string[];
  readonly otherSources: readonly string[];
  /** What the title must have, which is among `terms` as well, and what it must not. */
  readonly titles: readonly SearchTerm[];
  readonly otherTitles: readonly SearchTerm[];
  /** From this day on, and before that one: `YYYY-MM-DD`. */
  readonly from: string | null;
  readonly until: string | null;
  /** Sentences on what was not understood. */
  readonly hints: readonly string[];
}

/** More than this says nothing more, and costs time. */
const MOST = 16;
const MOST_FILTERS = 8;
const LONGEST_WORD = 60;
const SHORTEST_BEGINNING = 3;
const SHORTEST_STARRED = 2;

/** Words that stand in nearly every text: beside others they narrow nothing, and are the slowest to look up. */
const STOP_WORDS = new Set(
  'a an and are as at be by for from has how in is it its of on or that the their this to was were what when why with'.split(
    ' ',
  ),
);

/** Groups: a minus that excludes, the name of a filter, what is quoted, what is not. */
const CHUNK =
  /((?<!\S)-(?=[\p{L}\p{N}"“]))?(?:(tag|source|title|before|after):)?(?:["“”]([^"“”]*)["“”]?|([^\s"“”]+))/giu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const ASCII_WORD = /[A-Za-z0-9]+/g;
export const OTHER_THAN_ASCII = /[^\0-\x7f]/;
const PLAIN = /^[a-z0-9]*$/;
/** What else people would narrow a search by. */
const NO_FILTER = /^-?(author|by|date|from|keywords?|lang|since|site|status|text|type|until|url):(?=[^\s/])/i;
const LETTER_STARRED = /^-?[a-z0-9]\*$/i;

/**
 * Reads any text as a query: words must all be found, words in quotation marks next to each other, and so must the parts
 * of `node.js` or `two-phase`. `deploy*` is what begins so. `tag:`, `source:`, `title:`, `after:` (from that day, month or
 * year on) and `before:` narrow it; a minus excludes a word, a phrase, a tag or a source, and makes `before:` of `after:`. Stop
 * words count only when there is nothing else. Nothing else is an operator.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const terms: SearchTerm[] = [];
  const skipped: SearchTerm[] = [];
  const without: SearchTerm[] = [];
  const filters = { tag: [] as string[], source: [] as string[] };
  const others = { tag: [] as string[], source: [] as string[] };
  const titles = { wanted: [] as SearchTerm[], unwanted: [] as SearchTerm[] };
  const days = { from: null as string | null, until: null as string | null };
  const hints: string[] = [];

  for (const { 0: chunk, 1: minus, 2: name, 3: quoted, 4: bare, index } of narrowed(text).matchAll(CHUNK)) {
    const value = (quoted ?? bare ?? '').trim();
    const filter = name?.toLowerCase();
    if (filter === 'tag' || filter === 'source') {
      const into = (minus ? others : filters)[filter];
      if (value !== '' && into.length < MOST_FILTERS) into.push(value.toWellFormed());
      continue;
    }
    if (filter === 'before' || filter === 'after') {
      const day = firstDay(value);
      if (day === null) hints.push(`“${filter}:” takes a date such as 2025-03-01, 2025-03 or 2025.`);
      else if ((filter === 'after') !== Boolean(minus))
        days.from = days.from === null || day > days.from ? day : days.from;
      else days.until = days.until === null || day < days.until ? day : days.until;
      continue;
    }
    const [unknown] = NO_FILTER.exec(chunk) ?? [];
    if (unknown !== undefined)
      hints.push(`“${unknown}” does not narrow a search: tag:, source:, title:, before: and after: do.`);
    const start = filter === 'title' ? chunk.indexOf(':') + 1 : 0;
    const term = termOf(chunk.slice(start), index + start, quoted !== undefined);
    if (term === null) continue;
    if (filter === 'title') {
      const into = minus ? titles.unwanted : titles.wanted;
      const exact: SearchTerm = { ...term, beginning: term.beginning === 'yes' ? 'yes' : 'no' };
      if (into.length < MOST_FILTERS) into.push(exact);
      if (!minus && terms.length < MOST) terms.push(exact);
      continue;
    }
    if (quoted === undefined && LETTER_STARRED.test(chunk)) {
      hints.push(`“${chunk}” finds the letter alone: before a * write at least two.`);
    }
    if (minus) {
      if (without.length < MOST) without.push(term);
      continue;
    }
    const [word = ''] = term.phrase;
    const stop = quoted === undefined && term.phrase.length === 1 && STOP_WORDS.has(word.toLowerCase());
    // Only the last word may be unfinished.
    const last = terms.at(-1);
    if (last?.beginning === 'perhaps') terms[terms.length - 1] = { ...last, beginning: 'no' };
    if (terms.length < MOST) (stop ? skipped : terms).push(stop ? { ...term, beginning: 'no' } : term);
  }
  return {
    terms: terms.length > 0 ? terms : skipped.slice(0, MOST),
    without,
    ...{ tags: filters.tag, sources: filters.source, otherTags: others.tag, otherSources: others.source },
    ...{ titles: titles.wanted, otherTitles: titles.unwanted },
    ...{ ...days, hints: [...new Set(hints)] },
  };
}

/** The words of a text, as the search index cuts them. */
export function wordsOf(text: string): string[] {
  if (!OTHER_THAN_ASCII.test(text)) return (text.match(ASCII_WORD) ?? []).map(shortened); // some ten times as fast
  const words = narrowed(text.toWellFormed()).match(WORD) ?? [];
  return words.flatMap((word) =>
    isUnspaced(word) ? piecesOf(word).map((piece) => shortened(piece.text)) : shortened(word),
  );
}

/** A text as what is looked for: its words next to each other, whatever follows them where there are no spaces. */
export function phraseOf(text: string): Phrase {
  return placedWords(text).map(({ word }) => word);
}

/** A word without case and accents. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC') // puts syllables of Hangul together again, as the index has them
    .toLowerCase();
}

/** What of a long word is indexed and searched for. */
export function shortened(word: string): string {
  return word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD).toWellFormed() : word;
}

function termOf(chunk: string, index: number, quoted: boolean): SearchTerm | null {
  const found = placedWords(chunk);
  const last = found.at(-1);
  if (!last) return null;
  const phrase = found.map(({ word }) => word);
  const at = found.map(({ start, end }) => ({ start: index + start, end: index + end }));
  const single = !quoted && phrase.length === 1 ? last.word : '';
  const starred = single.length >= SHORTEST_STARRED && chunk.endsWith('*');
  // A letter of a run is indexed as the first of a pair.
  if (starred || last.of === 'only letter') return { phrase, at, beginning: 'yes' };
  return { phrase, at, beginning: single.length >= SHORTEST_BEGINNING ? 'perhaps' : 'no' };
}

function placedWords(text: string) {
  const words = Array.from(narrowed(text.toWellFormed()).matchAll(WORD)).flatMap(({ 0: word, index }) =>
    piecesOf(word).map(({ text: piece, start, end, of }) => ({
      ...{ word: shortened(piece), start: index + start, end: index + end, of },
    })),
  );
  if (words.at(-1)?.of === 'last letter') words.pop(); // it is in the pair before it, and may stand before others
  return words;
}

/** The first day of a day, month or year; null when there is no such. */
function firstDay(text: string): string | null {
  const match = /^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?$/.exec(text);
  if (!match) return null;
  const [, year = '', month = '1', day = '1'] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}
