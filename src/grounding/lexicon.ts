import { stemOf } from '../article/words.ts';
import lexicon from './lexicon.json' with { type: 'json' };

/** A side of a pair of opposites, as in `up and down`. */
export interface Pole {
  readonly axis: string;
  readonly side: 'one' | 'other';
  /** Made of words with other meanings too, so that it takes more to be sure. */
  readonly loose: boolean;
  /** Made of verbs that say the same of two sides: what one buys, the other sells. */
  readonly converse: boolean;
}

const concepts = new Map<string, string>();
for (const group of lexicon.synonyms) {
  const stems = [...new Set(group.split(' ').map(stemOf))];
  const [first] = stems;
  for (const stem of stems)
    if (first !== undefined && !concepts.has(stem)) concepts.set(stem, concepts.get(first) ?? first);
}

interface Opposites {
  readonly axis: string;
  readonly one: string;
  readonly other: string;
  readonly loose: boolean;
  readonly converse?: boolean;
}
const opposites: readonly Opposites[] = lexicon.opposites;

const poles = new Map<string, Pole[]>();
for (const { axis, one, other, loose, converse } of opposites) {
  for (const [side, words] of Object.entries({ one, other } as const)) {
    for (const word of words.split(' ')) {
      const pole: Pole = { axis, side: side === 'one' ? 'one' : 'other', loose, converse: converse === true };
      poles.set(word, [...(poles.get(word) ?? []), pole]);
    }
  }
}
for (const words of lexicon.opposites.filter(({ axis }) => axis === 'up and down')) {
  for (const side of [words.one, words.other]) {
    const stems = [...new Set(side.split(' ').map(stemOf))];
    const [first = ''] = stems;
    for (const stem of stems) if (!concepts.has(stem)) concepts.set(stem, concepts.get(first) ?? first);
  }
}

const roots = new Map<string, string>();
const MOST_ROOTS_KEPT = 20_000;
const LONGEST_KEPT = 32;

/** What a stem stands for when texts are compared: one stem for all words of about the same meaning, else itself. */
export function conceptOf(stem: string): string {
  const known = roots.get(stem);
  if (known !== undefined) return known;
  if (roots.size >= MOST_ROOTS_KEPT) roots.clear();
  const found = concepts.get(stem) ?? root(stem);
  if (stem.length <= LONGEST_KEPT) roots.set(stem, found);
  return found;
}

/** Brings nouns and verbs together that Porter's stems keep apart: `valuat` and `valu`, `reduct` and `reduc`. */
function root(stem: string): string {
  const bare =
    stem.length > 5
      ? stem
          .replace(/(?<=\p{L}{4})at$/u, '')
          .replace(/(?<=u)ct$/, 'c')
          .replace(/(?<=\p{L}{4})(?:ment|or|er)$/u, '')
      : stem;
  return concepts.get(bare) ?? bare;
}

/** What a word such as `lower` compares, and whether it says that there is more of it. */
export interface Scale {
  readonly scale: string;
  readonly more: boolean;
}

const scales = new Map<string, Scale>();
for (const { scale, more, less } of lexicon.comparatives) {
  // Of some, as of `taller`, there is no word for less.
  for (const word of more.split(' ').filter(Boolean)) scales.set(word, { scale, more: true });
  for (const word of less.split(' ').filter(Boolean)) scales.set(word, { scale, more: false });
}

/** What a word, in lower case, compares. */
export function scaleOf(word: string): Scale | undefined {
  return scales.get(word);
}

/** The pattern of a word that says that there is more, or that there is less, of what one scale compares or any. */
export function comparativeOf(more: boolean, scale?: string): string {
  const words = Array.from(scales).filter(([, one]) => one.more === more && (one.scale === scale || !scale));
  return `(?:${words.map(([word]) => word).join('|')})`;
}

const vague = new Set(lexicon.vague.split(' ').map(stemOf));

/** Words such as `year` or `company` that stand near figures of all kinds and tell little about any. */
export function isVague(concept: string): boolean {
  return vague.has(concept);
}

/** The sides of opposites that a word, in lower case, stands on. */
export function polesOf(word: string): readonly Pole[] {
  return poles.get(word) ?? [];
}

type WordGroup = keyof typeof lexicon.words;

/** The words of groups, some of several words, and some with a star for any ending. */
export function wordsIn(...groups: readonly WordGroup[]): string[] {
  return groups.flatMap((group) => lexicon.words[group].words.split('|'));
}

/** The pattern of one of the words of groups: `(?:about|around|more\sthan)`. */
export function oneOf(...groups: readonly WordGroup[]): string {
  return `(?:${wordsIn(...groups)
    .join('|')
    .replaceAll(' ', '\\s')
    .replaceAll('*', '\\w*')})`;
}
