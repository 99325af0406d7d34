import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import { contraryIssue } from '../contrary-issue.ts';
import { coverageBy } from '../coverage.ts';
import { saysNo } from '../denied/negated-words.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { type Way, waysOf } from './figure-ways.ts';

const LEAST_COVERED = 0.35; // of the claim by the passage that goes the other way, where the figure stands elsewhere too
const CLAUSE = 90; // characters on either side of a figure that are compared
const MOST_PLACES = 12;

interface Place {
  readonly place: Figure;
  readonly way: Way;
}

/**
 * Finds figures of a claim that go the other way than the article says of the same figure, as in `35 % less` for `35 % more`.
 * `A is 8 % slower than B` for `B is 8 % faster than A` is none.
 */
export function checkFigureDirection(claim: Claim, index: ArticleIndex): FoundIssue[] {
  for (const figure of claim.figures) {
    const claimed = waysOf(claim.text, figure);
    if (claimed.length === 0 || saysNo(around(claim.text, figure).join(' '))) continue;
    const places = placesOf(figure, index);
    for (const own of claimed) {
      const stated = places.flatMap((place): Place[] => {
        const way = waysOf(index.article.text, place, true).find(({ family }) => family === own.family);
        return way ? [{ place, way }] : [];
      });
      if (stated.some(({ way }) => way.up === own.up)) continue;
      const isOnly = stated.length === places.length && figure.unit !== null && !figure.fraction;
      const turned = stated.find(({ place }) => isSameThing([figure, place], isOnly, claim, index));
      if (turned) return [contraryIssue('direction', { claimed: own.written, stated: turned.way.written })];
    }
  }
  return [];
}

function placesOf({ value, unit }: Figure, { figures }: ArticleIndex): Figure[] {
  const same = figures.filter((one) => one.unit === unit && Math.abs(one.value - value) <= 1e-6 * Math.abs(value));
  return same.slice(0, MOST_PLACES);
}

/**
 * Whether claim and article speak of the same thing, and in the same order where they compare it with another. A figure
 * that the article has nowhere else needs no further words in common.
 */
function isSameThing([figure, place]: readonly Figure[], isOnly: boolean, claim: Claim, index: ArticleIndex): boolean {
  if (!figure || !place) return false;
  const at = index.passageAt(place.start);
  const passage = index.passages[at];
  if (!passage || (!isOnly && coverageBy(at, claim, index) < LEAST_COVERED)) return false;
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
  return isOnly ? straight >= crossed : straight > crossed;
}

function around(text: string, { start, end }: Range): [before: string, after: string] {
  return [text.slice(Math.max(0, start - CLAUSE), start), text.slice(end, end + CLAUSE)];
}

function shared(one: string, other: string): number {
  return conceptsOf(one).intersection(conceptsOf(other)).size;
}
