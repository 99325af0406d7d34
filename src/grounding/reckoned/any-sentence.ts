import type { Figure } from '../figures/figures.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { SPEAKS_OF_OTHER_LEVEL, sharesOf } from './other-levels.ts';
import { digitsOf, expectedByChance, figuresIn, type Search, withNext } from './search.ts';

const MOST_CHANCE = 0.25; // fits expected by chance
const MOST_SENTENCES = 200; // with two figures of a kind that are looked at
const SPEAKS_OF_REST = /\b(?:remain\w*|rest|left|still)\b/i;

/** What the figures of a sentence come to. */
interface Outcome {
  /** Sums, differences and shares that were tried. */
  readonly tried: number;
  /** Whether one of them fits, by which there may be chance in it. */
  readonly fits: boolean;
}

/**
 * A sum, difference or share of two figures of any one sentence or two that follow each other, told by more than a
 * digit. The more there are to try, the likelier one fits by chance: beyond a few, the claim has to say that it speaks
 * of such.
 */
export function ofAnySentence(search: Search): number | null {
  const { asked, claim, index, contradicted } = search;
  const { claimed, difference, total } = asked;
  const digits = digitsOf(claimed);
  if (claimed.fraction || claimed.unit === 'percent' || claimed.unit === 'times' || digits < 1) return null;
  const told = SPEAKS_OF_OTHER_LEVEL.test(claim.text);
  if (digits < 2 && !told) return null;
  let [tried, compared] = [0, 0];
  let found: number | null = null;
  for (const passage of index.passages.keys()) {
    const figures = figuresIn(withNext(passage, index), index);
    const same = figures.filter(
      ({ unit, count, fraction }) => unit === claimed.unit && !fraction && (unit !== null || count > SMALL_COUNT),
    );
    if (same.length === 0 || figures.length < 2) continue;
    compared += 1;
    if (compared > MOST_SENTENCES) break;
    const outcome = outcomeOf(same, figures, search);
    tried += outcome.tried;
    if (outcome.fits) found ??= passage;
  }
  const said = difference || total || told || SPEAKS_OF_REST.test(claim.text);
  if (found === null || (contradicted && !said)) return null;
  return said || expectedByChance(tried, claimed) <= MOST_CHANCE ? found : null;
}

function outcomeOf(same: readonly Figure[], all: readonly Figure[], { asked, index }: Search): Outcome {
  const { level, difference, total, fits } = asked;
  let [tried, found] = [0, false];
  for (const [at, one] of same.entries()) {
    for (const share of all) {
      const parts = share.unit === 'percent' ? sharesOf(one, share, index.article.text) : [];
      tried += parts.length;
      if (parts.some(fits)) found = true;
    }
    for (const other of same.slice(0, at)) {
      tried += 1;
      const differs = (difference || !level) && fits(Math.abs(one.value - other.value));
      if (differs || (total && fits(one.value + other.value))) found = true;
    }
  }
  return { tried, fits: found };
}
