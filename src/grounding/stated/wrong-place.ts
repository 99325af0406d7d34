import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { Figure } from '../figures/figures.ts';
import { ratePeriod } from '../figures/rate-periods.ts';
import { conceptOf } from '../lexicon.ts';
import { cellsOf } from '../table-cells.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import { within } from '../within.ts';
import { ofOtherYear } from './years-behind.ts';

const ROWS = 30; // on either side that are looked at
const COVERED = 0.6; // of the claim by the passage that has the newer value
const OLD =
  /\b(?:(?:up|down)\sfrom|used\sto\sbe|instead\sof|rather\sthan|compared\s(?:with|to)|against|previously|formerly|it\swas)\s(?:\p{L}+\s)?$/iu;
const PAST =
  /\b(?:was|were|had|used|earlier|previous(?:ly)?|former(?:ly)?|before|old|once|until|from|than|against|compared|instead|ago|last)\b/i;

/**
 * What the article has where a claim states one of its figures of something else, by form alone: another row of the
 * same table, another year, another time that is counted over (`200 an hour` for 200 a day), the old value for the new
 * one. Undefined where the figure may be right.
 */
export function wrongPlace(
  figure: Figure,
  places: readonly Figure[],
  claim: Claim,
  index: ArticleIndex,
): Figure | undefined {
  return (
    ofOtherRate(figure, places, claim, index) ??
    ofOtherRow(figure, places, claim, index) ??
    ofOtherYear(figure, places, claim, index) ??
    old(figure, places, claim, index)
  );
}

function ofOtherRate(figure: Figure, places: readonly Figure[], claim: Claim, index: ArticleIndex): Figure | undefined {
  const own = ratePeriod(claim.text, figure);
  if (own === undefined || figure.fraction) return undefined;
  const wrong = places.every((place) => {
    const period = ratePeriod(index.article.text, place);
    return period !== undefined && period !== own;
  });
  return wrong ? places[0] : undefined;
}

/** The cell of the same column in the row whose label the claim has in full, the longest one where it has several. */
function ofOtherRow(figure: Figure, places: readonly Figure[], claim: Claim, index: ArticleIndex): Figure | undefined {
  const [place] = places;
  if (!place || places.some(({ start }) => start !== place.start) || figure.fraction) return undefined;
  const at = index.passageAt(place.start);
  const row = index.passages[at];
  if (row?.kind !== 'table') return undefined;
  const years = new Set(claim.moments.flatMap(({ year }) => (year === undefined ? [] : `@${year}`)));
  const says = (word: string) => claim.terms.has(word) || years.has(word);
  const own = labelOf(at, place, index).filter(says);
  const head = cellsOf(index, at, place).head?.start;
  if (head === undefined) return undefined;
  let named: { readonly cell: Figure; readonly label: readonly string[]; readonly alone: boolean } | undefined;
  for (const step of [1, -1]) {
    for (let next = at + step; index.passages[next]?.block === row.block && Math.abs(next - at) < ROWS; next += step) {
      const cell = within(index.figures, index.passages[next]).find(
        (one) => one.unit === place.unit && cellsOf(index, next, one).head?.start === head,
      );
      const label = cell ? labelOf(next, cell, index) : [];
      const length = named?.label.length ?? 1;
      if (!cell || label.length < length || !label.every(says)) continue;
      named = { cell, label, alone: named === undefined || label.length > length };
    }
  }
  if (!named?.alone) return undefined;
  const { cell, label } = named;
  if (own.some((word) => !label.includes(word)) || own.length >= label.length) return undefined;
  return claim.figures.some((other) => other !== figure && other.count === cell.count) ? undefined : cell;
}

/** Concepts of the first cell of a row, or its year. */
function labelOf(at: number, cell: Figure, index: ArticleIndex): string[] {
  const { label } = cellsOf(index, at, cell);
  if (!label) return [];
  const year = /^\s*((?:19|20)\d\d)\s*$/.exec(index.textOf(label))?.[1];
  if (year !== undefined) return [`@${year}`];
  const first = index.wordAt(label.start);
  const words = index.words.slice(first, first + 12).filter(({ end, content }) => content && end <= label.end);
  return words.map(({ stem }) => conceptOf(stem));
}

/** The value right before one that the article only comes from, in a sentence that says most of the claim. */
function old(figure: Figure, places: readonly Figure[], claim: Claim, index: ArticleIndex): Figure | undefined {
  const { text } = index.article;
  const [place] = places;
  if (!place || figure.fraction || PAST.test(claim.text)) return undefined;
  const at = index.passageAt(place.start);
  const gone = isGone(place, text);
  const isOld = ({ start }: Figure) =>
    index.passageAt(start) === at && (gone || OLD.test(textBefore(text, { start }, 32)));
  if (!places.every(isOld)) return undefined;
  const others = within(index.figures, index.passages[at]).filter(
    ({ unit, fraction, value }) => unit === figure.unit && !fraction && value !== figure.value,
  );
  const newer = gone
    ? others.find(({ start }) => start >= place.end)
    : others.findLast(({ end }) => end <= place.start);
  if (!newer || claim.figures.some(({ value, unit }) => value === newer.value && unit === newer.unit)) return undefined;
  return coverageBy(at, claim, index) >= COVERED ? newer : undefined;
}

/** `from 40 to 30`. */
function isGone({ start, end }: Figure, text: string): boolean {
  return /\bfrom\s$/i.test(textBefore(text, { start }, 12)) && /^\sto\s/.test(textBehind(text, { end }, 4));
}
