import type { Word } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsAndNumbersOf, conceptsOf } from '../concepts.ts';
import { type Contrary, contraryIssue } from '../contrary-issue.ts';
import type { FoundIssue } from '../evidence.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { conceptOf, isVague, type Pole, polesOf } from '../lexicon.ts';
import { isOtherCase } from '../other-case.ts';
import { isInFirstPerson } from '../pronouns.ts';
import { type Clause, clausesIn, clausesOf } from './clauses.ts';
import { elides } from './elided-denials.ts';
import { wordsOfNo } from './negated-words.ts';
import { isOfTheRest } from './partial-denials.ts';
import { isSetApart } from './set-apart.ts';

const NEAREST = 4; // passages whose clauses are compared with
const OWN = 0.4; // of the words of a clause of the claim, by the clause that says the opposite
const OWN_OF_WHOLE = 0.3; // the same where the claim has all words of that clause, a few
const THEIRS = 0.35; // of the words of that clause, by the claim
const IN_SENTENCE = 0.8; // what a word is worth that stands in the sentence only
const IN_SENTENCE_BEFORE = 0.6;
const NEARER = 0.1; // by which the opposite must be closer than a clause that says the same
const SUPPOSED =
  /\b(?:if|unless|whether|whenever|lest|had\s(?:\p{L}+\s){1,3}\p{L}+ed|occasionally|sometimes|often|rarely)\b/iu;
/** What ought to be or would have been is no more than that, on both sides or neither. */
const MOOD = /\b(?:must|should|(?:w|c)ould\s(?:not\s)?have|(?:w|c)ouldn['’]t\shave)\b/i;
const OF_SOME =
  /\b(?:half|third|quarter|fifth|some|few|several|many|most|all|\d+%?|one|two|three|four|five|six)\sof\b|\d%/i;
const NOT_ALL = /^\s(?:all|every|each)\b/i;
const NOT = /\b(?:not|never)\b|n['’]t\b/gi;
const NONE: ReadonlySet<string> = new Set();
const FEW = 3; // words that say enough
const BESIDE = 40; // characters before a verb in which another no undoes it
const FIGURE = /(?<!\d)\d{2}[\d.,]*(?<=\d)/g;
const OPENING = 8; // characters before a figure that begins a claim, of which all of it is said
const GERUND = /(?:^|\b(?:on|in|of|for|by|without|from|after|before|the|an?)\s)$/i;
/** What a denial leaves out. */
const LEFT_OUT = /\b(?:other\sthan|except(?:\sfor)?|apart\sfrom|aside\sfrom|besides)\s.*$/is;
/** Right before a verb: it is so at present. */
const NOW = /(?:\b(?:is|are|does|do|can|will|still|now|continues?\sto)|['’](?:s|re|ll))\s(?:still\s|now\s|also\s)?$/i;
const PARTICLE = /^\s(up|down|off|out|away|over|back)\b/;
const STILL = /\b(?:still|continu\w+|remain\w*|keeps?|stays?|unchanged|can|may|will)\b/i;

/** A clause of the article that says the opposite. */
interface Opposite {
  readonly contrary: Contrary;
  /** How much of either clause the other has, 0 to 2. */
  readonly score: number;
  readonly passage: number;
}

/**
 * Finds a clause of a claim that says of the same things what a clause of the article denies, or denies what that says: `The lock opened
 * in the cold` for `In the cold the lock would not open`.
 */
export function checkDeniedClauses(claim: Claim, index: ArticleIndex): FoundIssue[] {
  if (isOfTheRest(claim, index)) return [];
  const stated = index.rank(claim.terms, NEAREST).flatMap(({ passage }) => {
    const range = index.passages[passage];
    if (!range || isOtherCase(claim, passage, index)) return [];
    return clausesIn(passage, index).map((clause) => ({ ...clause, passage }));
  });
  const clauses = clausesOf(claim.text);
  const denied = new Set(clauses.flatMap(({ denials }) => denials.map(({ concept }) => concept)));
  for (const clause of clauses) {
    if (clause.terms.size < 2 || stated.some((its) => saysSame(clause, its))) continue;
    let opposite: Opposite | undefined;
    let agreeing = 0;
    for (const its of stated) {
      const score = closeness(clause, its, claim, index);
      const contrary = score === 0 ? undefined : opposed(clause, its, denied);
      if (contrary === null) agreeing = Math.max(agreeing, score);
      else if (contrary && score > (opposite?.score ?? 0) && isOfOneThing(claim, clause, its))
        opposite = { contrary, score, passage: its.passage };
    }
    if (!opposite || opposite.score - agreeing < NEARER || isToldElsewhere(clause, opposite.passage, index)) continue;
    if (countsOthers(clause, claim, index)) continue;
    const { passage } = opposite;
    if (clause.denials.length > 0 && (isSetApart(claim, passage, index) || elides(clause.terms, passage, index)))
      continue;
    return [contraryIssue('negation', opposite.contrary, opposite.passage)];
  }
  return [];
}

/** How much of a clause of the claim one of the article has, and the claim of that, 0 to 2; 0 where either is too little. */
function closeness(clause: Clause, its: Clause, claim: Claim, index: ArticleIndex): number {
  const weigh = (terms: Iterable<string>, worth = (_: string) => 1) =>
    Array.from(terms).reduce((sum, term) => sum + worth(term) * index.weightOf(term), 0);
  const inReach = (term: string) => {
    if (its.terms.has(term)) return 1;
    return its.sentence.has(term) ? IN_SENTENCE : its.before.has(term) ? IN_SENTENCE_BEFORE : 0;
  };
  const own = weigh(clause.terms, inReach) / weigh(clause.terms);
  const theirs = weigh([...its.terms].filter((term) => claim.terms.has(term))) / (weigh(its.terms) || 1);
  const least = its.denials.length > 0 && its.terms.size > 1 && theirs === 1 ? OWN_OF_WHOLE : OWN;
  return own < least || theirs < THEIRS ? 0 : own + theirs;
}

/** Whether a clause of the article has all the words of one of a claim, a few at least, and neither denies any. */
function saysSame(claimed: Clause, stated: Clause): boolean {
  const { terms, denials } = claimed;
  return terms.size >= FEW && denials.length + stated.denials.length === 0 && terms.isSubsetOf(stated.terms);
}

/** Whether a figure of a clause stands in the article, but not in a passage, which therefore speaks of something else. */
function isToldElsewhere({ text }: Clause, passage: number, index: ArticleIndex): boolean {
  return (text.match(FIGURE) ?? []).some(
    (figure) => index.article.text.includes(figure) && !index.textAt(passage).includes(figure),
  );
}

/** Whether a clause counts what the article counts only by what is left: fifteen of 312, of which 297 were found. */
function countsOthers({ text }: Clause, { figures, text: whole }: Claim, index: ArticleIndex): boolean {
  return figures.some(
    ({ start, end, count, fraction }) =>
      !fraction &&
      count > SMALL_COUNT &&
      (start <= OPENING || text.includes(whole.slice(start, end))) &&
      !index.figures.some((stated) => stated.count === count),
  );
}

/**
 * What only one of two clauses denies, `denied` being what the claim denies in any: null where both do, undefined where that
 * cannot be told.
 */
function opposed(claimed: Clause, stated: Clause, denied: ReadonlySet<string>): Contrary | null | undefined {
  const [denying, affirming] = claimed.denials.length > 0 ? [claimed, stated] : [stated, claimed];
  for (const { word, concept, noLonger, written: no } of denying.denials) {
    const verb = affirming.words.find((one) => conceptOf(one.stem) === concept);
    if (!verb || OF_SOME.test(denying.text) || (denying === stated && denied.has(concept))) continue;
    if (affirming.denials.some((one) => one.concept === concept)) return null;
    if ([affirming, denying].some(({ text, isSupposed }) => isSupposed || SUPPOSED.test(text))) return undefined;
    if (moodOf(affirming) !== moodOf(denying)) return undefined;
    const before = affirming.text.slice(0, verb.start);
    const written = affirming.text.slice(verb.start, verb.end);
    if ((/ing$/.test(written) && GERUND.test(before)) || /non-$/.test(before)) return undefined;
    if (NOT_ALL.test(denying.text.slice(word.end)) || isLeftOut(affirming, denying)) return undefined;
    if (noLonger && !(denying === claimed ? STILL.test(affirming.text) : NOW.test(before))) return undefined;
    if (isOfOtherWord(written, verb, word) || tellApart(affirming, denying)) return undefined;
    if (particleOf(affirming.text, verb) !== particleOf(denying.text, word)) return undefined;
    const known = noLonger ? NONE : wordsOfNo(denying.text.replace(NOT, ''));
    const theirs = wordsOfNo(`${before.slice(-BESIDE)}|${affirming.text.slice(verb.end)}`);
    if (!theirs.isSubsetOf(known)) return undefined;
    const isOfSame = knows(affirming, denying.text.slice(0, word.start)) && knows(denying, before);
    if (!isOfSame && !isInFirstPerson(stated.text) && !isOfSomeone(stated)) return undefined;
    return denying === claimed ? { claimed: no, stated: written } : { claimed: written, stated: no };
  }
  return undefined;
}

/** `would have` for `would not have`, `wouldn't have`; undefined for what is said outright. */
function moodOf({ text }: Clause): string | undefined {
  return MOOD.exec(text)?.[0]
    .toLowerCase()
    .replace(/\snot\b|n['’]t/, '');
}

/** `not tested in languages other than English`: says nothing against what was tested in English. */
function isLeftOut({ text, terms }: Clause, denying: Clause): boolean {
  const [rest] = LEFT_OUT.exec(denying.text) ?? [];
  return rest !== undefined && !LEFT_OUT.test(text) && !terms.isDisjointFrom(conceptsOf(rest));
}

/** Whether a claim has more of a clause of the article, or of what is told around that, than what either denies. */
function isOfOneThing(claim: Claim, claimed: Clause, stated: Clause): boolean {
  const denied = [...claimed.denials, ...stated.denials].map(({ concept }) => concept);
  const told = [conceptsAndNumbersOf(stated.text), stated.sentence, stated.before];
  const own = conceptsAndNumbersOf(claimed.text).union(new Set(claim.terms.keys()));
  return [...own].some((term) => !denied.includes(term) && told.some((its) => its.has(term)));
}

/** Whether a clause has any of the words before the verb of the other, or stands near them. */
function knows({ terms, sentence, before }: Clause, subject: string): boolean {
  const concepts = [...conceptsOf(subject)].filter((concept) => !isVague(concept));
  return concepts.length === 0 || concepts.some((one) => terms.has(one) || sentence.has(one) || before.has(one));
}

/** Whether a clause names its subject by a pronoun, so that another sentence has it, and says more than a verb. */
function isOfSomeone({ text, terms }: Clause): boolean {
  return /^\s?(?:it|he|she|they)\s/i.test(text) && terms.size > 1;
}

/** `slow` and `fall` are one concept, and said of different things. */
function isOfOtherWord(written: string, verb: Word, { stem }: Word): boolean {
  return verb.stem !== stem && polesOf(written.toLowerCase()).some(({ axis }) => axis === 'up and down');
}

/** What makes another verb of one: `turned down`, `turned off`. */
function particleOf(text: string, { end }: Word): string | undefined {
  return PARTICLE.exec(text.slice(end))?.[1];
}

/** Whether two clauses tell things apart, as `the old pump` and `the new one`. */
function tellApart(one: Clause, other: Clause): boolean {
  const [own, its] = [one, other].map(({ text }) => (text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap(polesOf));
  const has = (poles: readonly Pole[] = [], { axis, side }: Pole) =>
    poles.some((pole) => pole.axis === axis && pole.side === side);
  const isOther = (pole: Pole) => has(its, { ...pole, side: pole.side === 'one' ? 'other' : 'one' });
  return (own ?? []).some((pole) => !has(its, pole) && isOther(pole));
}
