import type { Word } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import { coverageBy } from '../coverage.ts';
import type { FoundIssue } from '../evidence.ts';
import { conceptOf, isVague } from '../lexicon.ts';
import { isOtherCase } from '../other-case.ts';
import { type Negation, negatedWords, saysNo, wordsOfNo } from './negated-words.ts';
import { lacksFigures } from './other-circumstances.ts';
import { clauseOf, theirWordsOfNo } from './other-words-of-no.ts';
import { isPartialDenial } from './partial-denials.ts';

/** Denies what a sentence says; `no` and `without` deny a thing, which may go by another name in the article. */
const OUTRIGHT = /^(?:not|never|cannot|\p{L}+n['’]t)$/u;
/** `90 of them have not been asked`: says nothing of the others. */
const OF_THEM = /\bof\s(?:them|those|these)\b|\bnot\s(?:one|all|every|each)\b|^not\b/i;
/** By which a passage may mean no without a word of its own for it. */
const OTHERWISE =
  /\b(?:but|whereas|only|would|could|instead|rather|other|though|although|waiting|expected|hoped|meant|intended|supposed|planned)\b/i;
const NEAREST = 3; // passages, none of which denies the same
/** Of the claim by the passage that denies nothing: so much alone, or so much where no other near passage says no either. */
const [COVERED, COVERED_ALONE] = [0.7, 0.4];
const WITHOUT_WORD = 0.55; // of the claim by a passage that lacks the word denied
const IN_CLAUSE = 0.4; // of the clause that denies, by that passage

/**
 * Finds a claim that says `not` where the passage that says the rest of it denies nothing: `The weights are not available
 * under the Apache licence`.
 */
export function checkAddedDenials(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const denied = negatedWords(claim);
  const [first] = [...denied].filter(([, { no }]) => OUTRIGHT.test(no));
  if (!first || isPartialDenial(claim, denied, index) || OF_THEM.test(claim.text)) return [];
  const [at, negation] = first;
  const ranked = index.rank(claim.terms, NEAREST).map(({ passage }) => passage);
  const [passage = -1, ...others] = ranked;
  const said = claim.words[at];
  const concept = conceptOf(said?.stem ?? '');
  if (ranked.some((position) => index.holdersOf(concept).includes(position) && saysNo(index.textAt(position))))
    return [];
  if (!said || passage < 0 || isOtherCase(claim, passage, index)) return [];
  const word = wordIn(passage, concept, index);
  const denies = word
    ? theirWordsOfNo({ word, passage }, negation.no, claim, index).size > 0
    : mayDeny(index.textAt(passage));
  const least = others.some((one) => saysNo(index.textAt(one))) ? COVERED : word ? COVERED_ALONE : WITHOUT_WORD;
  if (denies || coverageBy(passage, claim, index) < least) return [];
  if (shareOfClause(said, claim, passage, index) < IN_CLAUSE || lacksFigures(passage, said, claim, index)) return [];
  return [issueOf(negation, claim, passage)];
}

/** Share of what the clause of a word weighs that a passage has; the rest of a claim may well be told elsewhere. */
function shareOfClause(word: Word, claim: Claim, passage: number, index: ArticleIndex): number {
  const terms = [...conceptsOf(clauseOf(claim.text, word))].filter((term) => claim.terms.has(term) && !isVague(term));
  const weigh = (some: readonly string[]) => some.reduce((sum, term) => sum + index.weightOf(term), 0);
  return terms.length === 0 ? 1 : weigh(terms.filter((term) => index.holdersOf(term).includes(passage))) / weigh(terms);
}

function wordIn(passage: number, concept: string, index: ArticleIndex): Word | undefined {
  if (!index.holdersOf(concept).includes(passage)) return undefined;
  const first = index.wordAt(index.passages[passage]?.start ?? 0);
  const last = index.wordAt(index.passages[passage]?.end ?? 0);
  return index.words.slice(first, last).find(({ stem }) => conceptOf(stem) === concept);
}

/** Whether a passage that lacks the word denied may say by others that it is not so. */
function mayDeny(text: string): boolean {
  return wordsOfNo(text).size > 0 || OTHERWISE.test(text);
}

function issueOf({ start, end }: Negation, { text }: Claim, passage: number): FoundIssue {
  const written = text.slice(start, end).replace(/\s+/g, ' ');
  return {
    code: 'negation',
    message: `The claim says "${written}", and the passage that says the rest of it denies nothing. Say it as the article does.`,
    passage,
  };
}
