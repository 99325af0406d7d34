import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { FoundIssue } from '../evidence.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { textBehind } from '../text-beside.ts';
import { otherName } from './name-issues.ts';
import { isTopic, type Named, namedIn, namesInPassage } from './named.ts';
import { isCountry } from './peoples.ts';
import { toldWithout } from './told-without.ts';

const COVERED = 0.5; // of the rest of the claim by the passage that has another name
const FIRST_PERSON = /(?<!\p{L})(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|us)(?!\p{L})/u;
const PLURAL = /(?<!\p{L})(?:[Ww]e|[Oo]urs?|us)(?!\p{L})/u;
const OPENING_BLOCKS = 4; // in which an article says who tells it
const APPOSITION = /(\p{Ll}{3,}),\s(?:the\s)?(?:\p{Lu}[\p{L}-]+\sof\s)?$/u;
const SET_OFF = /^(?:\sof\s(?:the\s)?\p{Lu}[\p{L}-]+)?(?:,|\sand\s|$)/u;
const RUN = String.raw`(?<!\p{L})\p{Lu}[\p{L}-]{1,30}(?:\s\p{Lu}[\p{L}-]{1,30}){0,4}`;
const BELONGS = new RegExp(String.raw`(${RUN})\s(?:of|at|from)\s(?:the\s)?(${RUN})`, 'gu');

/**
 * Finds names that the article mentions, but not here: the sentence that says the rest of the claim has another name,
 * and its paragraph lacks this one; or a person is put with another firm than the article's. The name in the title is
 * what all is about, and never wrong.
 */
export function checkRoles(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const lower = lowerOf(index);
  for (const name of namedIn(claim.text)) {
    if (isTopic(name, index) || !name.parts.some((part) => lower.includes(part))) continue;
    const rival = rivalOf(name, claim, index);
    if (rival !== undefined && !isDescription(name, rival, claim, index)) return [otherName(name.written, rival)];
  }
  for (const [, person = '', place = ''] of claim.text.matchAll(BELONGS)) {
    const other = otherHome(person, place, index);
    if (other !== undefined) return [otherName(place, other)];
  }
  return [];
}

const lowerOf = oncePerArticle(({ article }) => article.text.toLowerCase());

/** The name that the passage with the rest of the claim has in place of this one. */
function rivalOf(name: Named, claim: Claim, index: ArticleIndex): string | undefined {
  const at = toldWithout(name, COVERED, claim, index);
  const passage = index.passages[at ?? -1];
  if (at === undefined || !passage) return undefined;
  if (FIRST_PERSON.test(index.textOf(passage)) && (isAuthor(name, index) || isSpeaker(name, index))) return undefined;
  if (isAppositionOf(name, claim, index)) return undefined;
  const near = index.textOf(index.article.blocks[passage.block] ?? passage).toLowerCase();
  if (name.parts.some((part) => near.includes(stemmed(part)))) return undefined;
  const said = claim.text.toLowerCase();
  const title = (index.article.title ?? '').toLowerCase();
  const others = namesInPassage(at, index).filter(({ parts }) => !parts.some((part) => title.includes(part)));
  // `the Dutch homes` of a sentence that says `the country` and names who counted them.
  const sameKind = name.parts.every(isCountry) ? others.filter(({ parts }) => parts.some(isCountry)) : others;
  return sameKind
    .filter(({ located, written }) => name.located === located && isPossessive(written) === isPossessive(name.written))
    .find(({ parts }) => !parts.some((part) => said.includes(stemmed(part))))?.written;
}

/** `the Leeds firm` for a name that the article itself puts together with Leeds. */
function isDescription({ parts, start, end }: Named, rival: string, { text }: Claim, index: ArticleIndex): boolean {
  if (!/\bthe\s$/i.test(text.slice(0, start)) || !/^\s\p{Ll}/u.test(textBehind(text, { end }, 2))) return false;
  return index.passages.some((passage) => {
    const stated = index.textOf(passage);
    return stated.includes(rival) && parts.some((part) => stated.toLowerCase().includes(part));
  });
}

/** Where the article says that somebody is from, if it is elsewhere and no sentence names both. */
function otherHome(person: string, place: string, index: ArticleIndex): string | undefined {
  const last = person.split(' ').at(-1) ?? '';
  const both = index.passages.some((passage) => {
    const text = index.textOf(passage);
    return text.includes(last) && place.split(' ').some((part) => text.includes(part));
  });
  if (both) return undefined;
  for (const [, who = '', home = ''] of index.article.text.matchAll(BELONGS))
    if (who.split(' ').at(-1) === last) return home;
  return undefined;
}

/** Who tells an article of their own in the first person. */
function isAuthor({ parts }: Named, { article }: ArticleIndex): boolean {
  const line = /^\W*By\s[^\n]{3,120}$/m.exec(article.text)?.[0] ?? '';
  const author = `${article.author ?? ''} ${line}`.toLowerCase();
  return parts.every((part) => author.includes(part));
}

/** The firm that tells an article in the plural, as told at its beginning: `customers of Merrow Mobile, a tenth of ours`. */
function isSpeaker({ parts }: Named, { article: { text, blocks } }: ArticleIndex): boolean {
  return blocks.slice(0, OPENING_BLOCKS).some(({ start, end }) => {
    const block = text.slice(start, end);
    return PLURAL.test(block) && parts.every((part) => block.toLowerCase().includes(part));
  });
}

/** `its largest ship, the Queen of Orlen,` in an article that has the name with `ship`. */
function isAppositionOf({ parts, start, end }: Named, { text }: Claim, index: ArticleIndex): boolean {
  const [, noun] = APPOSITION.exec(text.slice(0, start)) ?? [];
  if (noun === undefined || !SET_OFF.test(text.slice(end, end + 40))) return false;
  const stem = stemmed(noun);
  return index.passages.some((passage) => {
    const stated = index.textOf(passage).toLowerCase();
    return stated.includes(stem) && parts.every((part) => stated.includes(part));
  });
}

/** Said of somebody else than who does it: `Denmark's bakers`. */
function isPossessive(written: string): boolean {
  return /['’]s?$/.test(written);
}

/** Without an ending that a plural or an adjective may lack. */
function stemmed(part: string): string {
  return part.slice(0, Math.max(4, part.length - 2));
}
