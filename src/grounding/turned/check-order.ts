import { stemOf, wordsOf } from '../../article/words.ts';
import { type ArticleIndex, figureTerm } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import { saysNo } from '../denied/negated-words.ts';
import { type FoundIssue, WRONG_WAY_ROUND } from '../evidence.ts';
import { figuresOf } from '../figures/figures.ts';
import { conceptOf, isVague, polesOf, wordsIn } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { isOtherCase } from '../other-case.ts';
import { type Relation, relationsOf } from './relations.ts';

const NEAREST = 4; // passages compared with
const CROSSED = 0.9; // of 2: how much of both sides must be found on the other one
const FURTHER = 0.5; // by which that must be more than what is found on its own side

const LEAST_COVERED = 0.3; // of the claim by a passage that can contradict it
const HALF = 0.5;
const MOST_APART = 5; // words that tell two sides apart
const LINKING: ReadonlySet<string> = new Set(wordsIn('linking'));

interface Sides {
  readonly kind: Relation['kind'];
  readonly first: ReadonlySet<string>;
  readonly second: ReadonlySet<string>;
  /** Words that only the one or the other has, those of no meaning of their own (`alone`, `without`) too. */
  readonly apart: { readonly first: ReadonlySet<string>; readonly second: ReadonlySet<string> };
}

/** Finds what a claim has the wrong way round: from B to A, B before A, B replaced A, B is more than A. */
export function checkOrder(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const against = againstItself(claim, index);
  if (against) return [against];
  const claimed = sidesIn(claim.text);
  if (claimed.length === 0) return [];
  const terms = new Map([...claim.terms, ...claim.figures.map((figure) => [figureTerm(figure), 1] as const)]);
  const stated = index
    .rank(terms, NEAREST)
    .flatMap(({ passage: at }) => {
      const range = index.passages[at];
      if (coverageBy(at, claim, index) < LEAST_COVERED) return [];
      if (range && saysNo(claim.text) && !saysNo(index.textOf(range))) return []; // `not before` is after
      return range && !isOtherCase(claim.text, index.textOf(range), index.article.title ?? '') ? [at] : [];
    })
    .map((passage) => ({ passage, sides: sidesInPassage(passage, index) }));
  for (const one of claimed) {
    let straight = 0;
    let turned: { readonly by: number; readonly passage: number } | undefined;
    for (const { passage, sides } of stated) {
      for (const other of sides) {
        if (other.kind !== one.kind) continue;
        const same = shared(one.first, other.first) + shared(one.second, other.second);
        const crossed = Math.min(1, shared(one.first, other.second)) + Math.min(1, shared(one.second, other.first));
        straight = Math.max(straight, same);
        const least = one.kind === 'order' ? 0.4 : 0.3;
        const short = Math.max(one.first.size, one.second.size) <= 3;
        const enough =
          one.kind !== 'order' ||
          short ||
          one.first.intersection(other.second).size + one.second.intersection(other.first).size > 2;
        if (
          one.kind === 'change' &&
          isMirrored(one.apart, other.apart) &&
          !stated.some((its) => its.sides.some((side) => isSame(one, side)))
        )
          return [{ code: 'direction', message: WRONG_WAY_ROUND, passage }];
        const both = enough && shared(one.first, other.second) > least && shared(one.second, other.first) > least;
        if (both && crossed >= CROSSED && crossed - same >= FURTHER && crossed > (turned?.by ?? 0))
          turned = { by: crossed, passage };
      }
    }
    if (!turned || straight > turned.by - FURTHER) continue;
    return [{ code: 'direction', message: WRONG_WAY_ROUND, passage: turned.passage }];
  }
  return [];
}

/**
 * Whether what tells the sides of one relation apart tells those of the other apart the other way round. The side that
 * holds the subject as well has more words; the shorter one counts.
 */
function isMirrored(one: Sides['apart'], other: Sides['apart']): boolean {
  const [own, its] = [withoutShared(one, other), withoutShared(other, one)];
  return isMostlyIn(own.first, its.second) && isMostlyIn(own.second, its.first);
}

function isMostlyIn(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size <= other.size ? mostly(one, other) : mostly(other, one);
}

/** What a side has that the same side of another relation does not. */
function withoutShared(one: Sides['apart'], other: Sides['apart']): Sides['apart'] {
  return { first: one.first.difference(other.first), second: one.second.difference(other.second) };
}

/** Whether two relations have the same on the same sides: word for word, or where few words tell the sides apart. */
function isSame(one: Sides, other: Sides): boolean {
  if (one.kind !== other.kind) return false;
  const isWhole = one.first.isSubsetOf(other.first) && one.second.isSubsetOf(other.second);
  return isWhole || (mostly(one.apart.first, other.apart.first) && mostly(one.apart.second, other.apart.second));
}

function mostly(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return part.size > 0 && part.size <= MOST_APART && part.intersection(whole).size >= HALF * part.size;
}

/** `rose from 9 to 7`, unless the article says it so. */
function againstItself({ text, figures }: Claim, index: ArticleIndex): FoundIssue | null {
  for (const [at, from] of figures.entries()) {
    const to = figures[at + 1];
    if (!to || to.unit !== from.unit || from.fraction || to.fraction || from.value === to.value) continue;
    const written = text.slice(from.start, to.end);
    const way = /^[^.;]{0,25}?,?\s(up|down)\sfrom\s(?:\p{L}+\s)?$/iu.exec(text.slice(from.end, to.start))?.[1];
    if (
      way !== undefined &&
      (way.toLowerCase() === 'up') !== from.value > to.value &&
      !index.article.text.includes(written)
    )
      return {
        code: 'direction',
        message: `"${written}" has it the wrong way round. Say it the way round that the article does.`,
      };
    if (!/^\s(?:\S+\s){0,4}?to\s(?:\S+\s){0,2}$/.test(text.slice(from.end, to.start))) continue;
    const before = /((?:\p{L}+\s){1,4})from\s(?:\p{L}+\s)?$/u.exec(
      text.slice(Math.max(0, from.start - 60), from.start),
    )?.[1];
    const verbs = (before ?? '').trim().toLowerCase().split(' ').reverse();
    const verb = verbs.find((word) => polesOf(word).some(({ axis }) => axis === 'up and down'));
    if (from.unit === 'seconds' && /^(?:slow|accel|decel)/.test(verb ?? '')) continue;
    const side = polesOf(verb ?? '').find(({ axis }) => axis === 'up and down')?.side;
    if (side === undefined || (side === 'one') === to.value > from.value) continue;
    if (index.article.text.includes(written)) continue;
    return {
      code: 'direction',
      message: `From ${written} is no way to say "${verb}". Say it the way round that the article does.`,
    };
  }
  return null;
}

const sidesInPassage = oncePerPassage((at, index) => {
  const range = index.passages[at];
  return range ? sidesIn(index.textOf(range)) : [];
});

function sidesIn(text: string): Sides[] {
  return relationsOf(text).map(({ kind, first, second }) => ({
    kind,
    first: termsIn(sideOf(kind, text.slice(first.start, first.end))),
    second: termsIn(sideOf(kind, text.slice(second.start, second.end))),
    apart: apartIn(text.slice(first.start, first.end), text.slice(second.start, second.end)),
  }));
}

/** What something changes from, was there before either side of an order in time. */
function sideOf(kind: Relation['kind'], text: string): string {
  return kind === 'order' ? text.replace(/\bfrom\s[^.,;]{1,30}?\sto\b/i, '') : text;
}

function apartIn(first: string, second: string): Sides['apart'] {
  const [own, theirs] = [first, second].map(
    (text) =>
      new Set(
        text
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu)
          ?.filter((word) => !LINKING.has(word))
          .map((word) => conceptOf(stemOf(word))) ?? [],
      ),
  );
  const without = (one = new Set<string>(), other = new Set<string>()) =>
    new Set([...one].filter((word) => !other.has(word)));
  return { first: without(own, theirs), second: without(theirs, own) };
}

function termsIn(text: string): ReadonlySet<string> {
  const figures = figuresOf(text).filter(({ fraction }) => !fraction);
  const words = wordsOf(text).filter(
    ({ content, start, end }) => content && !figures.some((figure) => figure.start < end && start < figure.end),
  );
  const concepts = words.map(({ stem }) => conceptOf(stem)).filter((concept) => !isVague(concept));
  return new Set([...figures.map(({ count }) => `#${count}`), ...concepts]);
}

/** Share of one side that another has, by the side with fewer words, so that long ones count too. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const least = Math.min(one.size, other.size, 3);
  if (least === 0) return 0;
  return Math.min(1, one.intersection(other).size / least);
}
