import { stemOf, wordsOf } from '../../article/words.ts';
import { figuresOf } from '../figures/figures.ts';
import { conceptOf, isVague, wordsIn } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { type Relation, relationsOf } from './relations.ts';

const LINKING: ReadonlySet<string> = new Set(wordsIn('linking'));
/** What something changes from, was there before either side of an order in time. */
const CHANGE = /\bfrom\s[^.,;]{1,30}?\sto\b/i;

/** What stands on either side of a relation: concepts, and the counts of figures. */
export interface Sides {
  readonly kind: Relation['kind'];
  readonly scale: Relation['scale'];
  readonly first: ReadonlySet<string>;
  readonly second: ReadonlySet<string>;
  /** Words that only the one or the other has, those of no meaning of their own (`alone`, `without`) too. */
  readonly apart: { readonly first: ReadonlySet<string>; readonly second: ReadonlySet<string> };
}

/** The sides of the relations that a sentence states. */
export function sidesIn(text: string): Sides[] {
  return relationsOf(text).map(({ kind, scale, ...ranges }) => {
    const [first, second] = [ranges.first, ranges.second].map(({ start, end }) => text.slice(start, end));
    const termsOf = (side = '') => termsIn(kind === 'order' ? side.replace(CHANGE, '') : side);
    return { kind, scale, first: termsOf(first), second: termsOf(second), apart: apartIn(first, second) };
  });
}

export const sidesInPassage = oncePerPassage((at, index): readonly Sides[] => {
  const range = index.passages[at];
  return range ? sidesIn(index.textOf(range)) : [];
});

function apartIn(first = '', second = ''): Sides['apart'] {
  const [own, theirs] = [allConceptsIn(first), allConceptsIn(second)];
  return { first: own.difference(theirs), second: theirs.difference(own) };
}

function allConceptsIn(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !LINKING.has(word)).map((word) => conceptOf(stemOf(word))));
}

function termsIn(text: string): ReadonlySet<string> {
  const figures = figuresOf(text).filter(({ fraction }) => !fraction);
  const words = wordsOf(text).filter(
    ({ content, start, end }) => content && !figures.some((figure) => figure.start < end && start < figure.end),
  );
  const concepts = words.map(({ stem }) => conceptOf(stem)).filter((concept) => !isVague(concept));
  return new Set([...figures.map(({ count }) => `#${count}`), ...concepts]);
}
