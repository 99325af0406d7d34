import type { Range } from '../article/article.ts';
import { wordsOf } from '../article/words.ts';
import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import type { ClaimEvidence } from './evidence.ts';
import { figuresOf } from './figures.ts';
import { conceptOf, isVague, polesOf } from './lexicon.ts';
import { oncePerPassage } from './once-per-passage.ts';
import { isOtherCase } from './other-case.ts';
import { type Relation, relationsOf } from './relations.ts';

const NEAREST = 4; // passages compared with
const CROSSED = 1.1; // of 2: how much of both sides must be found on the other one
const FURTHER = 0.7; // by which that must be more than what is found on its own side

interface Sides {
  readonly kind: Relation['kind'];
  readonly first: ReadonlySet<string>;
  readonly second: ReadonlySet<string>;
}

/** Finds what a claim has the wrong way round: from B to A, B before A, B replaced A, B is more than A. */
export function checkOrder(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  const against = againstItself(claim, index);
  if (against) return [against];
  const claimed = sidesIn(claim.text);
  if (claimed.length === 0) return [];
  const terms = new Map([
    ...claim.terms,
    ...claim.figures.map(({ value, unit }) => [`#${value}${unit ?? ''}`, 1] as const),
  ]);
  const stated = index
    .rank(terms, NEAREST)
    .flatMap(({ passage: at }) => {
      const range = index.passages[at];
      return range && !isOtherCase(claim.text, index.textOf(range), index.article.title ?? '') ? [{ at, range }] : [];
    })
    .map((passage) => ({ passage: passage.range, sides: sidesInPassage(passage.at, index) }));
  for (const one of claimed) {
    let straight = 0;
    let turned: { readonly by: number; readonly passage: Range } | undefined;
    for (const { passage, sides } of stated) {
      for (const other of sides) {
        if (other.kind !== one.kind) continue;
        const same = shared(one.first, other.first) + shared(one.second, other.second);
        const crossed = Math.min(1, shared(one.first, other.second)) + Math.min(1, shared(one.second, other.first));
        straight = Math.max(straight, same);
        const least = one.kind === 'order' ? 0.4 : 0.3;
        const short = Math.max(one.first.size, one.second.size) <= 3;
        const enough =
          one.kind !== 'order' || short || common(one.first, other.second) + common(one.second, other.first) > 2;
        const both = enough && shared(one.first, other.second) > least && shared(one.second, other.first) > least;
        if (both && crossed >= CROSSED && crossed - same >= FURTHER && crossed > (turned?.by ?? 0))
          turned = { by: crossed, passage };
      }
    }
    if (!turned || straight > turned.by - FURTHER) continue;
    const nearest = index.textOf(turned.passage).slice(0, 200);
    return [{ code: 'direction', message: `The claim has it the wrong way round; the article says: "${nearest}".` }];
  }
  return [];
}

/** `rose from 9 to 7`, unless the article says it so. */
function againstItself({ text, figures }: Claim, index: ArticleIndex): ClaimEvidence['issues'][number] | null {
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
    first: termsIn(text.slice(first.start, first.end)),
    second: termsIn(text.slice(second.start, second.end)),
  }));
}

function termsIn(text: string): ReadonlySet<string> {
  const figures = figuresOf(text).filter(({ fraction }) => !fraction);
  const words = wordsOf(text).filter(
    ({ content, start, end }) => content && !figures.some((figure) => figure.start < end && start < figure.end),
  );
  const concepts = words.map(({ stem }) => conceptOf(stem)).filter((concept) => !isVague(concept));
  return new Set([...figures.map(({ count }) => `#${count}`), ...concepts]);
}

function common(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((term) => other.has(term)).length;
}

/** Share of one side that another has, by the side with fewer words, so that long ones count too. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const least = Math.min(one.size, other.size, 3);
  if (least === 0) return 0;
  return Math.min(1, common(one, other) / least);
}
