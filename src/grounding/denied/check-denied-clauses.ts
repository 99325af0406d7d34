import { type Word, wordsOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import type { FoundIssue } from '../evidence.ts';
import { conceptOf, isVague, oneOf, type Pole, polesOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { isOtherCase } from '../other-case.ts';
import { isInFirstPerson } from '../pronouns.ts';
import { wordsOfNo } from './negated-words.ts';
import { type Denial, denialsIn } from './predicates.ts';

const NEAREST = 4; // passages whose clauses are compared with
const LONGEST = 600; // characters of a passage that are looked at
const OWN = 0.5; // of the words of a clause of the claim, by the clause that says the opposite
const THEIRS = 0.35; // of the words of that clause, by the claim
const IN_SENTENCE = 0.8; // what a word is worth that stands in the sentence only
const IN_SENTENCE_BEFORE = 0.6;
const NEARER = 0.1; // by which the opposite must be closer than a clause that says the same
const BORDER = new RegExp(
  String.raw`[;:()—\n“”]|,?\s${oneOf('contrasting', 'subordinating', 'relative')}\s|,\s(?:and|or|as|with|by|in|on|not)\s|,(?!\d)|\sand\s(?=(?:\w+\s){0,3}(?:is|are|was|were|has|have|had|will|would|can|could|may|might|do|does|did|\w+ed)\b)`,
  'giu',
);
const SUPPOSED =
  /\b(?:if|unless|whether|whenever|lest|had\s(?:\p{L}+\s){1,3}\p{L}+ed|must|should|would\shave|could\shave|occasionally|sometimes|often|rarely)\b/iu;
const OF_SOME =
  /\b(?:half|third|quarter|fifth|some|few|several|many|most|all|\d+%?|one|two|three|four|five|six)\sof\b|\d%/i;
const NOT_ALL = /^\s(?:all|every|each)\b/i;
const NOT = /\b(?:not|never)\b|n['’]t\b/gi;
const NONE: ReadonlySet<string> = new Set();
const FEW = 3; // words that say enough
const BESIDE = 40; // characters before a verb in which another no undoes it
const FIGURE = /(?<!\d)\d{2}[\d.,]*(?<=\d)/g;
const NOWHERE = { start: 0, end: 0 };
const CONDITION = /\b(?:if|unless|until)\s/i;
const GERUND = /(?:^|\b(?:on|in|of|for|by|without|from|after|before|the|an?)\s)$/i;
const STILL = /\b(?:still|continu\w+|remain\w*|keeps?|stays?|unchanged|can|may|will)\b/i;

interface Clause {
  readonly text: string;
  readonly words: readonly Word[];
  readonly terms: ReadonlySet<string>;
  readonly denials: readonly Denial[];
  /** Whether it holds only when something else does. */
  readonly isSupposed: boolean;
  /** Of the article: the words of its sentence, and of the one before. */
  readonly sentence: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
}

/**
 * Finds a clause of a claim that says of the same things what a clause of the article denies, or denies what that says: `The lock opened
 * in the cold` for `In the cold the lock would not open`.
 */
export function checkDeniedClauses(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const weigh = (terms: Iterable<string>) => Array.from(terms).reduce((sum, term) => sum + index.weightOf(term), 0);
  const stated = index.rank(claim.terms, NEAREST).flatMap(({ passage }) => {
    const range = index.passages[passage];
    if (!range || isOtherCase(claim.text, index.textOf(range), index.article.title ?? '')) return [];
    return clausesIn(passage, index).map((clause) => ({ ...clause, passage }));
  });
  const clauses = clausesOf(claim.text, { sentence: NONE, before: NONE });
  const denied = new Set(clauses.flatMap(({ denials }) => denials.map(({ concept }) => concept)));
  for (const clause of clauses) {
    if (clause.terms.size < 2 || stated.some((its) => saysSame(clause, its))) continue;
    let opposite: { readonly verb: string; readonly score: number; readonly passage: number } | undefined;
    let agreeing = 0;
    for (const its of stated) {
      let own = 0;
      for (const term of clause.terms) {
        const worth = its.terms.has(term)
          ? 1
          : its.sentence.has(term)
            ? IN_SENTENCE
            : its.before.has(term)
              ? IN_SENTENCE_BEFORE
              : 0;
        own += worth * index.weightOf(term);
      }
      own /= weigh(clause.terms);
      const theirs = weigh([...its.terms].filter((term) => claim.terms.has(term))) / (weigh(its.terms) || 1);
      if (own < OWN || theirs < THEIRS) continue;
      const verb = opposed(clause, its, denied);
      if (verb === undefined) continue;
      if (verb === null) agreeing = Math.max(agreeing, own + theirs);
      else if (own + theirs > (opposite?.score ?? 0)) opposite = { verb, score: own + theirs, passage: its.passage };
    }
    if (!opposite || opposite.score - agreeing < NEARER || isToldElsewhere(clause, opposite.passage, index)) continue;
    const [claims, says] = clause.denials.length > 0 ? ['denies', 'affirms'] : ['affirms', 'denies'];
    return [
      {
        code: 'negation',
        message: `The claim ${claims} "${opposite.verb}" and the article ${says} it. Say it as the article does.`,
        passage: opposite.passage,
      },
    ];
  }
  return [];
}

/** Whether a clause of the article has all the words of one of a claim, a few at least, and neither denies any. */
function saysSame(claimed: Clause, stated: Clause): boolean {
  const { terms, denials } = claimed;
  return terms.size >= FEW && denials.length + stated.denials.length === 0 && terms.isSubsetOf(stated.terms);
}

/** Whether a figure of a clause stands in the article, but not in a passage, which therefore speaks of something else. */
function isToldElsewhere({ text }: Clause, passage: number, index: ArticleIndex): boolean {
  return (text.match(FIGURE) ?? []).some(
    (figure) =>
      index.article.text.includes(figure) && !index.textOf(index.passages[passage] ?? NOWHERE).includes(figure),
  );
}

/** The verb that only one of two clauses denies, `denied` being what the claim denies in any: null where both do, undefined where that cannot be told. */
function opposed(claimed: Clause, stated: Clause, denied: ReadonlySet<string>): string | null | undefined {
  const [denying, affirming] = claimed.denials.length > 0 ? [claimed, stated] : [stated, claimed];
  for (const { word, concept, noLonger } of denying.denials) {
    const verb = affirming.words.find((one) => one.content && conceptOf(one.stem) === concept);
    if (!verb || OF_SOME.test(denying.text) || (denying === stated && denied.has(concept))) continue;
    if (affirming.denials.some((one) => one.concept === concept)) return null;
    if ([affirming, denying].some(({ text, isSupposed }) => isSupposed || SUPPOSED.test(text))) return undefined;
    const before = affirming.text.slice(0, verb.start);
    const written = affirming.text.slice(verb.start, verb.end);
    if ((/ing$/.test(written) && GERUND.test(before)) || /non-$/.test(before)) return undefined;
    if (NOT_ALL.test(denying.text.slice(word.end))) return undefined;
    if (noLonger && !(denying === claimed && STILL.test(affirming.text))) return undefined;
    if (isOfOtherWord(written, verb, word) || tellApart(affirming, denying)) return undefined;
    const known = noLonger ? NONE : wordsOfNo(denying.text.replace(NOT, ''));
    const theirs = wordsOfNo(`${before.slice(-BESIDE)}|${affirming.text.slice(verb.end)}`);
    if (!theirs.isSubsetOf(known)) return undefined;
    const isOfSame = knows(affirming, denying.text.slice(0, word.start)) && knows(denying, before);
    if (!isOfSame && !isInFirstPerson(stated.text)) return undefined;
    return written;
  }
  return undefined;
}

/** Whether a clause has any of the words before the verb of the other, or stands near them. */
function knows({ terms, sentence, before }: Clause, subject: string): boolean {
  const concepts = [...conceptsOf(subject)].filter((concept) => !isVague(concept));
  return concepts.length === 0 || concepts.some((one) => terms.has(one) || sentence.has(one) || before.has(one));
}

/** `slow` and `fall` are one concept, and said of different things. */
function isOfOtherWord(written: string, verb: Word, { stem }: Word): boolean {
  return verb.stem !== stem && polesOf(written.toLowerCase()).some(({ axis }) => axis === 'up and down');
}

/** Whether two clauses tell things apart, as `the old pump` and `the new one`. */
function tellApart(one: Clause, other: Clause): boolean {
  const [own, its] = [one, other].map(({ text }) => (text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap(polesOf));
  const has = (poles: readonly Pole[] = [], { axis, side }: Pole) =>
    poles.some((pole) => pole.axis === axis && pole.side === side);
  const isOther = (pole: Pole) => has(its, { ...pole, side: pole.side === 'one' ? 'other' : 'one' });
  return (own ?? []).some((pole) => !has(its, pole) && isOther(pole));
}

const clausesIn = oncePerPassage((passage, index): readonly Clause[] => {
  const range = index.passages[passage];
  if (!range || range.kind === 'heading' || range.kind === 'table' || range.kind === 'code') return [];
  const text = index.textOf(range).slice(0, LONGEST);
  const before = index.passages[passage - 1];
  const context = {
    sentence: conceptsOf(text),
    before: conceptsOf(before && before.block === range.block ? index.textOf(before).slice(-LONGEST) : ''),
  };
  return clausesOf(text, context);
});

function clausesOf(sentence: string, around: Pick<Clause, 'sentence' | 'before'>): Clause[] {
  const borders = [...sentence.matchAll(BORDER)];
  return [0, ...borders.map((border) => border.index + border[0].length)].flatMap((start, at) => {
    const text = sentence.slice(start, borders[at]?.index);
    if (!text.trim()) return [];
    const words = wordsOf(text);
    const concepts = words.flatMap(({ content, stem }) => (content ? [conceptOf(stem)] : []));
    const terms = new Set(concepts.filter((concept) => !isVague(concept)));
    return [
      {
        ...around,
        text,
        words,
        terms,
        denials: denialsIn(text, words),
        isSupposed: CONDITION.test(borders[at]?.[0] ?? ''),
      },
    ];
  });
}
