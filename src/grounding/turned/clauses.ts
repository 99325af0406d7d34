import type { Range } from '../../article/article.ts';
import type { Word } from '../../article/words.ts';
import { figureTerm } from '../article-index.ts';
import type { Figure } from '../figures/figures.ts';
import { conceptOf, isVague, oneOf } from '../lexicon.ts';
import { firstFrom } from '../within.ts';

/** A part of a sentence with a verb of its own, as far as its borders tell. */
export interface Clause extends Range {
  /** Concepts of its words and terms of its figures. Words such as `year` are none of them. */
  readonly terms: ReadonlySet<string>;
  /** Positions in the words of the text: of its first, and behind its last. */
  readonly from: number;
  readonly to: number;
}

const VERB = String.raw`(?:${oneOf('auxiliary')}|cannot|broke|bought|came|fell|gave|goes|went|kept|left|lost|made|put|rose|sold|said|says|took|won|\p{L}{2,}(?<!e)ed)`;
const BORDER = new RegExp(
  String.raw`[;:()—\n]|,?\s(?:${oneOf('subordinating')}(?!\s\d)|${oneOf('contrasting', 'relative')})\s|,\s(?=\p{L}{3,}ing\s)|,\s(?:and|or)\s|\sand\s(?=(?:[\p{L}\d'’-]+\s){0,3}${VERB}\b)`,
  'giu',
);

/** The clauses of a sentence, of which `words` and `figures` are those of the whole text, in order. */
export function clausesOf(text: string, sentence: Range, words: readonly Word[], figures: readonly Figure[]): Clause[] {
  const clauses: Clause[] = [];
  const written = text.slice(sentence.start, sentence.end);
  const borders = [...written.matchAll(BORDER)].map((one) => [one.index, one.index + one[0].length] as const);
  let start = 0;
  let from = firstFrom(words, sentence.start);
  for (const [end, next] of [...borders, [written.length, written.length] as const]) {
    const range = { start: sentence.start + start, end: sentence.start + end };
    while ((words[from]?.start ?? Number.POSITIVE_INFINITY) < range.start) from += 1;
    let to = from;
    while ((words[to]?.start ?? Number.POSITIVE_INFINITY) < range.end) to += 1;
    const told = figures.filter((one) => range.start <= one.start && one.end <= range.end && !one.fraction);
    const terms = new Set(told.map(figureTerm));
    for (const word of words.slice(from, to)) {
      if (!word.content || told.some((one) => one.start < word.end && word.start < one.end)) continue;
      const concept = conceptOf(word.stem);
      if (!isVague(concept)) terms.add(concept);
    }
    if (terms.size > 0) clauses.push({ ...range, terms, from, to });
    start = next;
    from = to;
  }
  return clauses;
}
