import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import { contraryIssue } from '../contrary-issue.ts';
import { coverageBy } from '../coverage.ts';
import { saysNo } from '../denied/negated-words.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { comparativeOf, oneOf, type Pole, polesOf } from '../lexicon.ts';

const LEAST_COVERED = 0.35; // of the claim by the passage that goes the other way
const CLAUSE = 90; // characters on either side of a figure that are compared
const MOST_PLACES = 12;

/** Which way a text says that a figure goes: `35 % more`, `fell by 9 %`, `1.7 times slower`, `six days before`. */
interface Way extends Range {
  readonly family: 'amount' | 'speed' | 'price' | 'order';
  readonly up: boolean;
  readonly written: string;
}

const behind = (words: string) => new RegExp(String.raw`^\s(?:${words})\b`, 'i');
const BEHIND: readonly (readonly [Way['family'], up: boolean, RegExp])[] = [
  ['price', true, behind(String.raw`more\s(?:expensive|costly)|${comparativeOf(true, 'price')}`)],
  ['price', false, behind(String.raw`less\s(?:expensive|costly)|${comparativeOf(false, 'price')}`)],
  ['speed', true, behind(String.raw`${comparativeOf(true, 'speed')}|shorter|as\s(?:fast|quick)`)],
  ['speed', false, behind(String.raw`${comparativeOf(false, 'speed')}|longer|as\s(?:slow|long)`)],
  ['order', true, behind(String.raw`before|${comparativeOf(false, 'time')}|ahead\sof|prior\sto`)],
  ['order', false, behind(`after|${comparativeOf(true, 'time')}|behind`)],
  ['amount', true, behind(`${comparativeOf(true, 'amount')}|above|increase|rise|growth|gain`)],
  ['amount', false, behind(`${comparativeOf(false, 'amount')}|below|decrease|drop|fall|decline|reduction|loss`)],
];
const VAGUELY = String.raw`(?:${oneOf('approximating')}|an?)\s`;
const leading = (joined: string) =>
  new RegExp(
    String.raw`(?<verb>\p{L}+)(?:\s(?:\p{L}+ly|${oneOf('approximating')}|a\sfurther|another)){0,2}\s(?:(?:${joined})\s)?(?:${VAGUELY}){0,2}$`,
    'iu',
  );
const LEADING = leading('by|to|of');
/** What an article comes from, a claim that goes the other way may have arrived at. */
const LEADING_FROM = leading('by|to|of|from');
/** `cut the cost of storage by`. */
const MOVING = new RegExp(String.raw`(?<words>(?:\p{L}+\s){2,5})by\s(?:${VAGUELY}){0,2}$`, 'iu');
const BETTER_HIGH =
  /\b(?:throughput|output|performance|accuracy|availability|revenue|sales|satisfaction|speed|scores?|quality|productivity|bandwidth|coverage|adoption|efficiency|reliability|uptime|profits?|margins?|yields?)\b/i;
const BETTER_LOW =
  /\b(?:latency|latencies|times?|costs?|errors?|failures?|sizes?|memory|consumption|overhead|downtime|loss(?:es)?|usage|delays?|waits?)\b/i;

/**
 * Finds figures of a claim that go the other way than the article says of the same figure, as in `35 % less` for `35 % more`.
 * `A is 8 % slower than B` for `B is 8 % faster than A` is none.
 */
export function checkFigureDirection(claim: Claim, index: ArticleIndex): FoundIssue[] {
  for (const figure of claim.figures) {
    const own = wayOf(claim.text, figure);
    if (!own || saysNo(around(claim.text, figure).join(' '))) continue;
    const ways = placesOf(figure, index).flatMap((place) => {
      const way = wayOf(index.article.text, place, true);
      return way && way.family === own.family ? [{ place, way }] : [];
    });
    const turned = ways.find(({ place, way }) => way.up !== own.up && isSameThing(figure, place, claim, index));
    if (!turned || ways.some(({ way }) => way.up === own.up)) continue;
    return [contraryIssue('direction', { claimed: own.written, stated: turned.way.written })];
  }
  return [];
}

function wayOf(text: string, figure: Figure, from = false): Way | undefined {
  const { start, end } = figure;
  const after = text.slice(end, end + 24);
  for (const [family, up, pattern] of BEHIND) {
    const found = pattern.exec(after)?.[0];
    if (found !== undefined && (family !== 'order' || figure.unit === 'seconds' || figure.unit === 'months'))
      return { start, end: end + found.length, family, up, written: text.slice(start, end + found.length) };
  }
  const before = text.slice(Math.max(0, start - 48), start).replace(/^.*[.;:!?,\n]/s, '');
  const lead = (from ? LEADING_FROM : LEADING).exec(before);
  const [found, moved] = verbIn(lead?.groups?.verb) ?? verbIn(MOVING.exec(before)?.groups?.words) ?? [];
  if (found === undefined || moved === undefined) return undefined;
  const first = start - before.length + before.toLowerCase().lastIndexOf(found);
  const way = { start: first, end, family: 'amount' as const, written: text.slice(first, end) };
  if (moved.axis === 'up and down') return { ...way, up: moved.side === 'one' };
  const subject = text.slice(Math.max(0, first - 60), start).replace(/^.*[.;:!?\n]/s, '');
  const high = BETTER_HIGH.test(subject);
  if (high === BETTER_LOW.test(subject)) return undefined;
  return { ...way, up: (moved.side === 'one') === high };
}

/** The last of some words by which something moves, in lower case. */
function verbIn(words: string | undefined): readonly [word: string, pole: Pick<Pole, 'axis' | 'side'>] | undefined {
  for (const word of (words ?? '').toLowerCase().trim().split(' ').reverse()) {
    if (word === 'up' || word === 'down') return [word, { axis: 'up and down', side: word === 'up' ? 'one' : 'other' }];
    const pole = polesOf(word).find(({ axis }) => axis === 'up and down' || axis === 'better and worse');
    if (pole) return [word, pole];
  }
  return undefined;
}

function placesOf({ value, unit }: Figure, { figures }: ArticleIndex): Figure[] {
  const same = figures.filter((one) => one.unit === unit && Math.abs(one.value - value) <= 1e-6 * Math.abs(value));
  return same.slice(0, MOST_PLACES);
}

/** Whether claim and article speak of the same thing, and in the same order where they compare it with another. */
function isSameThing(figure: Figure, place: Figure, claim: Claim, index: ArticleIndex): boolean {
  const passage = index.passages[index.passageAt(place.start)];
  if (!passage || coverageBy(index.passageAt(place.start), claim, index) < LEAST_COVERED) return false;
  const [before, after] = around(claim.text, figure);
  const [stated, compared] = around(index.textOf(passage), {
    start: place.start - passage.start,
    end: place.end - passage.start,
  });
  if (saysNo(`${stated} ${compared}`)) return false;
  const straight = shared(before, stated) + shared(after, compared);
  const crossed = shared(before, compared) + shared(after, stated);
  if (/\sthan\s/i.test(after) && /\sthan\s/i.test(compared) && crossed > 0 && shared(after, compared) === 0)
    return false;
  return straight > crossed;
}

function around(text: string, { start, end }: Range): [before: string, after: string] {
  return [text.slice(Math.max(0, start - CLAUSE), start), text.slice(end, end + CLAUSE)];
}

function shared(one: string, other: string): number {
  return conceptsOf(one).intersection(conceptsOf(other)).size;
}
