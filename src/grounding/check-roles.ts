import type { Range } from '../article/article.ts';
import { type ArticleIndex, figureTerm } from './article-index.ts';
import { namesIn, runsOf } from './check-names.ts';
import type { Claim } from './claim.ts';
import type { ClaimEvidence } from './evidence.ts';
import { conceptOf } from './lexicon.ts';
import { isCountry } from './mentions.ts';
import { oncePerPassage } from './once-per-passage.ts';

const COVERED = 0.6; // of the rest of the claim by the passage that has another name
const LONGEST = 1000; // characters of a passage in which another name is looked for
const LEAST_TERMS = 3; // besides the name that must be told by
const RUN = String.raw`(?<!\p{L})\p{Lu}[\p{L}-]{1,30}(?:\s\p{Lu}[\p{L}-]{1,30}){0,4}`;
const BELONGS = new RegExp(String.raw`(${RUN})\s(?:of|at|from)\s(?:the\s)?(${RUN})`, 'gu');

const LOCATED =
  /\b(?:[Ii]n|[Aa]t|[Nn]ear|on|outside|[Aa]cross|throughout)\s(?:the\s)?(?:\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+){0,3}(?:,\s|,?\sand\s)(?:the\s)?){0,3}$/u;
const BEFORE = 120; // characters before a name that tell where it stands
const ACRONYM = /^[\p{Lu}\d&]+s?$/u;

interface Name extends Range {
  readonly written: string;
  readonly parts: readonly string[];
  /** Said of where something is or goes, unlike who does it. */
  readonly located: boolean;
}

/**
 * Finds names that the article mentions, but not here: the sentence that says the rest of the claim has another name, and
 * neither it nor the one before has this one; or a person is put with another firm than the article's. The name in the
 * title is what all is about, and never wrong.
 */
export function checkRoles(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  const lower = index.article.text.toLowerCase();
  const title = (index.article.title ?? '').toLowerCase();
  for (const name of namesOf(claim.text)) {
    if (name.parts.some((part) => title.includes(part)) || !name.parts.some((part) => lower.includes(part))) continue;
    const rival = rivalOf(name, claim, index);
    if (rival !== undefined) return [issueOf(name.written, rival)];
  }
  for (const [, person = '', place = ''] of claim.text.matchAll(BELONGS)) {
    const other = otherHome(person, place, index);
    if (other !== undefined) return [issueOf(place, other)];
  }
  return [];
}

function issueOf(written: string, rival: string): ClaimEvidence['issues'][number] {
  return {
    code: 'name',
    message: `The article mentions "${written}" elsewhere; here it has "${rival}". Put each name with what the article says of it.`,
  };
}

/** The name that the passage with the rest of the claim has in place of this one. */
function rivalOf(name: Name, claim: Claim, index: ArticleIndex): string | undefined {
  const own = claim.words.filter(({ start, end }) => name.start <= start && end <= name.end);
  const terms = new Map([...claim.terms].filter(([term]) => !own.some(({ stem }) => conceptOf(stem) === term)));
  for (const figure of claim.figures) if (!figure.fraction) terms.set(figureTerm(figure), 1);
  if (terms.size < LEAST_TERMS) return undefined;
  const [best] = index.rank(terms, 1);
  const total = [...terms.keys()].reduce((sum, term) => sum + index.weightOf(term), 0);
  const passage = index.passages[best?.passage ?? -1];
  if (!best || !passage || best.score < COVERED * total) return undefined;
  const before = index.passages[best.passage - 1];
  const start = before?.block === passage.block ? before.start : passage.start;
  const near = index.textOf({ start, end: passage.end }).toLowerCase();
  if (name.parts.some((part) => near.includes(stemmed(part)))) return undefined;
  const said = claim.text.toLowerCase();
  const title = (index.article.title ?? '').toLowerCase();
  const others = namesInPassage(best.passage, index).filter(({ parts }) => !parts.some((part) => title.includes(part)));
  // `the Dutch homes` of a sentence that says `the country` and names who counted them.
  const sameKind = name.parts.every(isCountry) ? others.filter(({ parts }) => parts.some(isCountry)) : others;
  const isPlace = isLocated(claim.text, name.start);
  return sameKind
    .filter(({ located }) => isPlace || !located)
    .find(({ parts }) => !parts.some((part) => said.includes(stemmed(part))))?.written;
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

const namesInPassage = oncePerPassage((position, index) => {
  const passage = index.passages[position];
  return passage ? namesOf(index.textOf(passage).slice(0, LONGEST)) : [];
});

function namesOf(text: string): Name[] {
  return runsOf(namesIn(text)).flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last) return [];
    if (run.every(({ written }) => ACRONYM.test(written))) return []; // said of much, and left out as often
    const parts = run.map(({ small }) => small).filter((part) => part.length > 2);
    return parts.length > 0
      ? [
          {
            start: first.start,
            end: last.end,
            written: text.slice(first.start, last.end),
            parts,
            located: isLocated(text, first.start),
          },
        ]
      : [];
  });
}

function isLocated(text: string, start: number): boolean {
  return LOCATED.test(text.slice(Math.max(0, start - BEFORE), start));
}

/** Without an ending that a plural or an adjective may lack. */
function stemmed(part: string): string {
  return part.slice(0, Math.max(4, part.length - 2));
}
