import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import { type FoundIssue, WRONG_WAY_ROUND } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { oneOf, polesOf } from '../lexicon.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { datedPairs } from './dated-figures.ts';

const COVERED = 0.15; // of the claim by the passage in which one figure goes the other way
const LONGEST_CHANGE = 90; // characters between what a text comes from and what it comes to
const VAGUELY = String.raw`(?:(?:${oneOf('approximating')}|an?|the|now|usual|\p{Lu}\p{L}+)\s){0,2}`;
const ends = (words: string) => new RegExp(String.raw`(?:^|[\s(])(?:${words})\s${VAGUELY}$`, 'u');
const FROM = ends('[Ff]rom');
const TO = ends('to');
const INSTEAD = ends(String.raw`instead\sof|rather\sthan|(?:up|down)\sfrom|in\splace\sof`);
const AGAINST = ends(String.raw`against|after|compared\s(?:with|to)`);
const EARLIER = /\b(?:earlier|before|ago|last|previous\p{Ll}*|in|used)\b/iu;
const WAS = ends(String.raw`took|needed|cost|had|used\sto\s\p{L}+(?:\sfor)?`);
const IS = ends('takes?|needs?|costs?|has');

/** Which of two figures of a kind was before and which after a change, as far as the words tell. */
interface Change {
  readonly old: Figure | undefined;
  readonly new: Figure | undefined;
  /** Where the old one is not told: whether the verb says that it was less. */
  readonly up?: boolean | undefined;
}

/** Finds `rose from 23 to 57` of what the article says `fell to 23 from 57`, `fell to 23` or `57 in 2019 and 23 now` of. */
export function checkChangedFigures(claim: Claim, index: ArticleIndex): FoundIssue[] {
  for (const { old, new: now, up } of changesIn(claim.text, claim.figures)) {
    if (!old && now) {
      const turned = turnedTo(now, up, claim, index);
      if (turned) return [{ code: 'direction', message: WRONG_WAY_ROUND, passage: index.passageAt(turned.start) }];
    }
    if (!old || !now || old.value === now.value || isSmallInWords(old) || isSmallInWords(now)) continue;
    const changes = changesOf(index).filter((change) =>
      [change.old, change.new].some((one) => same(one, old) || same(one, now)),
    );
    const isStated = (figure: Figure) => index.figures.some((one) => same(one, figure));
    if (changes.some((change) => same(change.old, old) || same(change.new, now))) continue;
    const turned = changes.find(
      (change) =>
        (same(change.old, now) && isStated(old) && isOrUnknown(change.new, old)) ||
        (same(change.new, old) && isStated(now) && isOrUnknown(change.old, now)),
    );
    const at = turned?.new ?? turned?.old;
    if (!at) continue;
    return [{ code: 'direction', message: WRONG_WAY_ROUND, passage: index.passageAt(at.start) }];
  }
  return [];
}

/** For a claim that names only what something rose or fell to: the figure with which the article has it go the other way, or come from there. */
function turnedTo(now: Figure, up: boolean | undefined, claim: Claim, index: ArticleIndex): Figure | undefined {
  if (up === undefined || isSmallInWords(now) || now.unit === 'seconds') return undefined;
  const changes = changesOf(index).filter((change) => same(change.old, now) || same(change.new, now));
  const isOtherWay = (change: Change) => {
    if (!change.new) return false;
    if (!change.old) return change.up === !up;
    if (change.old.value === change.new.value) return false;
    return same(change.old, now) || up !== change.new.value > change.old.value;
  };
  const turned = changes.find(({ old }) => old)?.new;
  if (!turned || !changes.every(isOtherWay)) return undefined;
  return coverageBy(index.passageAt(turned.start), claim, index) >= COVERED ? turned : undefined;
}

/** Counts of a few are everywhere. */
function isSmallInWords({ unit, count, spelled }: Figure): boolean {
  return unit === null && spelled && count <= SMALL_COUNT;
}

function same(one: Figure | undefined, other: Figure): boolean {
  return one !== undefined && one.unit === other.unit && Math.abs(one.value - other.value) <= 1e-9 * other.value;
}

/** What fell from 34 to 9 may have risen from 21 to 34 before. */
function isOrUnknown(one: Figure | undefined, other: Figure): boolean {
  return one === undefined || same(one, other);
}

const changesOf = oncePerArticle((index) => [
  ...changesIn(index.article.text, index.figures),
  ...datedPairs(index).map(([old, now]): Change => ({ old, new: now })),
]);

/** The changes that a text states of its figures, in order. Linear in the figures. */
function changesIn(text: string, figures: readonly Figure[]): Change[] {
  const changes: Change[] = [];
  for (const [at, one] of figures.entries()) {
    if (one.fraction || one.unit === 'times') continue;
    const lead = leadOf(text, one);
    const instead = INSTEAD.test(lead) || (AGAINST.test(lead) && EARLIER.test(text.slice(one.end, one.end + 40)));
    const before = figures
      .slice(Math.max(0, at - 3), at)
      .findLast(
        ({ unit, end, fraction }) =>
          (unit === one.unit || (instead && one.unit === null)) && end <= one.start && !fraction,
      );
    const gap = before ? text.slice(before.end, one.start) : undefined;
    const joined = gap !== undefined && gap.length <= LONGEST_CHANGE && !/[.;:!?\n]\s/.test(gap) ? before : undefined;
    if (instead) {
      if (joined) changes.push({ old: withUnitOf(joined, one), new: joined });
    } else if (FROM.test(lead)) {
      if (joined && TO.test(leadOf(text, joined))) changes.push({ old: one, new: joined });
    } else if (TO.test(lead)) {
      const from = joined && FROM.test(leadOf(text, joined)) ? joined : undefined;
      if (from) changes.push({ old: from, new: one });
      else if (moves(lead)) changes.push({ old: undefined, new: one, up: wayOf(lead) });
    } else if (IS.test(lead) && joined && WAS.test(leadOf(text, joined))) changes.push({ old: joined, new: one });
  }
  return changes;
}

/** `52 minutes instead of 20`. */
function withUnitOf({ unit, value, count }: Figure, figure: Figure): Figure {
  return figure.unit === unit ? figure : { ...figure, unit, value: (figure.count * value) / (count || 1) };
}

function leadOf(text: string, { start }: Figure): string {
  return text.slice(Math.max(0, start - 48), start).replace(/^.*[.;:!?\n]\s/s, '');
}

/** Whether what leads to a figure rises, by the last verb that tells. */
function wayOf(lead: string): boolean | undefined {
  const words = lead.toLowerCase().match(/\p{L}+/gu) ?? [];
  const poles = words.flatMap((word) => polesOf(word).filter(({ axis, loose }) => axis === 'up and down' && !loose));
  const last = poles.at(-1);
  return last && last.side === 'one';
}

function moves(lead: string): boolean {
  const words = lead.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => polesOf(word).some(({ axis }) => axis === 'up and down' || axis === 'better and worse'));
}
