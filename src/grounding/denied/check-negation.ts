import type { Range } from '../../article/article.ts';
import { type Word, wordsOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { ClaimEvidence } from '../evidence.ts';
import { sameMoment } from '../figures/moments.ts';
import { SMALL_COUNT } from '../figures/small-count.ts';
import { conceptOf, oneOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { isOtherCase } from '../other-case.ts';
import { likeness, surroundingsInArticle, surroundingsInClaim } from '../surroundings.ts';
import { elidedDenial } from './elided-denials.ts';
import { isDeniable, negatedWords, saysNo, wordsOfNo } from './negated-words.ts';
import { deniedOfSubject } from './predicates.ts';
import { setApart, takesInstead } from './set-apart.ts';

const NEAREST = 3; // passages compared with
/** Surroundings of a word less like the claim's tell nothing, nor does a passage that covers less of the claim. What is denied, but not for good, is more often so of another case. */
const OF_AFFIRMED = [0.4, 0.35] as const;
const OF_DENIED = [0.6, 0.5] as const;
const NEARER = 0.15;
const HEDGE = new RegExp(String.raw`^(?:(?:${oneOf('approximating')}|all\sbut)\s)?$`, 'i');
/** What follows the number of those, of more, of which something is said. */
const OF_PART = /^\s(?:(?:out\s)?of|have|has|are|were|will)\b/;
const CLAUSE = new RegExp(String.raw`[,;:]|\b${oneOf('contrasting', 'subordinating', 'relative')}\b`, 'i');
const JOINING = new RegExp(String.raw`[,;:()—]|\s(?:${oneOf('contrasting')}|and|because)\s`, 'i');
const BY_SENTENCE = 0.8; // what a sentence that has all of the claim's words is worth
/** What follows a word only to say what for: `sufficient to block it`. */
const PURPOSE = /^\sto\s(?!(?:an?|the|its|his|her|their|\p{Lu}\p{L}*)\s).*$/su;
const LIGHT =
  /\b(?:not|n['’]t|never|cannot)\s(?:make|made|take|taken|give|given|get|got)\s(?:up\s|out\s|in\s|on\s)?(?:\p{L}+\s){0,2}$/iu;
/** `a part that no longer answers`: says which, and not that one does not. */
const OF_ANY = /\b(?:an?|any|every|each|one)\s(?:\p{L}+\s)?(?:that|which|who)\s[^.,;:!?\n]*$/iu;
const SUPPOSED =
  /\b(?:if|unless|whether|in\scase|provided\sthat|as\slong\sas)\s[^.,;:!?\n]*$|(?:^|[.!?]\s)had\s[^.,;:!?\n]*$/i;
const LONGEST = 600; // characters of a passage that are looked at for what is imagined
const IMAGINED = /\b(?:without|but\sfor|had)\b[^.;!?]*\bwould\b|\bwould\b[^.;!?]*\b(?:without|but\sfor)\b/i;
const EARLIER = /\b(?:before|until|till|prior|older|earlier|previous)\b/i;
const LATER = /\b(?:after|since|from|newer|later|onwards?)\b/i;
/** What was so may be so no more. */
const ONCE = /\b(?:used\sto|previously|formerly|originally)\b/i;
const OTHERS = /\b(?:besides|others?|apart|rest|remaining|beyond|any)\b/i;
const COMPARES = /\b(?:than|as|versus|vs|compared|unlike|whereas|while|instead|rather|against)\b/i;
/** What another case is compared with: `no complaints, compared with five the year before`. */
const WITH_OTHER = /\b(?:than|compared\s(?:with|to)|unlike|as\sagainst)\b[^,;]*$/i;
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
  const noLonger = /\bno\slonger\b/i.test(claim.text);
  const outright = noLonger || /\bnever\b/i.test(claim.text);
  if (deniesOfSome(claim, denied) || deniesByVerb(claim, denied) || deniesAside(denied)) return [];
  const ranked = index.rank(claim.terms, NEAREST).map(({ passage }) => passage);
  const same = ranked.filter((passage) => isSameCase(passage, claim, index));
  const passages = same.map((passage) => readPassage(passage, index));
  for (const passage of same) {
    const thing =
      denied.size > 0 ? undefined : (elidedDenial(claim, passage, index) ?? setApart(claim, passage, index));
    if (thing !== undefined) return [issueOf(thing, 'affirms')];
  }
  for (const [at, word] of claim.words.entries()) {
    if (
      !(word.content || (denied.size === 0 && isDeniable(claim.text, word))) ||
      (denied.size > 0 && !denied.has(at) && saysNo(clauseOf(claim.text, word))) ||
      claim.figures.some((one) => one.start < word.end && word.start < one.end)
    )
      continue;
    const denies = denied.has(at);
    const concept = conceptOf(word.stem);
    if (isBoth(concept, claim, denied) || isAttribute(at, claim) || isSupposed(claim.text, word)) continue;
    // `with X and without it` are two cases, which a comparison has on either side.
    const compared = COMPARES.test(claim.text);
    if (compared && denied.get(at) === 'without') continue;
    if (!denies && WITH_OTHER.test(claim.text.slice(0, word.start))) continue;
    // Few words are denied on one side only, so that the surroundings of most need not be looked at.
    const usesOf = (wanted: boolean) =>
      passages.flatMap(({ words, passage }) =>
        (words.get(concept) ?? []).flatMap(({ word: other, no }): Use[] => {
          if ((no !== undefined) !== wanted || (compared && no === 'without')) return [];
          if (!denies && no === 'without') return [];
          if (!denies && no === 'no' && isOfOtherVerb(other, claim, index)) return [];
          if (wanted === !denied.has(at) && (isSupposed(index.article.text, other) || isImagined(passage, index)))
            return [];
          const near = likeness(surroundingsInClaim(claim, word), surroundingsInArticle(index, other), index);
          const covered = coverageBy(passage, claim, index);
          return [{ word: other, passage, likeness: Math.max(near, BY_SENTENCE * covered) }];
        }),
      );
    const opposite = likest(usesOf(!denied.has(at)));
    const [telling, covered] = denies && !outright ? OF_DENIED : OF_AFFIRMED;
    if (!opposite || opposite.likeness < telling || coverageBy(opposite.passage, claim, index) < covered) continue;
    const same = likest(usesOf(denied.has(at)));
    if (same && opposite.likeness - same.likeness < NEARER) continue;
    if (denied.get(at) === 'no' && !hasPredicate(at, opposite.passage, claim, index)) continue;
    if (!denies && (ONCE.test(claim.text) || takesInstead(claim, opposite.passage, index))) continue;
    if (denies && isOtherTime(claim.text, opposite.passage, index)) continue;
    if (denies && noLonger && !saysStill(opposite.passage, index)) continue;
    if (lacksFigures(opposite.passage, word, claim, index)) continue;
    const own = denied.size > 0 ? wordsOfNo(clauseOf(claim.text, word)) : wordsOfNo(withoutPurpose(claim.text, word));
    const theirs = wordsOfNo(withoutOnly(noScope(denied.get(at), opposite, index), claim));
    // What both sides say no to is no difference; what only the side that affirms says no to may undo it.
    if (denies ? theirs.size > 0 : [...own].some((no) => !theirs.has(no))) continue;
    return [issueOf(claim.text.slice(word.start, word.end), denies ? 'denies' : 'affirms')];
  }
  return [];
}

/** What a claim says beside a word: `unable` in `unable to block it`, but not what for. */
function withoutPurpose(text: string, { start, end }: Word): string {
  const after = text.slice(end);
  return `${text.slice(0, start)} ${saysNo(after) ? after : after.replace(PURPOSE, '')}`;
}

/** `only the mill has it` says no of the others, and not of the mill. */
function withoutOnly(text: string, { text: own, terms }: Claim): string {
  if (OTHERS.test(own)) return text;
  return text.replace(/\bonly\s(?=(?:the\s|an?\s)?([\p{L}\p{N}]+))/iu, (only, next: string) => {
    const [word] = wordsOf(next);
    return word && terms.has(conceptOf(word.stem)) ? '' : only;
  });
}

/** What stands with a word between two commas or joining words. */
function clauseOf(text: string, { start, end }: Word): string {
  const before = text.slice(0, start).split(JOINING).at(-1) ?? '';
  return before + text.slice(start, end) + (text.slice(end).split(JOINING)[0] ?? '');
}

function issueOf(written: string, claims: 'affirms' | 'denies'): ClaimEvidence['issues'][number] {
  const says = claims === 'affirms' ? 'denies' : 'affirms';
  return {
    code: 'negation',
    message: `The claim ${claims} "${written}" and the article ${says} it. Say it as the article does.`,
  };
}

/** `unless a sample is analysed` says neither that it is nor that it is not. */
function isSupposed(text: string, { start }: Word): boolean {
  const before = text.slice(Math.max(0, start - AROUND), start);
  return SUPPOSED.test(before) || OF_ANY.test(before);
}

/** `Without the short week some classes would have no teacher`: they have one. */
const isImagined = oncePerPassage((passage, index): boolean => {
  const range = index.passages[passage];
  return range !== undefined && IMAGINED.test(index.textOf(range).slice(0, LONGEST));
});

/** Whether a claim both denies and affirms a word: `with memory ... without memory`. */
function isBoth(concept: string, { words }: Claim, denied: ReadonlyMap<number, string>): boolean {
  const uses = words.flatMap((word, at) => (conceptOf(word.stem) === concept ? [denied.has(at)] : []));
  return uses.includes(true) && uses.includes(false);
}

/** `those before March are not covered` for `it covers those after March`. */
function isOtherTime(claim: string, passage: number, index: ArticleIndex): boolean {
  const range = index.passages[passage];
  const text = range ? index.textOf(range) : '';
  return (EARLIER.test(claim) && LATER.test(text)) || (LATER.test(claim) && EARLIER.test(text));
}

/**
 * Whether a figure or date in the clause of a claim's word stands in the article, but not near a passage, which therefore
 * speaks of something else.
 */
function lacksFigures(passage: number, word: Word, claim: Claim, index: ArticleIndex): boolean {
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
        isElsewhere(index.figures.filter(({ unit, value }) => unit === figure.unit && value === figure.value)),
    ) ||
    claim.moments.some(
      (moment) => inClause(moment) && isElsewhere(index.moments.filter((one) => sameMoment(moment, one, () => true))),
    )
  );
}

/** `No worker was dismissed` denies the dismissing, of which a passage has to speak as well. */
function hasPredicate(at: number, passage: number, { words }: Claim, index: ArticleIndex): boolean {
  const next = words.slice(at + 1).find(({ content }) => content);
  return next === undefined || index.holdersOf(conceptOf(next.stem)).includes(passage);
}

/** `no ticket was lost` beside a claim that tickets were sold. */
function isOfOtherVerb({ start }: Word, { terms }: Claim, { article, words, wordAt }: ArticleIndex): boolean {
  const verb = deniedOfSubject(article.text, words, wordAt(start));
  return verb !== undefined && !terms.has(verb);
}

/** What is no longer so was so: only what still is contradicts it. */
function saysStill(passage: number, index: ArticleIndex): boolean {
  const range = index.passages[passage];
  return range !== undefined && /\b(?:still|continu\w+|remain\w*|keeps?|stays?|unchanged)\b/i.test(index.textOf(range));
}

/** `Two of the 21 were not accepted`: says nothing of the others. */
function deniesOfSome({ figures, text }: Claim, denied: ReadonlyMap<number, string>): boolean {
  if (denied.size === 0) return false;
  return figures.some(
    ({ start, end, unit, count, spelled }) =>
      (unit === null && (start === 0 ? spelled : count > SMALL_COUNT) && HEDGE.test(text.slice(0, start))) ||
      (unit === null && OF_PART.test(text.slice(end))),
  );
}

/** `did not make up any clauses` denies the making, which has many names, and not the clauses. */
function deniesByVerb({ text, words }: Claim, denied: ReadonlyMap<number, string>): boolean {
  const [at] = denied.keys();
  const word = words[at ?? -1];
  if (at === undefined || !word) return false;
  return LIGHT.test(text.slice(Math.max(0, word.start - 24), word.start));
}

/** `those lacking a key`: says which, and not what is so of them. */
function deniesAside(denied: ReadonlyMap<number, string>): boolean {
  return denied.size > 0 && [...denied.values()].every((no) => no === 'lacking');
}

/** `the affected paths`: says which, and affirms nothing. */
function isAttribute(at: number, { text, words }: Claim): boolean {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]];
  if (!before || !word || !after?.content || after.start - word.end !== 1) return false;
  const small = (one: Word) => text.slice(one.start, one.end).toLowerCase();
  return small(word).endsWith('ed') && /^(?:the|these|those|all|any|an?|most|some)$/.test(small(before));
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
  const words = new Map<string, { readonly word: Word; readonly no: string | undefined }[]>();
  for (const [at, word] of index.words.slice(first, last).entries()) {
    if (!isDeniable(index.article.text, word)) continue;
    const concept = conceptOf(word.stem);
    const use = { word, no: negated.get(first + at) };
    const known = words.get(concept);
    if (known) known.push(use);
    else words.set(concept, [use]);
  }
  return { passage: position, words };
});

function likest(uses: readonly Use[]): Use | undefined {
  return uses.reduce<Use | undefined>((best, use) => (!best || use.likeness > best.likeness ? use : best), undefined);
}
