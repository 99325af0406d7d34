import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { polesOf } from '../lexicon.ts';

const BEFORE = 60; // characters before a figure that may hold the verb
/** `9, up from 7`: the later figure comes first. */
const WAY_BEHIND = /^[^.;]{0,60}?,?\s(up|down)\sfrom\s(?:\p{L}+\s)?$/iu;
/** `from 7 to 9`. */
const TO = /^\s(?:\S+\s){0,4}?to\s(?:\S+\s){0,2}$/;
const FROM = /((?:[\p{L}’'-]+\s){1,8})from\s(?:\p{L}+\s)?$/u;
/** What slows down takes more time, so that its seconds go up. */
const OF_SPEED = /^(?:slow|accel|decel)/;

const YEAR = /^(?:19|20)\d\d$/;
const ENDS = /^(?:[.,;:)]|$|\s(?:in|on|at|last|now|today|since|when|while|before|after|and|but|with|under)\b)/;
/** Who moves up from 40 to 12 is not one of 40. */
const OF_RANK = /\b(?:place|places|rank\p{L}*|list|position|spot|seed\p{L}*|chart|league|table|number|grid|no)\b/iu;

/** Finds what cannot be, whatever the article says of it: `rose from 9 to 7`. If the article writes it so, it is none. */
export function checkImpossibleChanges({ text, figures }: Claim, index: ArticleIndex): FoundIssue[] {
  for (const [at, one] of figures.entries()) {
    const other = figures[at + 1];
    if (!other || one.fraction || other.fraction || !isOfOneKind(one, other, text)) continue;
    const written = text.slice(one.start, other.end);
    const message = messageOf(text, one, inUnitOf(one, other), written);
    if (message !== undefined && !isWritten(written, verbBefore(text, one), index)) {
      return [{ code: 'direction', message }];
    }
  }
  return [];
}

/** Whether the article has it the wrong way round itself. */
function isWritten(written: string, verb: string | undefined, { article: { text } }: ArticleIndex): boolean {
  const start = text.indexOf(written);
  return start >= 0 && sideOf(verbBefore(text, { start })) === sideOf(verb);
}

/** Of `from 180 seconds to 45` the latter are seconds as well, unless more follows that they may be. */
function isOfOneKind(one: Figure, other: Figure, text: string): boolean {
  if (one.unit === other.unit) return one.value !== other.value;
  if (one.unit === null) return one.count !== other.count && /^\sto\s$/.test(text.slice(one.end, other.start));
  return other.unit === null && !YEAR.test(text.slice(other.start, other.end)) && ENDS.test(text.slice(other.end));
}

function inUnitOf(one: Figure, other: Figure): Figure {
  if (one.unit === other.unit) return other;
  return { ...other, value: other.unit === null ? (other.count * one.value) / (one.count || 1) : one.value };
}

function messageOf(text: string, one: Figure, other: Figure, written: string): string | undefined {
  const between = text.slice(one.end, other.start);
  const way = isPartOfWord(between) ? undefined : WAY_BEHIND.exec(between)?.[1]?.toLowerCase();
  if (way !== undefined && (way === 'up') !== one.value > other.value)
    return `"${written}" has it the wrong way round. Say it the way round that the article does.`;
  if (!TO.test(between)) return undefined;
  const verb = verbBefore(text, one);
  if (/^(?:up|down)$/.test(verb ?? '') && OF_RANK.test(text)) return undefined;
  if (one.unit === 'seconds' && OF_SPEED.test(verb ?? '')) return undefined;
  const side = sideOf(verb);
  if (side === undefined || (side === 'one') === other.value > one.value) return undefined;
  return `From ${written} is no way to say "${verb}". Say it the way round that the article does.`;
}

/** `on 16-core nodes, up from 640,000`. */
function isPartOfWord(behind: string): boolean {
  return /^-\p{L}/u.test(behind);
}

/** The last word before `from` by which something rises or falls. */
function verbBefore(text: string, { start }: Pick<Figure, 'start'>): string | undefined {
  const words = FROM.exec(text.slice(Math.max(0, start - BEFORE), start))?.[1] ?? '';
  return words
    .trim()
    .toLowerCase()
    .split(' ')
    .findLast((word, at, all) => sideOf(word) !== undefined && (!/^(?:up|down)$/.test(word) || at === all.length - 1));
}

function sideOf(word = '') {
  if (word === 'up' || word === 'down') return word === 'up' ? 'one' : 'other';
  return polesOf(word).find(({ axis }) => axis === 'up and down')?.side;
}
