import type { Range } from '../../article/article.ts';
import type { Word } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { contraryIssue } from '../contrary-issue.ts';
import { coverageBy } from '../coverage.ts';
import type { FoundIssue } from '../evidence.ts';
import { conceptOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { isOtherCase } from '../other-case.ts';
import { likeness, surroundingsInArticle, surroundingsInClaim } from '../surroundings.ts';
import { elidedDenial } from './elided-denials.ts';
import { isAuxiliary, isDeniable, type Negation, negatedWords, saysNo } from './negated-words.ts';
import { imagines, isImagined, isSupposed, lacksFigures, saysStill } from './other-circumstances.ts';
import { clauseOf, ownWordsOfNo, theirWordsOfNo } from './other-words-of-no.ts';
import { isPartialDenial } from './partial-denials.ts';
import { deniedOfSubject } from './predicates.ts';
import { isSetApart, setApart, takesInstead } from './set-apart.ts';

const NEAREST = 3; // passages compared with
/** Surroundings of a word less like the claim's tell nothing, nor does a passage that covers less of the claim. What is denied, but not for good, is more often so of another case. */
const OF_AFFIRMED = [0.4, 0.35] as const;
const OF_DENIED = [0.6, 0.5] as const;
const NEARER = 0.15;
const BY_SENTENCE = 0.8; // what a sentence that has all of the claim's words is worth
/** What was so may be so no more. */
const ONCE = /\b(?:used\sto|previously|formerly|originally)\b/i;
const COMPARES = /\b(?:than|as|versus|vs|compared|unlike|whereas|while|instead|rather|against)\b/i;
/** What another case is compared with: `no complaints, compared with five the year before`. */
const WITH_OTHER = /\b(?:than|compared\s(?:with|to)|unlike|as\sagainst)\b[^,;]*$/i;

const ANSWERS = /\bit\s(?:wasn['’]t|isn['’]t|(?:was|is)\snot)\s(?:the|our|my|their|his|her)\s/i;

interface Use {
  readonly word: Word;
  readonly passage: number;
  readonly likeness: number;
  /** As it is named to a person: with what denies it. */
  readonly named: string;
}

/** A claim beside the passages nearest to it. */
interface Comparison {
  readonly claim: Claim;
  /** What denies the claim's words, by their position. */
  readonly denied: ReadonlyMap<number, Negation>;
  readonly passages: readonly ReturnType<typeof readPassage>[];
  readonly index: ArticleIndex;
}

/**
 * Finds a word that the claim denies and the article affirms in the same surroundings, or the other way round, where
 * neither side says no in any other way.
 */
export function checkNegation(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const denied = negatedWords(claim);
  if (isPartialDenial(claim, denied, index)) return [];
  const ranked = index.rank(claim.terms, NEAREST).map(({ passage }) => passage);
  const same = ranked.filter((passage) => !isOtherCase(claim, passage, index));
  for (const passage of denied.size > 0 ? [] : same) {
    const contrary = elidedDenial(claim, passage, index) ?? setApart(claim, passage, index);
    if (contrary) return [contraryIssue('negation', contrary, passage)];
  }
  const comparison = { claim, denied, passages: same.map((passage) => readPassage(passage, index)), index };
  for (const [at, word] of claim.words.entries()) {
    if (!isWeighed(at, word, comparison)) continue;
    const opposite = oppositeUse(at, word, comparison);
    if (!opposite || isExcused(at, word, opposite, comparison)) continue;
    const claimed = named(denied.get(at) ?? word, claim.text);
    return [contraryIssue('negation', { claimed, stated: opposite.named }, opposite.passage)];
  }
  return [];
}

function named({ start, end }: Range, text: string): string {
  return text.slice(start, end).replace(/\s+/g, ' ');
}

/** Whether the claim says of a word, plainly and in one way, that it is so or that it is not. */
function isWeighed(at: number, word: Word, { claim, denied }: Comparison): boolean {
  const { text } = claim;
  if (!(word.content || (denied.size === 0 && isDeniable(text, word)))) return false;
  if (denied.size > 0 && !denied.has(at) && saysNo(clauseOf(text, word))) return false;
  if (isBoth(conceptOf(word.stem), claim, denied) || isAttribute(at, claim) || isSupposed(text, word)) return false;
  // `with X and without it` are two cases, which a comparison has on either side.
  if (denied.get(at)?.no === 'without' && (COMPARES.test(text) || imagines(text))) return false;
  return denied.has(at) || !WITH_OTHER.test(text.slice(0, word.start));
}

/** The use of a claim's word that says the opposite, where it stands in much the same surroundings and no other use does. */
function oppositeUse(at: number, word: Word, comparison: Comparison): Use | undefined {
  const { claim, denied, index } = comparison;
  const outright = /\bno\slonger\b|\bnever\b/i.test(claim.text);
  const [telling, covered] = denied.has(at) && !outright ? OF_DENIED : OF_AFFIRMED;
  const opposite = likest(usesOf(at, word, !denied.has(at), comparison));
  if (!opposite || opposite.likeness < telling || coverageBy(opposite.passage, claim, index) < covered)
    return undefined;
  const same = likest(usesOf(at, word, denied.has(at), comparison));
  return same && opposite.likeness - same.likeness < NEARER ? undefined : opposite;
}

/** Where the passages deny a claim's word, or affirm it. */
function usesOf(at: number, word: Word, isDenied: boolean, { claim, denied, passages, index }: Comparison): Use[] {
  const compared = COMPARES.test(claim.text);
  const denies = denied.has(at);
  const isOpposite = isDenied !== denies;
  // Few words are denied on one side only, so that the surroundings of most need not be looked at.
  return passages.flatMap(({ words, passage }) =>
    (words.get(conceptOf(word.stem)) ?? []).flatMap(({ word: other, negation }): Use[] => {
      if ((negation !== undefined) !== isDenied) return [];
      const no = negation?.no;
      if (no === 'without' && (compared || !denies)) return [];
      if (no === 'no' && !denies && isOfOtherVerb(other, claim, index)) return [];
      if (isOpposite && (isSupposed(index.article.text, other) || isImagined(passage, index))) return [];
      if (isOpposite && isAnswer(negation, index)) return [];
      const near = likeness(surroundingsInClaim(claim, word), surroundingsInArticle(index, other), index);
      const covered = coverageBy(passage, claim, index);
      const use = { word: other, passage, named: named(negation ?? other, index.article.text) };
      return [{ ...use, likeness: Math.max(near, BY_SENTENCE * covered) }];
    }),
  );
}

/** `It wasn't the clerks` answers what somebody else says, and denies nothing else of the clerks. */
function isAnswer(negation: Negation | undefined, { article: { text } }: ArticleIndex): boolean {
  return negation !== undefined && ANSWERS.test(text.slice(Math.max(0, negation.start - 4), negation.end));
}

/** Whether both may hold all the same: at other times, of something else, or because one says no in another way. */
function isExcused(at: number, word: Word, opposite: Use, { claim, denied, index }: Comparison): boolean {
  const { passage } = opposite;
  const no = denied.get(at)?.no;
  const theirs = theirWordsOfNo(opposite, no, claim, index);
  if (lacksFigures(passage, word, claim, index) || (no !== undefined && isSetApart(claim, passage, index))) return true;
  if (no === undefined) {
    // What both sides say no to is no difference; what only the side that affirms says no to may undo it.
    const own = ownWordsOfNo(word, claim, denied.size > 0);
    return ONCE.test(claim.text) || takesInstead(claim, passage, index) || [...own].some((one) => !theirs.has(one));
  }
  if (no === 'no' && !hasPredicate(at, passage, claim, index)) return true;
  return theirs.size > 0 || (/\bno\slonger\b/i.test(claim.text) && !saysStill(passage, index));
}

/** Whether a claim both denies and affirms a word: `a third of those who contributed had never contributed before`. */
function isBoth(concept: string, { words }: Claim, denied: ReadonlyMap<number, Negation>): boolean {
  const uses = words.flatMap((word, at) => (conceptOf(word.stem) === concept ? [denied.has(at)] : []));
  return uses.includes(true) && uses.includes(false);
}

/** `the affected paths`: says which, and affirms nothing. */
function isAttribute(at: number, { text, words }: Claim): boolean {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]];
  if (!before || !word || !after?.content || after.start - word.end !== 1) return false;
  const small = (one: Word) => text.slice(one.start, one.end).toLowerCase();
  return (
    small(word).endsWith('ed') &&
    /^(?:the|these|those|all|any|an?|most|some|before|after|of|with|in|for|from|than)$/.test(small(before))
  );
}

/** `no ticket was lost` beside a claim that tickets were sold. */
function isOfOtherVerb({ start }: Word, { terms }: Claim, { article, words, wordAt }: ArticleIndex): boolean {
  const verb = deniedOfSubject(article.text, words, wordAt(start));
  return verb !== undefined && !terms.has(verb);
}

/** `No worker of the mill was dismissed` denies the dismissing, of which a passage has to speak as well. */
function hasPredicate(at: number, passage: number, { text, words }: Claim, index: ArticleIndex): boolean {
  const behind = words.slice(at + 1);
  const auxiliary = behind.findIndex(({ start, end }) => isAuxiliary(text.slice(start, end).toLowerCase()));
  const verb = behind.slice(Math.max(0, auxiliary)).find(({ content }) => content);
  return verb === undefined || index.holdersOf(conceptOf(verb.stem)).includes(passage);
}

const readPassage = oncePerPassage((position, index) => {
  const passage = index.passages[position];
  const first = index.wordAt(passage?.start ?? 0);
  const last = Math.min(index.wordAt(passage?.end ?? 0), first + 80);
  const negated = negatedWords({ text: index.article.text, words: index.words }, { from: first, to: last });
  const words = new Map<string, { readonly word: Word; readonly negation: Negation | undefined }[]>();
  for (const [at, word] of index.words.slice(first, last).entries()) {
    if (!isDeniable(index.article.text, word)) continue;
    const concept = conceptOf(word.stem);
    const use = { word, negation: negated.get(first + at) };
    const known = words.get(concept);
    if (known) known.push(use);
    else words.set(concept, [use]);
  }
  return { passage: position, words };
});

function likest(uses: readonly Use[]): Use | undefined {
  return uses.reduce<Use | undefined>((best, use) => (!best || use.likeness > best.likeness ? use : best), undefined);
}
