import type { Range } from '../../article/article.ts';
import { stemOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import { conceptOf } from '../lexicon.ts';
import { oncePerArticle, oncePerPassage } from '../once-per-passage.ts';
import { textBefore } from '../text-beside.ts';
import { namesIn, runsOf } from './name-words.ts';
import names from './names.json' with { type: 'json' };

/** A name of one or more words where it stands in a text. */
export interface Named extends Range {
  readonly written: string;
  /** Its words in lower case, without those of one or two letters. */
  readonly parts: readonly string[];
  /** Said of where something is or goes, unlike who does it. */
  readonly located: boolean;
}

const LOCATED =
  /\b(?:[Ii]n|[Aa]t|[Nn]ear|on|outside|[Aa]cross|throughout)\s(?:the\s)?(?:\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+){0,3}(?:,\s|,?\sand\s)(?:the\s)?){0,3}$/u;
const BEFORE = 120; // characters before a name that tell where it stands
const ACRONYM = /^[\p{Lu}\d&]+s?$/u;
const LONGEST = 1000; // characters of a passage in which names are looked for
const TOPIC = 5; // passages that have a name of which much is said
const TITLES = new Set(`${names.offices} ${names.titles}`.split(' '));
const OPENING = /^(?!(?:The|An?|In|On|At|Of|For|S?[Hh]e|It|They|We|I|No|Its|His|Her|Their)\b)\p{Lu}\p{L}+(?=\s|['’])/u;

/** The names of a text, but for acronyms, which are said of much, and left out as often. */
export function namedIn(text: string): Named[] {
  return readNames(text, namesIn(text));
}

/**
 * The names in a passage, by its position, with the word of one that opens it: `Oakes` where another has `Ann Oakes`.
 */
export const namesInPassage = oncePerPassage((position, index): readonly Named[] => {
  const passage = index.passages[position];
  if (!passage) return [];
  return namedBeside(
    index.textOf({ start: passage.start, end: Math.min(passage.end, passage.start + LONGEST) }),
    index,
  );
});

/** The names of a text, with the word that opens it where the article has that with a capital inside a sentence. */
export function namedBeside(text: string, index: ArticleIndex): Named[] {
  const [written = ''] = OPENING.exec(text) ?? [];
  const [first, ...rest] = namesIn(text);
  if (written === '' || first?.start === 0 || !capitalsOf(index).has(written)) return namedIn(text);
  const opening = { start: 0, end: written.length, written, small: written.toLowerCase(), joined: false };
  const next = first ? [{ ...first, joined: first.start === written.length + 1 }] : [];
  return readNames(text, [opening, ...next, ...rest]);
}

/** Words that have a capital inside a sentence. */
const capitalsOf = oncePerArticle(({ article: { text } }): ReadonlySet<string> => {
  const runs = text.matchAll(/(?<=[\p{Ll},]\s)\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)*/gu);
  return new Set(Array.from(runs, ([run]) => run.split(' ')).flat());
});

function readNames(text: string, words: ReturnType<typeof namesIn>): Named[] {
  return runsOf(words).flatMap((run) => {
    const name = run.slice(
      Math.max(
        0,
        run.findIndex(({ small }) => !TITLES.has(small)),
      ),
    ); // `Commissioner Ada Wells`
    const [first, last] = [name[0], name.at(-1)];
    const parts = name.map(({ small }) => small).filter((part) => part.length > 2);
    if (!first || !last || parts.length === 0 || name.every(({ written }) => ACRONYM.test(written))) return [];
    const located = LOCATED.test(textBefore(text, first, BEFORE));
    return [{ start: first.start, end: last.end, written: text.slice(first.start, last.end), parts, located }];
  });
}

/** Whether an article is about what the name stands for: most of what is said of that does not repeat the name. */
export function isTopic({ parts }: Named, index: ArticleIndex): boolean {
  const title = (index.article.title ?? '').toLowerCase();
  return parts.some((part) => title.includes(part) || holdersOfName(part, index).length >= TOPIC);
}

function holdersOfName(part: string, index: ArticleIndex): readonly number[] {
  return index.holdersOf(conceptOf(stemOf(part)));
}
