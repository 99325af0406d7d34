import type { Range } from '../../article/article.ts';
import type { Figure } from '../figures/figures.ts';
import { isCurrency } from '../figures/units.ts';
import { comparativeOf, oneOf, type Pole, polesOf } from '../lexicon.ts';

/** Which way a text says that a figure goes: `35 % more`, `fell by 9 %`, `1.7 times slower`, `six days before`. */
export interface Way extends Range {
  /** What is told by it; only ways of one family can contradict each other. */
  readonly family: 'amount' | 'speed' | 'price' | 'order' | 'end' | 'past' | 'result' | 'gain' | 'burden';
  readonly up: boolean;
  readonly written: string;
}
type Reading = readonly [Way['family'], up: boolean, RegExp];

const behind = (words: string) => new RegExp(String.raw`^\s(?:${words})\b`, 'i');
const BEHIND: readonly Reading[] = [
  ['price', true, behind(String.raw`more\s(?:expensive|costly)|${comparativeOf(true, 'price')}`)],
  ['price', false, behind(String.raw`less\s(?:expensive|costly)|${comparativeOf(false, 'price')}`)],
  ['speed', true, behind(String.raw`${comparativeOf(true, 'speed')}|shorter|as\s(?:fast|quick)`)],
  ['speed', false, behind(String.raw`${comparativeOf(false, 'speed')}|longer|as\s(?:slow|long)`)],
  ['order', true, behind(String.raw`before|${comparativeOf(false, 'time')}|early|ahead\sof|prior\sto`)],
  ['order', false, behind(`after|${comparativeOf(true, 'time')}|late|behind`)],
  ['amount', true, behind(`${comparativeOf(true, 'amount')}|above|increase|rise|growth|gain`)],
  ['amount', false, behind(`${comparativeOf(false, 'amount')}|below|decrease|drop|fall|decline|reduction|loss`)],
];
const VAGUELY = String.raw`(?:${oneOf('approximating')}|an?)\s`;
/** `the first 40 days`: which of more than there are. */
const WHICH: readonly Reading[] = [
  ['end', true, /\b(?:first|initial|opening)\s$/i],
  ['end', false, /\b(?:last|final|closing)\s$/i],
  ['past', true, /\b(?:past|last|previous|preceding)\s$/i],
  ['past', false, /\b(?:next|coming|following)\s$/i],
];
/** `a loss of 9 million`, `lost about 9 million`. */
const result = (words: string) =>
  new RegExp(String.raw`\b(?:${words})\s(?:(?:of|was|is|to|came\sto|reached)\s)?(?:${VAGUELY}){0,2}$`, 'i');
const RESULT: readonly Reading[] = [
  ['result', true, result('profits?|surplus|earned')],
  ['result', false, result('loss(?:es)?|deficit|lost')],
];
/** `saved 12 minutes`, `lost 4 points`; what is taken off is told behind it. */
const deed = (words: string) =>
  new RegExp(String.raw`\b(?:${words})\s(?:\p{Lu}?\p{L}+\s){0,2}?(?:${VAGUELY}){0,2}$`, 'iu');
const DEEDS: readonly Reading[] = [
  ['gain', true, deed('gain(?:s|ed|ing)?|w[io]ns?|winning|picks?\\sup|picked\\sup')],
  ['gain', false, deed('los(?:es?|t|ing)|shed(?:s|ding)?|forfeit(?:s|ed)?|gives?\\sup|gave\\sup')],
  ['burden', true, deed('add(?:s|ed|ing)?|costs?|costing')],
  ['burden', false, deed('sav(?:es?|ed|ing)|shav(?:es?|ed|ing)|spar(?:es?|ed|ing)|freed|frees|subtract(?:s|ed|ing)?')],
];
const TAKEN = deed('t(?:akes?|ook|aken|aking)|knock(?:s|ed|ing)?');
const OFF = /^\soff\b/i;
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
const SCHEDULE = new Set(['hasten and delay', 'sooner and later']);
const BETTER_HIGH =
  /\b(?:throughput|output|performance|accuracy|availability|revenue|sales|satisfaction|speed|scores?|quality|productivity|bandwidth|coverage|adoption|efficiency|reliability|uptime|profits?|margins?|yields?)\b/i;
const BETTER_LOW =
  /\b(?:latency|latencies|times?|costs?|errors?|failures?|sizes?|memory|consumption|overhead|downtime|loss(?:es)?|usage|delays?|waits?)\b/i;

/**
 * The ways in which a text says that one of its figures goes, by the words right beside it.
 *
 * @param from whether what it comes from counts as well.
 */
export function waysOf(text: string, figure: Figure, from = false): Way[] {
  const { start, end } = figure;
  const before = text.slice(Math.max(0, start - 48), start).replace(/^.*[.;:!?,\n]/s, '');
  const after = text.slice(end, end + 24);
  const isTime = figure.unit === 'seconds' || figure.unit === 'months';
  const ways: Way[] = [];
  for (const [family, up, pattern] of BEHIND) {
    const found = pattern.exec(after)?.[0];
    if (found === undefined || (family === 'order' && !isTime)) continue;
    ways.push({ start, end: end + found.length, family, up, written: text.slice(start, end + found.length) });
    break;
  }
  for (const [family, up, pattern] of [...WHICH, ...DEEDS, ...(isCurrency(figure.unit) ? RESULT : [])]) {
    const found = pattern.exec(before)?.[0];
    if (found === undefined) continue;
    ways.push({ start: start - found.length, end, family, up, written: text.slice(start - found.length, end) });
  }
  const off = OFF.exec(after)?.[0];
  const taken = off === undefined ? undefined : TAKEN.exec(before)?.[0];
  if (off !== undefined && taken !== undefined) {
    const range = { start: start - taken.length, end: end + off.length };
    ways.push({ ...range, family: 'burden', up: false, written: text.slice(range.start, range.end) });
  }
  const moved = ways.some(({ start: first }) => first === start) ? undefined : movedBy(text, figure, before, from);
  return moved ? [...ways, moved] : ways;
}

/** The way of the verb that leads to a figure: `fell by`, `cut the cost by`, `brought the opening forward by`. */
function movedBy(text: string, { start, end, unit }: Figure, before: string, from: boolean): Way | undefined {
  const lead = (from ? LEADING_FROM : LEADING).exec(before);
  const [found, pole] = verbIn(lead?.groups?.verb) ?? verbIn(MOVING.exec(before)?.groups?.words) ?? [];
  if (found === undefined || pole === undefined) return undefined;
  const first = start - before.length + before.toLowerCase().lastIndexOf(found);
  const way = { start: first, end, family: 'amount' as const, written: text.slice(first, end) };
  const isOne = pole.side === 'one';
  if (SCHEDULE.has(pole.axis)) {
    const isBy = /\bby\s/i.test(text.slice(first, start)) && (unit === 'seconds' || unit === 'months');
    return isBy ? { ...way, family: 'order', up: isOne } : undefined;
  }
  if (pole.axis === 'up and down') return { ...way, up: isOne };
  const subject = text.slice(Math.max(0, first - 60), start).replace(/^.*[.;:!?\n]/s, '');
  const high = BETTER_HIGH.test(subject);
  if (high === BETTER_LOW.test(subject)) return undefined;
  return { ...way, up: isOne === high };
}

/** The last of some words by which something moves, in lower case. */
function verbIn(words: string | undefined): readonly [word: string, pole: Pick<Pole, 'axis' | 'side'>] | undefined {
  for (const word of (words ?? '').toLowerCase().trim().split(' ').reverse()) {
    if (word === 'up' || word === 'down') return [word, { axis: 'up and down', side: word === 'up' ? 'one' : 'other' }];
    if (word === 'forward') return [word, { axis: 'sooner and later', side: 'one' }];
    const poles = polesOf(word);
    const pole =
      poles.find(({ axis }) => axis === 'up and down' || axis === 'better and worse') ??
      poles.find(({ axis }) => SCHEDULE.has(axis));
    if (pole) return [word, pole];
  }
  return undefined;
}
