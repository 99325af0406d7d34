import { stemOf } from '../article/words.ts';

const TOKEN = /\p{L}+(?:['’]\p{L}+)?|\d+|[?:="“!]/gu;
/** Numbers and bullets that a list puts before a sentence. */
const BEFORE = /^[^\p{L}]+/u;
const NAME = /^\p{Lu}\p{Ll}/u;
const BEGINS_ANEW = /^[?:="“!]$/;

/**
 * The stems of a sentence in order. Every figure is the same one (`0`) and so is every name (`N`), for who is to be praised
 * says nothing of the next; of the marks those count that announce, equate, ask, quote or shout.
 */
function tokensOf(sentence: string): string[] {
  const tokens = sentence.replace(BEFORE, '').match(TOKEN) ?? [];
  const hasNames = tokens.filter((token) => NAME.test(token)).length <= tokens.length / 2; // else it is a title
  return tokens.map((token, index) => {
    if (/^\d/.test(token)) return '0';
    const before = tokens[index - 1];
    if (hasNames && before !== undefined && NAME.test(token) && !BEGINS_ANEW.test(before)) return 'N';
    return stemOf(token.toLowerCase());
  });
}

/**
 * What a sentence is judged by, each once: its stems, pairs of neighbours (`your summari`), pairs with one word between
 * (`ignor~instruct`), and its first stem and pair (`^pleas`). Linear in the sentence.
 *
 * @param isKnown whether a stem is in any feature that counts; pairs with others are passed over.
 */
export function orderFeatures(sentence: string, isKnown: (stem: string) => boolean = () => true): Set<string> {
  const tokens = tokensOf(sentence).map((token) => (isKnown(token) ? token : ''));
  const features = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    if (token === '') continue;
    const [next, afterNext] = [tokens[index + 1], tokens[index + 2]];
    features.add(token);
    if (next) features.add(`${token} ${next}`);
    if (afterNext) features.add(`${token}~${afterNext}`);
    if (index > 0) continue;
    features.add(`^${token}`);
    if (next) features.add(`^${token} ${next}`);
  }
  return features;
}
