import { wordsOf } from '../../article/words.ts';
import type { Figure } from '../figures/figures.ts';
import { conceptOf } from '../lexicon.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import type { Search } from './search.ts';

const COMPARED = 70; // characters behind a change in which the article says what it compares with
/** Words by which a claim says that it speaks of a level that is no more, or never was. */
export const SPEAKS_OF_OTHER_LEVEL =
  /\b(?:originally|initially|previously|formerly|at\sfirst|had\sbeen|before|earlier|prior|planned|budget(?:ed)?|forecast|expect(?:ed)?|hoped|promised|scheduled|assumed|estimated?|intended|meant|used\sto|a\syear\sago|(?:last|previous|preceding)\s(?:year|month|quarter|season|summer|winter|spring|autumn|week))\b/i;
const OF_IT = /^\sof\s(?:it|them|this|that|these|those)\b/i;
/** `lost 1,100 of its 2,900 members`. */
const OF_ITS = /^\s(?:\p{L}+\s)?of\s(?:its|their|the|his|her|our)\s$/u;
const FARTHEST = 140; // characters between a figure and what is said of its change
const MORE =
  /^[\s-](?:\p{L}+\s)?(?:more|higher|longer|larger|greater|bigger|above|over|up|increase|growth|rise|gain|extra)\b/iu;
const LESS =
  /^[\s-](?:\p{L}+\s)?(?:less|fewer|lower|shorter|smaller|cheaper|below|under|down|decrease|decline|drop|fall|cut|reduction|off)\b/iu;
const UP =
  /\b(?:up|rose|risen|rises|grew|grown|grows|growing|increased|increases|climbed|jumped|gained|rise\sof|growth\sof|increase\sof)\s(?:\p{L}+\s)?(?:by\s)?(?:\p{L}+\s)?$/iu;
const DOWN =
  /\b(?:down|fell|fallen|falls|dropped|drops|declined|decreased|shrank|shrunk|cut|reduced|lost|fall\sof|drop\sof|decline\sof)\s(?:\p{L}+\s)?(?:by\s)?(?:\p{L}+\s)?$/iu;

/**
 * The other level that a text implies beside a figure by what it says of the change: 2.8 million for `3.4 million,
 * 600,000 more than planned`, 400 million for `1.2 billion, three times the estimate`, 900,000 for `1.1 million, 22 %
 * more`. Empty where the second figure is no change of the first.
 */
function otherLevels(base: Figure, change: Figure, text: string): readonly number[] {
  if (base.fraction || base.value <= 0 || change.value <= 0) return [];
  if (Math.max(base.start - change.end, change.start - base.end) > FARTHEST) return [];
  if (change.unit === 'times' && base.unit !== 'times') return [base.value / change.value, base.value * change.value];
  const way = wayOf(change, text);
  if (way === 0) return [];
  if (change.unit === 'percent' && base.unit !== 'percent')
    return change.value < 100 || way > 0 ? [base.value / (1 + (way * change.value) / 100)] : [];
  if (change.end < base.start && OF_ITS.test(text.slice(change.end, base.start)) && change.unit === base.unit)
    return [base.value + way * change.value];
  const measured = !change.fraction || change.unit === 'seconds' || change.unit === 'months'; // `an hour longer`
  const isSame = change.unit === base.unit || (change.unit === 'points' && base.unit === 'percent');
  return isSame && measured ? [base.value - way * change.value] : [];
}

/**
 * What a share that stands beside a figure comes to: 418 billion for `1.1 trillion, 38 % of them`, 270 for `90, a third
 * of the fee`, 1,160 for `1,450, with a discount of 20 %`.
 */
export function sharesOf(base: Figure, share: Figure, text: string): readonly number[] {
  if (base.fraction || base.value <= 0 || share.unit !== 'percent' || share.value <= 0 || share.value >= 100) return [];
  if (Math.max(base.start - share.end, share.start - base.end) > FARTHEST) return [];
  const between = text.slice(Math.min(base.end, share.end), Math.max(base.start, share.start));
  const back = base.end <= share.start && !/\d/.test(between) && OF_IT.test(textBehind(text, share, 10));
  if (!back && /[.!?]\s/.test(between)) return [];
  const part = share.value / 100;
  const around = text.slice(Math.max(0, share.start - 24), share.end + 24);
  if (/\b(?:discount|rebate|off|less(?!\sthan)|cheaper|lower)\b/i.test(around)) return [base.value * (1 - part)];
  const of = /^\s(?:of|the)\b/.test(textBehind(text, share, 6));
  // `62 % of loans carry a variable rate, and banks must pass on changes within 45 days`
  if (of && base.start > share.end && /,\s/.test(between)) return [];
  return of ? [base.value * part, base.value * (1 - part), base.value / part] : [base.value * part];
}

function wayOf(change: Figure, text: string): -1 | 0 | 1 {
  const after = textBehind(text, change, 30);
  if (/^halv/i.test(text.slice(change.start, change.end))) return -1;
  const before = textBefore(text, change, 40);
  if (MORE.test(after) || UP.test(before)) return 1;
  return LESS.test(after) || DOWN.test(before) ? -1 : 0;
}

/** Whether a claim speaks of what the article compares a level with, and states the level that this comes to. */
export function isOtherLevel(
  base: Figure,
  change: Figure,
  { asked: { claimed, fits }, claim, index }: Search,
): boolean {
  if (base === change || base.unit !== claimed.unit) return false;
  const { text } = index.article;
  if (!otherLevels(base, change, text).some(fits)) return false;
  if (SPEAKS_OF_OTHER_LEVEL.test(claim.text)) return true;
  const after = textBehind(text, change, COMPARED).replace(/[.;:](?!\d).*$/s, '');
  return wordsOf(after).some(({ content, stem }) => content && claim.terms.has(conceptOf(stem)));
}
