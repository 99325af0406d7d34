import { stemOf } from '../../article/words.ts';
import { type ArticleIndex, figureTerm } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { saysNo, wordsOfNo } from '../denied/negated-words.ts';
import type { FoundIssue } from '../evidence.ts';
import { conceptOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { isOtherCase } from '../other-case.ts';
import { within } from '../within.ts';
import { type Hit, hitsIn, isSaidOfSame } from './check-direction.ts';
import { type Clause, clausesOf } from './clauses.ts';

const NEAREST = 4; // passages whose clauses are looked at
const FEWEST = 3; // terms that two clauses share
const MOSTLY = 0.6; // of what either clause weighs, by the other
const POINTS_BACK = /\b(?:they|it|he|she|we|this|these|those|its|their|his|her|them)\b/i;
const DENIES =
  /(?:\b(?:not|never|cannot)|n['’]t)\b(?!\s(?:only|just|merely|simply|necessarily|always|yet|(?:\p{L}+\s){0,2}(?:all|every|each|more|until|till|before|least)\b))|\bno\s(?!longer\b|more\b|less\b|fewer\b|later\b|doubt\b)/iu;
const SUPPOSED = /\b(?:if|unless|whether|until|till|would\shave|could\shave|had\s\p{L}+ed)\b/iu;

/**
 * Finds a clause of a claim that says of the same things the opposite of what a clause of the article does: `Vik kept its
 * ferry` for `Vik lost its ferry`, and for `It does not have a ferry any more`.
 */
export function checkOpposedClauses(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const clauses = clausesOf(claim.text, { start: 0, end: claim.text.length }, claim.words, claim.figures, 0);
  const terms = new Map([...claim.terms, ...claim.figures.map((figure) => [figureTerm(figure), 1] as const)]);
  const stated = index.rank(terms, NEAREST).flatMap(({ passage }) => {
    const range = index.passages[passage];
    if (!range || isOtherCase(claim.text, index.textOf(range), index.article.title ?? '')) return [];
    return clausesIn(passage, index).map((clause) => ({ ...clause, passage }));
  });
  for (const clause of clauses) {
    const own = hitsIn(claim.text, claim.words, clause.from, clause.to);
    const near = stated.flatMap((its) => {
      const opposite = opposedIn(own, its.hits);
      return isOfSame(clause, its, opposite ?? [], claim, index) ? [{ ...its, opposite }] : [];
    });
    for (const { opposite } of near) {
      if (!opposite || (opposite[0].pole.converse && !isSaidOfSame(...opposite, claim, index))) continue;
      if (near.some((other) => sharesSide(opposite[0], other.hits))) continue;
      return [
        {
          code: 'direction',
          message: `The claim says "${opposite[0].written}" where the article says "${opposite[1].written}". Say it the way round that the article does.`,
        },
      ];
    }
    if (saysNo(claim.text) || wordsOfNo(claim.text.slice(clause.start, clause.end)).size > 0) continue;
    const [denial] = near;
    if (denial && near.every((its) => its.denies))
      return [
        {
          code: 'negation',
          message: 'The claim affirms what the article denies. Say it as the article does.',
          passage: denial.passage,
        },
      ];
  }
  return [];
}

const clausesIn = oncePerPassage((passage, index) => {
  const range = index.passages[passage];
  if (!range || range.kind === 'heading' || range.kind === 'table' || range.kind === 'code') return [];
  const text = index.textOf(range);
  const { words, article } = index;
  return clausesOf(article.text, range, words, within(index.figures, range), index.wordAt(range.start)).map(
    (clause) => ({
      ...clause,
      hits: hitsIn(article.text, words, clause.from, clause.to),
      denies: DENIES.test(index.textOf(clause)) && !SUPPOSED.test(text),
    }),
  );
});

/** Whether two clauses are about the same, by all of their words but opposites. */
function isOfSame(
  own: Clause,
  its: Clause & { readonly passage: number },
  opposites: readonly Hit[],
  claim: Claim,
  index: ArticleIndex,
): boolean {
  const without = new Set(opposites.map(({ written }) => conceptOf(stemIn(written))));
  const [terms, theirs] = [own, its].map((clause) => [...clause.terms].filter((term) => !without.has(term)));
  if (!terms || !theirs || terms.filter((term) => its.terms.has(term)).length < FEWEST) return false;
  const back = POINTS_BACK.test(index.textOf(its)) ? [its.passage, its.passage - 1] : [];
  const isStated = (term: string) =>
    its.terms.has(term) || index.holdersOf(term).some((holder) => back.includes(holder));
  const isTold = (term: string) => own.terms.has(term) || claim.terms.has(term);
  const weigh = (some: readonly string[]) => some.reduce((sum, term) => sum + index.weightOf(term), 0);
  return (
    weigh(terms.filter(isStated)) >= MOSTLY * weigh(terms) && weigh(theirs.filter(isTold)) >= MOSTLY * weigh(theirs)
  );
}

function opposedIn(own: readonly Hit[], theirs: readonly Hit[]): readonly [Hit, Hit] | undefined {
  for (const one of own) {
    const other = theirs.find(
      ({ pole, written }) =>
        pole.axis === one.pole.axis && pole.side !== one.pole.side && stemIn(written) !== stemIn(one.written),
    );
    if (other && !sharesSide(one, theirs) && !sharesSide(other, own)) return [one, other];
  }
  return undefined;
}

function sharesSide({ pole }: Hit, hits: readonly Hit[]): boolean {
  return hits.some((one) => one.pole.axis === pole.axis && one.pole.side === pole.side);
}

function stemIn(written: string): string {
  return stemOf(written.toLowerCase());
}
