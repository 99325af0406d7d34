import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { Figure } from '../figures/figures.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { isTelling, type Rival } from '../misplaced.ts';
import { within } from '../within.ts';
import { BEFORE, isOtherLevel, sharesOf } from './other-levels.ts';
import { type Asked, follows } from './reckoning.ts';

const MOST_FIGURES = 12; // of a passage
const NEAREST_RATIO = 4; // passages in which the two figures of a ratio are looked for
const MOST_CHANCE = 0.25; // expected fits by chance, far too many as most are of another magnitude
const REST = /\b(?:remain\w*|rest|left|still)\b/i;
const MOST_SENTENCES = 200; // with two figures of a kind that are looked at

/** What one of many has of what all of them have: £2.75 where 2,000 cost £5,500. */
export function isEach(all: Figure, count: Figure, { claimed, fits }: Asked, text: string): boolean {
  if (all.unit !== claimed.unit || all.fraction || all === count) return false;
  if (claimed.unit === null && Math.min(claimed.count, count.count) <= SMALL_COUNT) return false;
  if (count.unit !== null || count.count <= 1 || !fits(all.value / count.count)) return false;
  return !/^\s(?:\p{L}+\s)?(?:each|per|apiece|an?)\b/iu.test(text.slice(all.end, all.end + 24));
}

/**
 * Whether a figure said of a total is the sum of three figures or more that stand together in a passage or, of a total, two; or a share the
 * part of that sum that one of them is.
 */
export function isWhole({ claimed, total, fits }: Asked, passage: number, index: ArticleIndex): boolean {
  const share = claimed.unit === 'percent';
  if (!share && !total) return false;
  const range = total ? withNext(passage, index) : index.passages[passage];
  const all = within(index.figures, range).filter(({ fraction }) => !fraction);
  const units = new Set(share ? all.map(({ unit }) => unit) : [claimed.unit]);
  for (const unit of units) {
    const figures = all.filter((figure) => figure.unit === unit).slice(0, MOST_FIGURES);
    for (let from = 0; from + 2 < figures.length; from += 1) {
      let sum = 0;
      for (const [at, { value }] of figures.entries()) {
        if (at < from) continue;
        sum += value;
        if (at < from + 2) continue;
        if (total && unit === claimed.unit && fits(sum)) return true;
        const parts = figures.slice(from, at + 1);
        if (share && unit !== 'percent' && parts.some((part) => fits((100 * part.value) / sum))) return true;
      }
    }
  }
  return false;
}

/**
 * How many times one figure is another, or what share of it has gone, where both stand in surroundings like the claim's, or
 * one does and the other in a sentence beside those nearest to it and nothing contradicts.
 */
export function ofTwoPassages(
  asked: Asked,
  ranked: readonly number[],
  index: ArticleIndex,
  near: (figure: Figure) => boolean,
  contradicted: boolean,
): number | null {
  const { unit, fraction } = asked.claimed;
  if (contradicted && fraction) return null;
  if (unit !== 'times' && (unit !== 'percent' || !(fraction || asked.difference))) return null;
  const found = ranked.slice(0, NEAREST_RATIO).flatMap((passage) =>
    within(index.figures, besides(passage, index))
      .slice(0, MOST_FIGURES)
      .filter((figure) => figure.unit !== 'times' && figure.unit !== null && !figure.fraction)
      .map((figure) => ({ figure, passage, like: near(figure) })),
  );
  for (const [at, one] of found.entries())
    for (const other of found.slice(0, at)) {
      const enough = (one.like && other.like) || (unit === 'times' && !contradicted && (one.like || other.like));
      if (enough && follows(one.figure, other.figure, asked)) return one.passage;
    }
  return null;
}

/** A passage and the sentences before and after it in the same block. */
function besides(position: number, { passages }: ArticleIndex): Range | undefined {
  const [before, own, after] = [passages[position - 1], passages[position], passages[position + 1]];
  if (!own || own.kind === 'table') return own;
  return {
    start: before?.block === own.block ? before.start : own.start,
    end: after?.block === own.block ? after.end : own.end,
  };
}

/**
 * A sum, difference or share of two figures of any one sentence or two that follow each other, told by more than a digit. The
 * more there are to try, the likelier one fits by chance: beyond a few, the claim has to say that it speaks of such.
 */
export function inOneSentence(
  asked: Asked,
  claim: Claim,
  index: ArticleIndex,
  rival: Rival | undefined,
): number | null {
  const { claimed, level, difference, total, fits } = asked;
  const digits = String(claimed.count)
    .replace(/^0\.|\D/g, '')
    .replace(/0+$/, '').length;
  if (claimed.fraction || claimed.unit === 'percent' || claimed.unit === 'times' || digits < 1) return null;
  const told = BEFORE.test(claim.text);
  if (digits < 2 && !told) return null;
  const said = difference || total || told || REST.test(claim.text);
  let [tried, compared] = [0, 0];
  let found: number | null = null;
  for (const passage of index.passages.keys()) {
    const figures = within(index.figures, withNext(passage, index)).slice(0, MOST_FIGURES);
    const same = figures.filter(
      ({ unit, count, fraction }) => unit === claimed.unit && !fraction && (unit !== null || count > SMALL_COUNT),
    );
    if (same.length === 0 || figures.length < 2) continue;
    compared += 1;
    if (compared > MOST_SENTENCES) break;
    for (const [at, one] of same.entries()) {
      for (const share of figures) {
        if (told && share.unit === 'times' && isOtherLevel(one, share, asked, claim, index)) return passage;
        const parts = share.unit === 'percent' ? sharesOf(one, share, index.article.text) : [];
        tried += parts.length;
        if (!parts.some(fits)) continue;
        if (one.start === rival?.place.start) return passage; // what speaks against it is what it follows from
        found ??= passage;
      }
      for (const other of same.slice(0, at)) {
        if (told && (isOtherLevel(one, other, asked, claim, index) || isOtherLevel(other, one, asked, claim, index)))
          return passage;
        tried += 1;
        if ((difference || !level) && fits(Math.abs(one.value - other.value))) found ??= passage;
        if (total && fits(one.value + other.value)) found ??= passage;
      }
    }
  }
  const chance = 2 * tried * Math.max(claimed.slack, 0.5 * 10 ** -digits);
  if (found === null || (isTelling(rival) && !said)) return null;
  return said || chance <= MOST_CHANCE ? found : null;
}

/** The passage that says a share outright, `44 of 61`, in whatever words; none where another contradicts it. */
export function ofShareOut({ claimed, fits }: Asked, index: ArticleIndex, contradicted: boolean): number | null {
  if (contradicted || claimed.unit !== 'percent' || claimed.fraction) return null;
  for (const [at, whole] of index.figures.entries()) {
    const part = index.figures[at - 1];
    if (!part || part.unit !== null || whole.unit !== null || part.count <= 1 || part.count >= whole.count) continue;
    if (!/^\s(?:out\s)?of\s(?:the\s|its\s|our\s|their\s|all\s)?$/.test(index.article.text.slice(part.end, whole.start)))
      continue;
    const share = (100 * part.count) / whole.count;
    if (fits(share) || Math.abs(share - claimed.value) <= 0.5) return index.passageAt(part.start);
  }
  return null;
}

/** A passage with the one that follows it in the same block. */
function withNext(position: number, { passages }: ArticleIndex): Range | undefined {
  const [own, after] = [passages[position], passages[position + 1]];
  if (!own || own.kind === 'table' || after?.block !== own.block) return own;
  return { start: own.start, end: after.end };
}
