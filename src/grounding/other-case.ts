import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { containsWhole } from './contains-whole.ts';
import { countWords } from './figures/number-words.ts';

const COUNT = String.raw`(?:${countWords(1, 12)}|\d+|some|several|a\sfew|many|most|few)`;
const PART = new RegExp(
  String.raw`(?<!\b(?:${COUNT}|out)\s)\b(?:on|in|for|at|among|with)\s(?:only\s|just\s)?(${COUNT}\sof\s(?:the\s|its\s|our\s|their\s)?\S+)`,
  'i',
);
const SOME = new RegExp(
  String.raw`\b(${COUNT})\sof\s(?:the|its|our|their|his|her|these|those|them|\d+|\p{L}+[’']s)\b`,
  'iu',
);
const LONGEST = 1000; // characters of a sentence that are looked at
/** `version 5`, `Larkmail 5.2`, `v2.1`, `6.0.3`; a plain `9.1` may be a score. */
const MARK =
  /\b(?:[Vv]ersions?|[Rr]eleases?|branch|tier|phase|stage|step|generation)\s(\d(?:[\w.]*\w)?)|(?:(?<=\p{Lu}[\w+-]*\s)|(?<![\w.])v)(\d+(?:\.[\dx]+)+)(?![\w%]|\.\d)|(?<![\w.])(\d+(?:\.[\dx]+){2,}|\d+\.x)(?![\w%]|\.\d)/gu;

/**
 * Whether a passage speaks of another case than a claim, so that it cannot contradict it: of a part of things only
 * (`on two of the twelve tasks`), or of another one (`three of the five`), or not of the version that the claim names,
 * unless that is the one that the whole article is about. A sentence that names no version speaks of those that the one
 * before it names.
 */
export function isOtherCase({ text: claim }: Claim, passage: number, index: ArticleIndex): boolean {
  const sentence = index.textAt(passage).slice(0, LONGEST);
  const part = /\sof\s/i.test(sentence) ? PART.exec(sentence)?.[1]?.toLowerCase() : undefined;
  if (part !== undefined && !claim.toLowerCase().includes(part) && !hasCountOf(part, claim)) return true;
  const [some, others] = [claim, sentence].map((text) => (/\sof\s/i.test(text) ? SOME.exec(text)?.[1] : undefined));
  if (some !== undefined && others !== undefined && some.toLowerCase() !== others.toLowerCase()) return true;
  return isOfOtherVersion(claim, passage, index);
}

/** `in 38 patients` for `in 38 of the patients`. */
function hasCountOf(part: string, claim: string): boolean {
  const [count = ''] = part.split(/\s/);
  return /\d/.test(count) && containsWhole(claim, count);
}

function isOfOtherVersion(claim: string, passage: number, index: ArticleIndex): boolean {
  const title = index.article.title ?? '';
  const own = [...marksOf(claim)].filter((mark) => !containsWhole(title.toLowerCase(), mark));
  if (own.length === 0) return false;
  const [here, before] = [index.passages[passage], index.passages[passage - 1]];
  const stated = marksOf(index.textAt(passage).slice(0, LONGEST));
  const theirs =
    stated.size === 0 && before?.block === here?.block ? marksOf(index.textAt(passage - 1).slice(0, LONGEST)) : stated;
  return !own.some((mark) => theirs.has(mark));
}

const NONE: ReadonlySet<string> = new Set();

function marksOf(text: string): ReadonlySet<string> {
  if (!/\d/.test(text)) return NONE;
  return new Set(
    Array.from(text.matchAll(MARK), ([, named, dotted, long]) => (named ?? dotted ?? long ?? '').toLowerCase()),
  );
}
