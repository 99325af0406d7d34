import type { Range } from '../../article/article.ts';
import { stemOf, type Word, wordsOf } from '../../article/words.ts';
import { type ArticleIndex, figureTerm } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import { negatedWords } from '../denied/negated-words.ts';
import type { ClaimEvidence } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { conceptOf, isVague, type Pole, polesOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { isOtherCase } from '../other-case.ts';
import { likeness, type Surroundings, surroundingsInArticle, surroundingsInClaim } from '../surroundings.ts';
import { within } from '../within.ts';
import { phrasalPoleOf } from './phrasal-opposites.ts';

const NEAREST = 4; // passages in which the opposite is looked for
// Surroundings of the opposite less like the claim's tell nothing, and they must be so much more like it than the word's own.
const FIRM = { telling: 0.5, nearer: 0.25, covered: 0.35 };
const LOOSE = { telling: 0.7, nearer: 0.35, covered: 0.5 };
const COVERED_OF_FIGURE = 0.5; // for `doubled`, which is said of much
const BESIDE = 30; // characters within which a figure belongs to what moved
const CROSSED = 0.25; // by which two opposites in one claim must fit better the other way round
const SAID = 0.35; // the word itself in surroundings as like the claim's as this is what the claim means
const PASSIVE = /\b(?:is|are|was|were|be|been|being|gets?|got)\s(?:\p{L}+ly\s)?$/iu;
/** What follows a verb that says how its own subject moved, and the object of one that says what it moved. */
const ALONE = /^(?:[.,;:]|$|\s(?:to|from|by|at|in|on|for|since|after|when|while|and|but|[$€£]?\d))/;
const OBJECT =
  /^\s(?=(?:the|its|his|her|their|our|this|that|these|those)\s|\p{Lu})(?:(?!(?:to|from|by|at|in|on|of|for|with|into|onto|since|after|before|when|while|and|but|as)\b)[\p{L}\d'’-]+\s?)+/u;
const FIGURE = 0.9;
const COVERED = 3; // words that a negation turns round

export interface Hit extends Range {
  readonly pole: Pole;
  readonly written: string;
}

/**
 * Finds words of a claim whose opposite stands in the article in the same surroundings while they themselves do not:
 * `rose` for `fell`, `enabled` for `disabled`. `did not rise` counts as a fall. The opposites are data, lexicon.json.
 */
export function checkDirection(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  const hits = hitsIn(claim.text, claim.words, 0, claim.words.length);
  if (hits.length === 0) return [];
  const ranked = index.rank(claim.terms, NEAREST).map(({ passage }) => passage);
  const stated = ranked
    .filter((passage) => isSameCase(passage, claim, index))
    .flatMap((passage) => hitsInPassage(passage, index));
  const told = sideOfFigures(claim);
  const found = hits.map((hit) => ({ hit, ...likestOf(hit, stated, claim, index) }));
  for (const { hit, opposite, same } of found) {
    if (hit.pole.axis === 'up and down' && hit.pole.side === told) continue;
    const { telling, nearer, covered } = hit.pole.loose ? LOOSE : FIRM;
    if (!opposite || opposite.likeness < telling || stemIn(opposite.hit) === stemIn(hit)) continue;
    const least = claim.figures.some((figure) => overlaps(figure, hit)) ? COVERED_OF_FIGURE : covered;
    if (coverageBy(index.passageAt(opposite.hit.start), claim, index) < least) continue;
    if (hit.pole.converse && !isSaidOfSame(hit, opposite.hit, claim, index)) continue;
    if (hit.pole.axis === 'up and down' && !movesSame(hit, opposite.hit, claim, index)) continue;
    const other = found.find((one) => one.hit.pole.axis === hit.pole.axis && one.hit.pole.side !== hit.pole.side);
    const gain = gainOf(opposite, same);
    if (other) {
      const its = gainOf(other.opposite, other.same);
      if (gain <= 0 || its <= 0 || gain + its < CROSSED) continue;
    } else if (same && (same.likeness >= SAID || gain < nearer)) continue;
    return [
      {
        code: 'direction',
        message: `The claim says "${hit.written}" where the article says "${opposite.hit.written}". Say it the way round that the article does.`,
      },
    ];
  }
  return [];
}

interface Likest {
  readonly hit: Hit;
  readonly likeness: number;
}

/** The words on the other side, and on a word's own, that stand in surroundings most like its own. */
function likestOf(hit: Hit, stated: readonly Hit[], claim: Claim, index: ArticleIndex) {
  const around = withFigures(surroundingsInClaim(claim, hit), claim.figures, hit);
  const of = (isOwn: boolean): Likest | undefined => {
    let best: Likest | undefined;
    for (const other of stated) {
      if (other.pole.axis !== hit.pole.axis || (other.pole.side === hit.pole.side) !== isOwn) continue;
      const its = withFigures(surroundingsInArticle(index, other), figuresBeside(other, index), other);
      const found = likeness(around, its, index);
      if (!best || found > best.likeness) best = { hit: other, likeness: found };
    }
    return best;
  };
  return { opposite: of(false), same: of(true) };
}

/** By how much the opposite of a word fits better in its place. */
function gainOf(opposite: Likest | undefined, same: Likest | undefined): number {
  return (opposite?.likeness ?? 0) - (same?.likeness ?? 0);
}

function stemIn({ written }: Hit): string {
  return stemOf(written.toLowerCase());
}

function isSameCase(passage: number, claim: Claim, index: ArticleIndex): boolean {
  const range = index.passages[passage];
  return range !== undefined && !isOtherCase(claim.text, index.textOf(range), index.article.title ?? '');
}

/**
 * Whether a claim and the article say their verb of the same: what Ann buys, Bo sells, and what is bought is sold. Said of
 * different ones, or of what is dealt with, converse verbs are no opposites.
 */
export function isSaidOfSame(hit: Hit, opposite: Hit, claim: Claim, index: ArticleIndex): boolean {
  const { text } = index.article;
  const start = index.passages[index.passageAt(opposite.start)]?.start ?? 0;
  const own = claim.text.slice(0, hit.start);
  const theirs = text.slice(start, opposite.start);
  if (PASSIVE.test(own) || PASSIVE.test(theirs)) return false;
  const [subject, other] = [conceptsBefore(own), conceptsBefore(theirs)];
  return subject.length === 0 || subject.some((concept) => other.includes(concept));
}

/**
 * Whether what one text moves is what moves in the other: `cut the price` and `the price rose`. A tug that dropped a probe
 * has itself climbed none the less.
 */
function movesSame(hit: Hit, opposite: Hit, claim: Claim, index: ArticleIndex): boolean {
  const { text } = index.article;
  const passage = index.passages[index.passageAt(opposite.start)];
  const before = text.slice(passage?.start ?? 0, opposite.start);
  const [own, its] = [claim.text.slice(hit.end), text.slice(opposite.end, passage?.end ?? opposite.end)];
  const isOf = (object: readonly string[], told: string) =>
    object.length === 0 || conceptsIn(told).some((concept) => object.includes(concept));
  if (ALONE.test(its)) return isOf(objectOf(own), before);
  return !ALONE.test(own) || isOf(objectOf(its), claim.text.slice(0, hit.start));
}

/** Concepts of what stands right behind a verb without a preposition between; none of words such as `week`. */
function objectOf(behind: string): string[] {
  const [object = ''] = OBJECT.exec(behind) ?? [];
  return conceptsIn(object).filter((concept) => !isVague(concept));
}

function conceptsIn(text: string): string[] {
  return wordsOf(text).flatMap(({ content, stem }) => (content ? [conceptOf(stem)] : []));
}

/** Concepts of the clause that a verb ends, or of the sentence's beginning where it shares its subject: `..., and may sell`. */
function conceptsBefore(text: string): string[] {
  const clause = conceptsIn(text.replace(/^.*[,;:()—]/s, ''));
  return clause.length > 0 ? clause : conceptsIn(text).slice(0, 2);
}

/** Which way the figures of a claim go: up in `from 4 to 7 ms`. Whether they are right is another question. */
function sideOfFigures({ text, figures }: Claim): Pole['side'] | undefined {
  for (const [at, to] of figures.entries()) {
    const from = figures[at - 1];
    if (!from || from.unit !== to.unit || from.value === to.value) continue;
    if (!/\bfrom\s(?:\p{L}+\s)?$/iu.test(text.slice(Math.max(0, from.start - 20), from.start))) continue;
    if (/^\s(?:[\p{L}-]+\s){0,3}to\s(?:\p{L}+\s)?$/u.test(text.slice(from.end, to.start)))
      return to.value > from.value ? 'one' : 'other';
  }
  return undefined;
}

/** The words of a stretch of a text that stand on a side of opposites. */
export function hitsIn(text: string, words: readonly Word[], from: number, to: number): Hit[] {
  const negated = negatedWords(text, words, from, to, COVERED);
  const hits: Hit[] = [];
  for (let at = from; at < to; at += 1) {
    const word = words[at];
    if (!word) continue;
    const written = text.slice(word.start, word.end);
    for (const pole of polesAt(text, words, at)) {
      // Of `neither a fare nor a higher levy` it is what follows that is denied.
      if (negated.has(at) && (pole.loose || /^n(?:either|or)$/.test(negated.get(at) ?? ''))) continue;
      const turned = negated.has(at) !== isLessened(text, word, pole);
      const side = turned ? (pole.side === 'one' ? 'other' : 'one') : pole.side;
      hits.push({ start: word.start, end: word.end, pole: { ...pole, side }, written });
    }
  }
  return hits;
}

/** `less expensive`, `the least secure`; but `less growth` is still growth. */
function isLessened(text: string, { start }: Word, { axis }: Pole): boolean {
  return axis !== 'more and less' && /\b(?:less|least)\s$/i.test(text.slice(Math.max(0, start - 6), start));
}

function polesAt(text: string, words: readonly Word[], at: number): readonly Pole[] {
  const word = words[at];
  if (!word) return [];
  const small = text.slice(word.start, word.end).toLowerCase();
  const [before, after] = [text.slice(Math.max(0, word.start - 40), word.start), text.slice(word.end, word.end + 24)];
  const phrasal = phrasalPoleOf(small, before, after);
  if (phrasal !== undefined) return phrasal ? [phrasal] : [];
  if (/^(?:least|most)$/.test(small) && /\bat\s$/i.test(before)) return [];
  if (small === 'longer' && /\bno\s$/i.test(before)) return [];
  return polesOf(small);
}

const hitsInPassage = oncePerPassage((position, index): readonly Hit[] => {
  const passage = index.passages[position];
  if (!passage) return [];
  const from = index.wordAt(passage.start);
  const to = Math.min(index.wordAt(passage.end), from + 120);
  return hitsIn(index.article.text, index.words, from, to);
});

function withFigures(around: Surroundings, figures: readonly Figure[], { start, end }: Range): Surroundings {
  const all = new Map(around);
  for (const figure of figures) {
    const between = figures.some((other) => other !== figure && other.start >= end && other.end <= figure.start);
    if (!overlaps(figure, { start, end }) && !between && figure.start - end < BESIDE && start - figure.end < BESIDE)
      all.set(figureTerm(figure), FIGURE);
  }
  return all;
}

function overlaps(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}

function figuresBeside({ start, end }: Range, index: ArticleIndex): Figure[] {
  return within(index.figures, { start: Math.max(0, start - BESIDE), end: end + BESIDE });
}
