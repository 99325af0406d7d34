import type { Word } from '../article/words.ts';
import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { coverageBy } from './coverage.ts';
import type { ClaimEvidence } from './evidence.ts';
import { conceptOf } from './lexicon.ts';
import { negatedWords, wordsOfNo } from './negated-words.ts';
import { oncePerPassage } from './once-per-passage.ts';
import { isOtherCase } from './other-case.ts';
import { likeness, surroundingsInArticle, surroundingsInClaim } from './surroundings.ts';

const NEAREST = 3; // passages compared with
const TELLING = 0.4; // surroundings of a word less like the claim's tell nothing // surroundings of a word less like the claim's tell nothing
const NEARER = 0.15;
const COVERED = 0.35; // of the claim by the passage that says the opposite
const BY_SENTENCE = 0.8; // what a sentence that has all of the claim's words is worth
const AROUND = 70; // characters around a word within which another no may undo the difference

interface Use {
  readonly word: Word;
  readonly passage: number;
  readonly likeness: number;
}

/**
 * Finds a word that the claim denies and the article affirms in the same surroundings, or the other way round, where
 * neither side says no in any other way.
 */
export function checkNegation(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  const denied = negatedWords(claim.text, claim.words);
  const ranked = index.rank(claim.terms, NEAREST).map(({ passage }) => passage);
  const same = ranked.filter((passage) => isSameCase(passage, claim, index));
  const passages = same.map((passage) => readPassage(passage, index));
  for (const [at, word] of claim.words.entries()) {
    if (
      !word.content ||
      (denied.size > 0 && !denied.has(at)) ||
      claim.figures.some((one) => one.start < word.end && word.start < one.end)
    )
      continue;
    const concept = conceptOf(word.stem);
    // Few words are denied on one side only, so that the surroundings of most need not be looked at.
    const usesOf = (wanted: boolean) =>
      passages.flatMap(({ words, passage }) =>
        (words.get(concept) ?? []).flatMap(({ word: other, negated }): Use[] => {
          if (negated !== wanted) return [];
          const near = likeness(surroundingsInClaim(claim, word), surroundingsInArticle(index, other), index);
          const covered = coverageBy(passage, claim, index);
          return [{ word: other, passage, likeness: Math.max(near, BY_SENTENCE * covered) }];
        }),
      );
    const opposite = likest(usesOf(!denied.has(at)));
    if (!opposite || opposite.likeness < TELLING || coverageBy(opposite.passage, claim, index) < COVERED) continue;
    const same = likest(usesOf(denied.has(at)));
    if (same && opposite.likeness - same.likeness < NEARER) continue;
    const own = wordsOfNo(`${claim.text.slice(0, word.start)} ${claim.text.slice(word.end)}`);
    const theirs = wordsOfNo(noScope(denied.get(at), opposite, index));
    // What both sides say no to is no difference; what only the side that affirms says no to may undo it.
    if (denied.size > 0 ? theirs.size > 0 : [...own].some((no) => !theirs.has(no))) continue;
    const written = claim.text.slice(word.start, word.end);
    const [claims, says] = denied.size > 0 ? ['denies', 'affirms'] : ['affirms', 'denies'];
    return [
      {
        code: 'negation',
        message: `The claim ${claims} "${written}" and the article ${says} it. Say it as the article does.`,
      },
    ];
  }
  return [];
}

function isSameCase(passage: number, claim: Claim, index: ArticleIndex): boolean {
  const range = index.passages[passage];
  return range !== undefined && !isOtherCase(claim.text, index.textOf(range), index.article.title ?? '');
}

/**
 * Where another no may undo the difference: around the word in its clause where the claim says `not` of it, its whole
 * passage where it says `no` or `none` and so denies the verb as well. Without the word itself.
 */
function noScope(negator: string | undefined, { word: { start, end }, passage }: Use, index: ArticleIndex): string {
  const { text } = index.article;
  const whole = index.passages[passage];
  if (whole && negator !== undefined && !/^(?:not|cannot|\w+n['’]t)$/.test(negator)) {
    return `${text.slice(whole.start, start)} ${text.slice(end, whole.end)}`;
  }
  const before = text.slice(Math.max(0, start - AROUND), start).replace(/^.*[.,;:!?\n]/s, '');
  return `${before} ${text.slice(end, end + AROUND).replace(/[.,;:!?\n].*$/s, '')}`;
}

const readPassage = oncePerPassage((position, index) => {
  const passage = index.passages[position];
  const first = index.wordAt(passage?.start ?? 0);
  const last = Math.min(index.wordAt(passage?.end ?? 0), first + 80);
  const negated = negatedWords(index.article.text, index.words, first, last);
  const words = new Map<string, { readonly word: Word; readonly negated: boolean }[]>();
  for (const [at, word] of index.words.slice(first, last).entries()) {
    if (!word.content) continue;
    const concept = conceptOf(word.stem);
    const use = { word, negated: negated.has(first + at) };
    const known = words.get(concept);
    if (known) known.push(use);
    else words.set(concept, [use]);
  }
  return { passage: position, words };
});

function likest(uses: readonly Use[]): Use | undefined {
  return uses.reduce<Use | undefined>((best, use) => (!best || use.likeness > best.likeness ? use : best), undefined);
}
