import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import { saysNo } from '../denied/negated-words.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { changesOf } from './changes.ts';
import { type Way, waysOf } from './figure-ways.ts';

const COVERED = 0.25; // of the claim by the passage that has the change
const COVERED_EXACT = 0.08; // where it is a difference that few others come to
const ROUNDED = 0.015; // of a difference, by which it may be off
const OF_SHARE = 0.05; // of a share or a multiple, which are rounded more
const OF_FRACTION = 0.12; // of `a third`, which may be `over a third`
const ON_TIME = /(?:earlier|sooner|later)$/i;
const OF_SPEED = /\b(?:fast|slow|quick|swift)\p{L}*$/iu;
/** What it is reckoned from, where that is the later one of the two. */
const THAN_LATER =
  /^[^.;:]{0,40}?\sthan\s(?:\p{L}+\s){0,4}?(?:now|today|new|afterwards|(?:year|month|week)\s(?:after|later))\b/iu;
/** Said of what was before, or of what was reckoned otherwise. */
const OF_OLD = /\b(?:old|former|previous|earlier|original|first|before|until|then|instead|against|every|each)\b/i;

interface Ends {
  readonly old: Figure;
  readonly now: Figure;
}

/**
 * Finds a difference, a share or a multiple that the article states only by what something came from and to, and that has
 * it go the other way: `seven minutes less` and `an eighth less` where it rose from 56 to 63 minutes.
 */
export function checkReckonedDirection(claim: Claim, index: ArticleIndex): FoundIssue[] {
  if (saysNo(claim.text)) return [];
  for (const figure of claim.figures) {
    for (const way of waysOf(claim.text, figure)) {
      if (OF_OLD.test(claim.text.slice(0, way.start)) || isStatedSo(figure, way, index)) continue;
      const changes = changesOf(index).flatMap(({ old, new: now }) => {
        if (!old || !now || old.value === now.value || !comesTo(figure, old, now)) return [];
        const up = isMore(way, figure, old, claim.text);
        return up === undefined ? [] : [{ old, now, agrees: up === now.value > old.value }];
      });
      if (changes.some(({ agrees }) => agrees)) continue;
      const turned = changes.find((change) => isAbout(claim, figure, change, index));
      if (!turned) continue;
      const passage = index.passageAt(turned.now.start);
      return [{ code: 'direction', message: messageOf(way, turned, index), passage }];
    }
  }
  return [];
}

/** Whether a claim has the words of the passage that has a change, or one of its figures. */
function isAbout(claim: Claim, figure: Figure, { old, now }: Ends, index: ArticleIndex): boolean {
  const isNamed = claim.figures.some(({ unit, value }) =>
    [old, now].some((one) => one.unit === unit && one.value === value && one.count > SMALL_COUNT),
  );
  const isExact = figure.unit !== 'percent' && figure.unit !== 'times' && figure.count > SMALL_COUNT;
  return isNamed || coverageBy(index.passageAt(now.start), claim, index) >= (isExact ? COVERED_EXACT : COVERED);
}

function messageOf({ written }: Way, { old, now }: Ends, { quoteOf }: ArticleIndex): string {
  const [from, to] = [quoteOf(old).quote, quoteOf(now).quote];
  return `The claim says "${written}" where the article goes from "${from}" to "${to}". Say it the way round that the article does.`;
}

/** Whether the article says outright that the figure goes that way. */
function isStatedSo({ value, unit }: Figure, way: Way, { figures, article }: ArticleIndex): boolean {
  return figures
    .filter((one) => one.unit === unit && Math.abs(one.value - value) <= ROUNDED * value)
    .some((one) => waysOf(article.text, one, true).some(({ family, up }) => family === way.family && up === way.up));
}

/** Whether what something came to is that much more or less than what it came from. */
function comesTo({ value, unit, fraction, slack }: Figure, old: Figure, now: Figure): boolean {
  const apart = Math.abs(now.value - old.value);
  const isClose = (reckoned: number, off: number) => Math.abs(reckoned - value) <= Math.max(off, slack) * value;
  if (unit === 'percent' && old.unit !== 'points')
    return (
      isClose((100 * apart) / old.value, fraction ? OF_FRACTION : OF_SHARE) || (old.unit === unit && isClose(apart, 0))
    );
  if (unit === 'times') return isClose(Math.max(old.value, now.value) / Math.min(old.value, now.value), OF_SHARE);
  const isOfOne = unit === old.unit || (unit === 'points' && old.unit === 'percent');
  return isOfOne && !fraction && isClose(apart, ROUNDED);
}

/** Whether a claim says that what it measures became more; undefined where that cannot be told. */
function isMore({ family, up, written, end }: Way, { unit }: Figure, old: Figure, text: string): boolean | undefined {
  const isTurned = THAN_LATER.test(text.slice(end));
  const lasts = old.unit === 'seconds' || old.unit === 'months';
  if (family === 'amount' || (family === 'price' && !lasts)) return up !== isTurned;
  if (family === 'speed' && (lasts || (unit === 'percent' && OF_SPEED.test(written))))
    return (up !== lasts) !== isTurned;
  if (family === 'order' && lasts && ON_TIME.test(written)) return up === isTurned;
  return undefined;
}
