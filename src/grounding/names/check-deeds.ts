import { type Word, wordsOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { FoundIssue } from '../evidence.ts';
import { conceptOf, isVague, oneOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { textBefore } from '../text-beside.ts';
import { otherDoer } from './name-issues.ts';
import { type Named, namedIn, namesInPassage } from './named.ts';

/** Who did what, by the verb and what stands next: `Ann Berg wrote the first 40,000 lines`. */
interface Deed {
  readonly name: Named;
  readonly form: 'done' | 'by' | 'theirs';
  readonly verb: string;
  readonly of: ReadonlySet<string>;
}

const NEAREST = 3; // passages in which the same may be said of another
const MOST_OF = 3; // content words behind the verb that tell what is done
const LONGEST = 100; // characters behind a name, or before it
const LONGEST_BY = 60;
/** What may stand between a name and its verb. */
const TO_VERB = new RegExp(
  String.raw`^(?:,\swho\s|\swho\s|,\s(?=\p{Ll}+ed\s)|\s(?:at|of|from)\s(?:the\s)?(?:\p{Lu}[\p{L}-]+\s)+|\s)(?:(?:${oneOf('auxiliary')}|also|then|later|first|once|\p{Ll}+ly)\s)*(?=\p{Ll})`,
  'u',
);
/** What stands between a deed and whom it is done by. */
const BY =
  /(?:\s(?:out|up|off|on|down))?,?\sby\s(?:(?:the|an?|its|our|their)\s\p{Ll}[\p{L}-]+(?:\s\p{Ll}[\p{L}-]+){0,3}(?:\sin\s\p{Lu}[\p{L}-]+)?,\s|the\s)?(?:\p{Lu}[\p{L}-]+\s)*$/u;
/** Before a name that only tells of where or of whom somebody else is. */
const BELONGING = /\b(?:of|in|at|from|by|for|near|on|with|to|than)\s(?:the\s)?(?:\p{Lu}[\p{L}-]+\s)*$/u;

/**
 * Finds somebody who is said in English to have done what the article says somebody else did, in the same words: `Bo Lund built the
 * first loom` where Ann Berg did.
 */
export function checkDeeds(claim: Claim, index: ArticleIndex): FoundIssue[] {
  if (claim.language !== 'en') return []; // verbs stand elsewhere then, and in German every noun has a capital
  for (const own of deedsIn(claim.text, namedIn(claim.text))) {
    const words = wordsOfName(own.name, claim.text);
    if (words.length === 0) continue; // as of `L’agence`
    const terms = new Map([own.verb, ...own.of].map((concept) => [concept, 1]));
    const holders = index.holdersOf(own.verb);
    if (holders.length === 0) continue;
    const nearest = index.rank(terms, NEAREST).flatMap(({ passage }) => (holders.includes(passage) ? passage : []));
    const isNamed = (passage: number) => words.some((word) => index.textAt(passage).includes(word));
    const said = nearest.filter(isNamed).flatMap((passage) => deedsOf(passage, index));
    const others = nearest.filter((passage) => !isNamed(passage)).flatMap((passage) => deedsOf(passage, index));
    const least = Math.max(0, ...said.map((its) => shared(own, its)));
    const other = others.find((its) => shared(own, its) > least);
    if (other) return [otherDoer(own.name.written, other.name.written)];
  }
  return [];
}

/** How much of what is done is the same, 0 unless it is the same verb, by whoever is named or by what is theirs. */
function shared(own: Deed, its: Deed): number {
  return own.verb === its.verb && (own.form === 'theirs') === (its.form === 'theirs')
    ? own.of.intersection(its.of).size
    : 0;
}

/** The words of a name, with one before it that has its capital perhaps only from the beginning of a sentence. */
function wordsOfName({ start, end }: Named, text: string): string[] {
  const before = /\p{Lu}[\p{L}-]+\s$/u.exec(text.slice(0, start))?.[0] ?? '';
  return `${before}${text.slice(start, end)}`.split(' ').filter((word) => /^\p{Lu}[\p{L}-]{2}/u.test(word));
}

const deedsOf = oncePerPassage((passage, index): readonly Deed[] =>
  deedsIn(index.textAt(passage), namesInPassage(passage, index)),
);

function deedsIn(text: string, names: readonly Named[]): Deed[] {
  return names.flatMap((name) => [doneBy(name, text), ofWhom(name, text)].filter((deed) => deed !== undefined));
}

/** `Ann Berg wrote the lines`, and of whom that is said of what is theirs: `Ann Berg's lawyers sent a letter`. */
function ofWhom(name: Named, text: string): Deed | undefined {
  const behind = text.slice(name.end, name.end + LONGEST).replace(/[.;:!?](?!\d).*$/s, '');
  const [gap] = TO_VERB.exec(behind) ?? [];
  if (gap === undefined) return undefined;
  if (!gap.startsWith(', who') && BELONGING.test(textBefore(text, name, 24))) return undefined;
  const [verb, ...others] = wordsOf(behind.slice(gap.length)).filter(({ content }) => content);
  if (verb?.start !== 0) return undefined;
  const form = /['’]s?$/.test(name.written) ? 'theirs' : 'done';
  return deedOf(name, form, verb, others.slice(0, MOST_OF));
}

/** `an audit carried out by Bo Lund`. */
function doneBy(name: Named, text: string): Deed | undefined {
  const by = BY.exec(textBefore(text, name, LONGEST_BY));
  if (!by) return undefined;
  const until = name.start - by[0].length;
  const said = textBefore(text, { start: until }, LONGEST).replace(/^.*[.;:!?]/s, '');
  const words = wordsOf(said).filter(({ content }) => content);
  const verb = words.at(-1);
  return verb && deedOf(name, 'by', verb, words.slice(0, -1).slice(-MOST_OF));
}

function deedOf(name: Named, form: Deed['form'], { stem }: Word, others: readonly Word[]): Deed {
  const of = others.map((word) => conceptOf(word.stem)).filter((concept) => !isVague(concept));
  return { name, form, verb: conceptOf(stem), of: new Set(of) };
}
