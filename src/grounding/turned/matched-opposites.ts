import { type ArticleIndex, figureTerm } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { isOtherCase } from '../other-case.ts';
import { likeness, surroundingsInArticle, surroundingsInClaim } from '../surroundings.ts';
import { within } from '../within.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { type Hit, hitsIn, stemIn } from './opposites.ts';

const NEAREST = 4; // passages in which the opposite is looked for
const MOST_WORDS = 120; // of a passage that are looked at
const POINTS_BACK = /\b(?:they|it|he|she|this|these|those|them|him|its|their)\b/i;

/** A word of a claim beside one of the article that stands on a side of the same opposites. */
export interface Match {
  readonly own: Hit;
  readonly its: Hit;
  /** How alike what is told with both is, 0 to 2. */
  readonly fit: number;
  /** Share of what the words of the claim's clause weigh that the passage has, that its clause has, and the other way round. */
  readonly told: number;
  readonly shared: number;
  readonly stated: number;
}

/** The words of a claim beside those of the passages nearest to it that stand on a side of the same opposites. */
export function matchesOf(claim: Claim, index: ArticleIndex): Match[] {
  const hits = hitsIn(claim.text, claim.words, 0, claim.words.length);
  if (hits.length === 0) return [];
  const clauses = clausesOf(claim.text, { start: 0, end: claim.text.length }, claim.words, claim.figures);
  const claimed = hits.map((hit) => ({
    ...useOf(hit, clauses, claim.text),
    around: surroundingsInClaim(claim, hit),
  }));
  const terms = new Map([...claim.terms, ...claim.figures.map((figure) => [figureTerm(figure), 1] as const)]);
  return index.rank(terms, NEAREST).flatMap(({ passage }) => {
    const range = index.passages[passage];
    if (!range || isOtherCase(claim, passage, index)) return [];
    const isNear = (term: string) => index.holdersOf(term).some((one) => one === passage || one === passage - 1);
    const { hits: stated, clauses: theirs } = readPassage(passage, index);
    return claimed.flatMap((own) =>
      stated
        .filter(({ pole }) => pole.axis === own.hit.pole.axis)
        .map((hit): Match => {
          const its = useOf(hit, theirs, index.article.text);
          const fit = likeness(own.around, surroundingsInArticle(index, hit), index);
          const shared = shareOf(own.clause, (term) => its.wide.has(term), index);
          const back = shareOf(its.clause, (term) => own.wide.has(term), index);
          const told = shareOf(own.clause, isNear, index);
          return { own: own.hit, its: hit, fit: fit + (shared + back) / 2, told, shared, stated: back };
        }),
    );
  });
}

/** A word that stands on a side of opposites, and what is told with it. */
interface Use {
  readonly hit: Hit;
  readonly clause: readonly string[];
  readonly wide: ReadonlySet<string>;
}

function useOf(hit: Hit, clauses: readonly Clause[], text: string): Use {
  return { hit, clause: termsAround(hit, clauses), wide: termsAbout(hit, clauses, text) };
}

/** Share of what some terms weigh that is found. */
function shareOf(terms: readonly string[], isFound: (term: string) => boolean, index: ArticleIndex): number {
  const weigh = (some: readonly string[]) => some.reduce((sum, term) => sum + index.weightOf(term), 0);
  return terms.length === 0 ? 0 : weigh(terms.filter(isFound)) / weigh(terms);
}

/** The terms of the clause that holds a word, without its own. */
function termsAround(hit: Hit, clauses: readonly Clause[]): string[] {
  const clause = clauses.find(({ start, end }) => start <= hit.start && hit.end <= end);
  const own = conceptOf(stemIn(hit));
  return clause ? [...clause.terms].filter((term) => term !== own) : [];
}

/** The same, and those of the clause before where it has what the word's own points back to. */
function termsAbout(hit: Hit, clauses: readonly Clause[], text: string): ReadonlySet<string> {
  const at = clauses.findIndex(({ start, end }) => start <= hit.start && hit.end <= end);
  const [before, clause] = [clauses[at - 1], clauses[at]];
  if (!clause) return new Set();
  const leans = before && POINTS_BACK.test(text.slice(clause.start, clause.end));
  return leans ? clause.terms.union(before.terms) : clause.terms;
}

const readPassage = oncePerPassage(
  (passage, index): { readonly hits: readonly Hit[]; readonly clauses: readonly Clause[] } => {
    const range = index.passages[passage];
    if (!range) return { hits: [], clauses: [] };
    const { words, article } = index;
    const from = index.wordAt(range.start);
    const to = Math.min(index.wordAt(range.end), from + MOST_WORDS);
    return {
      hits: hitsIn(article.text, words, from, to),
      clauses: clausesOf(article.text, range, words, within(index.figures, range)),
    };
  },
);
