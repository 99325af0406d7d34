import type { Pole } from '../lexicon.ts';
import antonyms from './antonyms.json' with { type: 'json' };

let poles: Map<string, Pole[]> | undefined;

/** The sides of pairs of antonyms of WordNet that a word, in lower case, stands on: `attached` of `attach detach`. */
export function antonymPolesOf(word: string): readonly Pole[] {
  poles ??= readPoles();
  for (const form of formsOf(word)) {
    const found = poles.get(form);
    if (found) return found;
  }
  return [];
}

/** The word and what it may be a form of. */
function formsOf(word: string): string[] {
  const stem = /^(\p{L}{2,}?)(?:s|es|d|ed|ing|er|est)$/u.exec(word)?.[1];
  if (stem === undefined) return [word];
  const bare = word.replace(/(?:ed|ing|er|est)$/, '');
  return [word, stem, bare, `${bare}e`, bare.replace(/([bdglmnprt])\1$/, '$1'), word.replace(/i(?:e[sdr]|est)$/, 'y')];
}

function readPoles(): Map<string, Pole[]> {
  const found = new Map<string, Pole[]>();
  for (const axis of antonyms.pairs.split('; ')) {
    for (const [at, words] of axis.split(' ').entries()) {
      const pole: Pole = { axis, side: at === 0 ? 'one' : 'other', loose: true, converse: false };
      for (const word of words.split(',')) found.set(word, [...(found.get(word) ?? []), pole]);
    }
  }
  return found;
}
