import type { Range } from '../../article/article.ts';
import { oneOf } from '../lexicon.ts';
import { countWords, smallNumber } from './number-words.ts';
import { quantityStarts } from './starts.ts';
import { unitOf } from './units.ts';

const PARTS: Readonly<Record<string, number>> = {
  half: 2,
  third: 3,
  quarter: 4,
  fifth: 5,
  sixth: 6,
  eighth: 8,
  tenth: 10,
};
const WORDS = new Map<string, readonly [number, string]>([
  ['fortnight', [1_209_600, 'seconds']],
  ['half', [50, 'percent']],
  ['halved', [50, 'percent']],
  ['halves', [50, 'percent']],
  ['halving', [50, 'percent']],
  ['quarter', [25, 'percent']],
  ['quarters', [75, 'percent']],
  ['twice', [2, 'times']],
  ['double', [2, 'times']],
  ['doubled', [2, 'times']],
  ['doubles', [2, 'times']],
  ['doubling', [2, 'times']],
  ['triple', [3, 'times']],
  ['tripled', [3, 'times']],
  ['triples', [3, 'times']],
  ['tripling', [3, 'times']],
  ['thrice', [3, 'times']],
  ['quadrupled', [4, 'times']],
  ['quadruple', [4, 'times']],
  ['tenfold', [10, 'times']],
]);
const ORDINALS = 'second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');
const COUNTED = `${countWords(1, 10)}|\\d{1,2}`;
const TIMES = 'seconds|minutes|hours|days|weeks|months|years|ms|hundred|thousand|million|billion';
/** No quarter and no half of a year: `the quarter`, `second half`. */
const NO_TIME = String.raw`(?:(?<=\ban?\s(?:\p{L}+\s)?)(?=quarter\b)|(?<=\bthree[\s-])(?=quarters)|(?!quarter|(?<=\b(?:first|second|this|last|next)[\s-])half|(?<=\b(?:[Ii]n|[Ff]or|[Oo]ver|[Dd]uring|[Oo]f)\sthe\s)half(?!\s(?:of|an?|the)\b)))`;
const IMPLIED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?<many>an?|${countWords(1, 4)})\s(?<piece>third|quarter|fifth|tenth)s?\sof\san?\s(?<ofUnit>minute|hour|day|year|decade|century|second)` +
    String.raw`|(?<share>${COUNTED})\s(?:\p{L}+\s)?(?:in|out\sof)\s(?:(?:every|each|${oneOf('approximating')})\s)?(?<all>a\s(?:hundred|thousand|million)|10{0,2},000(?!,)|${countWords(2, 50)}|\d{1,3}(?![\d.,:]\d|\d))(?!\s?(?:%|per|${TIMES})|-)` +
    String.raw`|(?:(?<parts>an(?:other)?|a|${countWords(1, 9)})[\s-])(?<part>third|quarter|fifth|sixth|eighth|tenth)s?(?!\sof\sa\ssecond)(?=\sof\b|\sthe\b|\s(?:less|more|fewer|as)\b|[.,;]|\s(?:in|on|at|by|from|to|for|with|because|when|if|after|since|while|but|are|were|have|had|do|did|say|said|never|already)\b|\s\p{L}+ed\s(?:an?|the|their|it|them|no|nothing|only|that|to|in|on|at|by|for|from|with)\b|$)` +
    String.raw`|(?<![\d/.,])(?<score>\d{1,2}(?:\.\d)?)/(?<best>5|10|100)(?![\d/])` +
    String.raw`|(?<halfAgain>half\sas\s\p{L}+(?:\s\p{L}+)?\sagain)|half\sa\s(?<halfShare>per\s?cent|percentage\spoint)|half\san\s(?<halfHour>hour)|half\sa\s(?<halfUnit>day|week|year|century|decade|second|minute)` +
    String.raw`|(?:an?|one)\s(?<andHalf>day|week|month|year|decade|hour|minute)\sand\sa\shalf` +
    String.raw`|(?<one>an?|per|each|every|once\san?)\s(?<unit>minute|hour|day|week|fortnight|month|year|decade)` +
    String.raw`|(?<=\b(?:the|its|their|our|his|her|this|a)\s)(?<ordinal>${ORDINALS.join('|')})(?=\s\p{Ll}{3})(?!\s(?:quarters?|half|of|time)\b)` +
    String.raw`|${NO_TIME}(?<word>${[...WORDS.keys()].join('|')}))(?![\p{L}\p{N}])`,
  'iuy',
);
const POWERS: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000, million: 1e6 };
const BEGINS = new RegExp(
  `^(?:${COUNTED}|an?|per|each|every|once|half|${[...ORDINALS, ...WORDS.keys()].join('|')})$`,
  'iu',
);
const searchImplied = quantityStarts.searchFrom(IMPLIED, BEGINS);

/** A quantity in words, in a base unit of units.ts. */
export interface ImpliedFigure extends Range {
  readonly value: number;
  readonly unit: string;
  /** Counted rather than a way of speaking: `one in 140`. */
  readonly measured: boolean;
}

/**
 * Quantities that words only imply: `half`, `two thirds`, `one in five`, `8/10`, `doubled`, `half an hour`, `a week`.
 */
export function impliedFiguresOf(text: string): ImpliedFigure[] {
  return searchImplied(text).flatMap((match) => {
    const [value, unit] = readImplied(match);
    if (unit === 'percent' && value > 100) return [];
    const range = { start: match.index, end: match.index + match[0].length };
    return [{ ...range, value, unit, measured: /\d{2}$|\s(?:thousand|million)$/i.test(match.groups?.all ?? '') }];
  });
}

function readImplied(match: RegExpExecArray): readonly [value: number, unit: string] {
  const {
    many,
    piece,
    ofUnit,
    share,
    all,
    parts,
    part,
    score,
    best,
    halfAgain,
    halfShare,
    halfHour,
    halfUnit,
    andHalf,
    unit,
    word,
    ordinal,
  } = match.groups ?? {};
  if (ordinal !== undefined) return [ORDINALS.indexOf(ordinal.toLowerCase()) + 2, 'ordinal'];
  if (share !== undefined) return [(100 * numberOf(share)) / numberOf(all ?? ''), 'percent'];
  if (score !== undefined) return [(100 * Number(score)) / Number(best), 'percent'];
  if (part !== undefined) return [(100 * numberOf(parts ?? '')) / (PARTS[part.toLowerCase()] ?? 1), 'percent'];
  if (ofUnit !== undefined) {
    const [whole, times] = unitOf(ofUnit) ?? ['', 1];
    return [(times * numberOf(many ?? '')) / (PARTS[piece?.toLowerCase() ?? ''] ?? 1), whole];
  }
  if (halfAgain !== undefined) return [1.5, 'times'];
  if (halfShare !== undefined) return [0.5, /point/i.test(halfShare) ? 'points' : 'percent'];
  const half = halfHour ?? halfUnit;
  const [base, factor] = unitOf(half ?? unit ?? '') ?? ['', 1];
  if (half !== undefined) return [factor / 2, base];
  if (andHalf !== undefined) {
    const [whole, times] = unitOf(andHalf) ?? ['', 1];
    return [1.5 * times, whole];
  }
  if (unit !== undefined) return [factor, base];
  return WORDS.get((word ?? '').toLowerCase()) ?? [0, ''];
}

function numberOf(word: string): number {
  const power = POWERS[/^a\s(\p{L}+)$/iu.exec(word)?.[1]?.toLowerCase() ?? ''];
  if (power !== undefined) return power;
  return /^\d/.test(word) ? Number(word.replace(',', '')) : (smallNumber(word) ?? 1);
}
