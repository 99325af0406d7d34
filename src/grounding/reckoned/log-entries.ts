import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Moment } from '../figures/moments.ts';
import { within } from '../within.ts';
import { type Search, withNext } from './search.ts';

const NEAREST = 3; // passages in which two times must stand together
const LIKEST = 3; // passages or entries that say most of the claim
const BESIDE = 2; // passages whose only two times, with those of the sentence behind, are taken
const MARKUP = 4; // characters before the time that opens an entry
const FROM_START = /\b(?:after|since|from|of|into)\b[^.;]*\b(?:began|begun|start(?:ed)?|outset|onset|beginning)\b/i;

/**
 * The times of a long log between which a claim may count, in groups: those of the passages most like what surrounds its
 * figure, of the two nearest entries, of the entries that say most of the claim with the start where it speaks of that,
 * and of each such entry with the next one.
 *
 * @param timed times of day, in order.
 */
export function logEntries(timed: readonly Moment[], search: Search): Moment[][] {
  const { ranked, index, claim } = search;
  const nearest = ranked.map((at) => within(timed, index.passages[at])).filter(({ length }) => length > 0);
  const two = nearest.slice(0, 2);
  const pair = two.length === 2 && two.every(({ length }) => length === 1) ? [two.flat()] : [];
  const told = likestPassages(search, 3 * LIKEST)
    .map((at) => within(timed, entryAt(at, index)))
    .flatMap(([time, ...others]) => (time && others.length === 0 ? time : []))
    .slice(0, LIKEST);
  const first = timed.find((moment) => opensEntry(moment, index)) ?? timed[0];
  const start = first && FROM_START.test(claim.text) ? [first] : [];
  const following = told.map((time) => timed.slice(timed.indexOf(time)).slice(0, 2));
  const beside = likestPassages(search, BESIDE)
    .map((at) => within(timed, withNext(at, index)))
    .filter(({ length }) => length === 2);
  return [...nearest.slice(0, NEAREST), ...pair, [...start, ...told], ...following, ...beside];
}

/** The passages that say most of the claim, whatever stands near its figure, best first. */
export function likestPassages({ claim, index }: Search, most = LIKEST): number[] {
  return index.rank(claim.terms, most).map(({ passage }) => passage);
}

/** The row of a table or the whole item of a list that a passage is or stands in. */
function entryAt(position: number, { passages, article }: ArticleIndex): Range | undefined {
  const own = passages[position];
  return own && own.kind !== 'table' ? article.blocks[own.block] : own;
}

function opensEntry({ start }: Moment, index: ArticleIndex): boolean {
  const entry = entryAt(index.passageAt(start), index);
  return entry !== undefined && start - entry.start <= MARKUP;
}
