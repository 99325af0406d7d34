import type { Range } from '../../article/article.ts';
import type { Word } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { sameMoment } from '../figures/moments.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { oneOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';

const CLAUSE = new RegExp(String.raw`[,;:]|\b${oneOf('contrasting', 'subordinating', 'relative')}\b`, 'i');
const SUPPOSED =
  /\b(?:if|unless|whether|in\scase|provided\sthat|as\slong\sas)\s[^.,;:!?\n]*$|(?:^|[.!?]\s)had\s[^.,;:!?\n]*$/i;
/** `a part that no longer answers`: says which, and not that one does not. */
const OF_ANY = /\b(?:an?|any|every|each|one)\s(?:\p{L}+\s)?(?:that|which|who)\s[^.,;:!?\n]*$/iu;
const AROUND = 70; // characters before a word that may suppose it
const LONGEST = 600; // characters that are looked at for what is imagined
const WITHIN = String.raw`(?:[^.;!?]|(?<=\d)\.(?=\d))*`;
const IMAGINED = new RegExp(
  String.raw`\b(?:without|but\sfor|had)\b${WITHIN}\bwould\b|\bwould\b${WITHIN}\b(?:without|but\sfor|had)\b`,
  'i',
);

/** `unless a sample is analysed` says neither that it is nor that it is not. */
export function isSupposed(text: string, { start }: Word): boolean {
  const before = text.slice(Math.max(0, start - AROUND), start);
  return SUPPOSED.test(before) || OF_ANY.test(before);
}

/** `Without the short week some classes would have no teacher`: they have one. */
export function imagines(text: string): boolean {
  return IMAGINED.test(text.slice(0, LONGEST));
}

export const isImagined = oncePerPassage((passage, index): boolean => {
  const range = index.passages[passage];
  return range !== undefined && imagines(index.textOf(range));
});

/** What is no longer so was so: only what still is contradicts it. */
export function saysStill(passage: number, index: ArticleIndex): boolean {
  const range = index.passages[passage];
  return range !== undefined && /\b(?:still|continu\w+|remain\w*|keeps?|stays?|unchanged)\b/i.test(index.textOf(range));
}

/**
 * Whether a figure or date in the clause of a claim's word stands in the article, but not near a passage, which therefore
 * speaks of something else.
 */
export function lacksFigures(passage: number, word: Range, claim: Claim, index: ArticleIndex): boolean {
  const start = index.passages[passage - 1]?.start ?? 0;
  const end = index.passages[passage + 1]?.end ?? index.article.text.length;
  const near = (place: Range) => start <= place.start && place.end <= end;
  const isElsewhere = (places: readonly Range[]) => places.length > 0 && !places.some(near);
  const inClause = (range: Range) =>
    !CLAUSE.test(claim.text.slice(Math.min(word.end, range.end), Math.max(word.start, range.start)));
  const figures = claim.figures.filter(
    ({ fraction, unit, count }) => !fraction && (unit !== null || count > SMALL_COUNT),
  );
  return (
    figures.some(
      (figure) =>
        inClause(figure) &&
        (isElsewhere(index.figures.filter(({ unit, value }) => unit === figure.unit && value === figure.value)) ||
          (figure.unit === null && !index.figures.some(({ count }) => count === figure.count))),
    ) ||
    claim.moments.some(
      (moment) => inClause(moment) && isElsewhere(index.moments.filter((one) => sameMoment(moment, one, () => true))),
    )
  );
}
