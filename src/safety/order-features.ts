import { stemOf } from '../article/words.ts';

const TOKEN = /\p{L}+(?:['’]\p{L}+)?|\d+|[?:="“!]/gu;
/** Numbers and bullets that a list puts before a sentence. */
const BEFORE = /^[^\p{L}]+/u;
const FIGURE = /^\d/;
const NAME = /^\p{Lu}\p{Ll}/u;
const BEGINS_ANEW = /^[?:="“!]$/;

/**
 * The stems of a sentence in order. Every figure is the same one (`0`) and so is every name (`N`), for who is to be praised
 * says nothing of the next; of the marks those count that announce, equate, ask, quote or shout.
 */
export function orderStems(sentence: string): string[] {
  const tokens = sentence.replace(BEFORE, '').match(TOKEN) ?? [];
  const areNames = tokens.map((token) => NAME.test(token));
  const hasNames = areNames.filter(Boolean).length <= tokens.length / 2; // else it is a title
  return tokens.map((token, index) => {
    if (FIGURE.test(token)) return '0';
    const before = tokens[index - 1];
    if (hasNames && before !== undefined && areNames[index] && !BEGINS_ANEW.test(before)) return 'N';
    return stemOf(token.toLowerCase());
  });
}

/** The marks in the name of a feature: before its first stem, and between that and another. */
export type FeatureKind = '' | ' ' | '~' | '^' | '^ ';

/**
 * Tells what a sentence is judged by: its stems, pairs of neighbours (`your summari`), pairs with one word between
 * (`ignor~instruct`), and its first stem and pair (`^pleas`); what it has twice, twice. The stems may have any form. Linear in the sentence.
 */
export function eachFeature<Stem>(
  stems: readonly Stem[],
  tell: (kind: FeatureKind, stem: Stem, other?: Stem) => void,
): void {
  for (const [index, stem] of stems.entries()) {
    const [next, afterNext] = [stems[index + 1], stems[index + 2]];
    tell('', stem);
    if (next !== undefined) tell(' ', stem, next);
    if (afterNext !== undefined) tell('~', stem, afterNext);
    if (index > 0) continue;
    tell('^', stem);
    if (next !== undefined) tell('^ ', stem, next);
  }
}

/** The names of the same, each once. */
export function orderFeatures(sentence: string): Set<string> {
  const features = new Set<string>();
  eachFeature(orderStems(sentence), (kind, stem, other = '') => {
    const isFirst = kind.startsWith('^');
    features.add(isFirst ? `^${stem}${kind.slice(1)}${other}` : `${stem}${kind}${other}`);
  });
  return features;
}
