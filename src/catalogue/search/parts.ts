import type { Sqlite } from '../../sqlite/sqlite.ts';
import type { Alternatives } from './expression.ts';
import { foldWord } from './query.ts';
import { stemsOf } from './scratch.ts';
import { marks, type Parts } from './words.ts';

/** What of a search stands in the parts of one entry, as the index would tell. */
export interface PartMatches {
  /** How many of the terms stand in each part. */
  readonly terms: { readonly [Part in keyof Parts]: number };
  /** Whether the words of all terms stand in one part next to each other, in their order. */
  readonly adjacent: boolean;
}

/**
 * What the index would tell of a few entries by a search for each of their parts, for less: it would read all that it knows of
 * the words, however few entries are asked for.
 */
export function matchParts(db: Sqlite, entries: readonly Parts[], terms: readonly Alternatives[]): PartMatches[] {
  const stemOf = soughtStems(db, entries, new Set(terms.flat(2)));
  const stems = (words: readonly string[]) => words.map((word) => stemOf.get(word) ?? '');
  const sought = terms.map((alternatives) => ({
    words: new Set(alternatives.filter(({ length }) => length === 1).flatMap(stems)),
    phrases: alternatives.filter(({ length }) => length > 1).map(stems),
  }));
  const all = stems(terms.flatMap((alternatives) => alternatives[0] ?? []));
  const within = (texts: readonly Stems[]) =>
    sought.filter(({ words, phrases }) =>
      texts.some((text) => text.some((stem) => words.has(stem)) || phrases.some((phrase) => stands(phrase, text))),
    ).length;
  return entries.map((parts) => {
    const cut = (texts: readonly Stems[]) => texts.map(stems).filter((text) => text.some((stem) => stem !== ''));
    const title = cut(parts.title);
    const line = cut(parts.line);
    const keywords = cut(parts.keywords);
    const body = cut(parts.body);
    return {
      terms: { title: within(title), line: within(line), keywords: within(keywords), body: within(body) },
      adjacent: terms.length > 1 && [title, line, keywords, body].flat().some((text) => stands(all, text)),
    };
  });
}

type Stems = readonly string[];

function stands(phrase: Stems, text: Stems): boolean {
  return text.some((_, at) => phrase.every((stem, n) => text[at + n] === stem));
}

/** What the index has words under, of those that are looked for and those that it has under the same. */
function soughtStems(db: Sqlite, entries: readonly Parts[], sought: ReadonlySet<string>): Map<string, string> {
  // What is the same begins with the same letter.
  const beginnings = new Set(Array.from(sought, (word) => foldWord(word).charAt(0)));
  const met = new Set(sought);
  for (const { title, line, keywords, body } of entries) {
    for (const texts of [title, line, keywords, body])
      for (const words of texts) for (const word of words) met.add(word);
  }
  const likely = Array.from(met).filter((word) => beginnings.has(foldWord(word).charAt(0)));
  const stems = stemsOf(
    db,
    likely.map((word) => `${marks.title}${word}`),
  );
  const wanted = new Set(likely.flatMap((word, at) => (sought.has(word) ? (stems[at] ?? []) : [])));
  return new Map(
    likely.flatMap((word, at) => {
      const stem = stems[at] ?? '';
      return wanted.has(stem) ? [[word, stem] as const] : [];
    }),
  );
}
