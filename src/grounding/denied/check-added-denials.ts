import type { Word } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { FoundIssue } from '../evidence.ts';
import { conceptOf } from '../lexicon.ts';
import { isOtherCase } from '../other-case.ts';
import { type Negation, negatedWords, saysNo, wordsOfNo } from './negated-words.ts';
import { theirWordsOfNo } from './other-words-of-no.ts';
import { isPartialDenial } from './partial-denials.ts';

/** Denies what a sentence says; `no` and `without` deny a thing, which may go by another name in the article. */
const OUTRIGHT = /^(?:not|never|cannot|\p{L}+n['’]t)$/u;
/** `90 of them have not been asked`: says nothing of the others. */
const OF_THEM = /\bof\s(?:them|those|these)\b|\bnot\s(?:one|all|every|each)\b|^not\b/i;
/** By which a passage may mean no without a word of its own for it. */
const OTHERWISE = /\b(?:but|whereas|only|would|could|instead|rather|other|though|although|waiting)\b/i;
const NEAREST = 3; // passages, none of which denies the same
const COVERED = 0.7; // of the claim by the passage that denies nothing

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
  const [passage = -1] = ranked;
  const concept = conceptOf(claim.words[at]?.stem ?? '');
  const textAt = (position: number) => textOfPassage(position, index);
  if (ranked.some((position) => index.holdersOf(concept).includes(position) && saysNo(textAt(position)))) return [];
  if (passage < 0 || isOtherCase(claim.text, textAt(passage), index.article.title ?? '')) return [];
  const word = wordIn(passage, concept, index);
  const denies = word
    ? theirWordsOfNo({ word, passage }, negation.no, claim, index).size > 0
    : mayDeny(textAt(passage));
  return denies || coverageBy(passage, claim, index) < COVERED ? [] : [issueOf(negation, claim, passage)];
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

function textOfPassage(position: number, index: ArticleIndex): string {
  const range = index.passages[position];
  return range ? index.textOf(range) : '';
}

function issueOf({ start, end }: Negation, { text }: Claim, passage: number): FoundIssue {
  const written = text.slice(start, end).replace(/\s+/g, ' ');
  return {
    code: 'negation',
    message: `The claim says "${written}", and the passage that says the rest of it denies nothing. Say it as the article does.`,
    passage,
  };
}
