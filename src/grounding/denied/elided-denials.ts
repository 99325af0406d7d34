import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf, writtenIn } from '../concepts.ts';
import type { Contrary } from '../contrary-issue.ts';
import { oneOf } from '../lexicon.ts';
import { wordsOfNo } from './negated-words.ts';

const LONGEST = 600; // characters of a passage that are looked at
const SUBJECT = 0.5; // of the words of what is denied something that the claim has to have
const SAID = 0.5; // of the rest of the claim by what tells what is denied
const ELIDED = new RegExp(
  String.raw`(?:^|[;,:(—–]\s|\b(?:while|but|whereas|and)\s)(?<subject>(?!(?:it|he|she|they|this|that|which|who)\s)(?:[^.;:,()]|(?<=\d)\.(?=\d)){3,90}?)(?:,\s[^,;.]{3,60},)?(?<!\b(?:that|who|which|than|as))\s${oneOf('auxiliary')}(?:\snot|n['’]t)(?=[.:;,)]|$|\s(?:because|since|as|yet)\b)`,
  'giu',
);

/** `They accepted that it had not` denies nothing of those who accepted. */
const POINTS_BACK = /\b(?:it|he|she|they|this|that)$/i;

/**
 * What a passage denies of a thing by `is not` alone, of which only the clause or sentence before tells what: the weights in `The code
 * is public; the weights are not.` Undefined unless the claim affirms it.
 */
export function elidedDenial(claim: Claim, passage: number, index: ArticleIndex): Contrary | undefined {
  const range = index.passages[passage];
  if (!range || wordsOfNo(claim.text).size > 0) return undefined;
  const text = index.textOf({ start: range.start, end: Math.min(range.end, range.start + LONGEST) });
  for (const match of text.matchAll(ELIDED)) {
    const named = match.groups?.subject ?? '';
    const subject = conceptsOf(named);
    const before = conceptsOf(match.index > 0 ? text.slice(0, match.index) : sentenceBefore(passage, index));
    const own = [...subject].filter((concept) => claim.terms.has(concept));
    const rest = [...claim.terms.keys()].filter((concept) => !subject.has(concept));
    if (own.length === 0 || own.length < SUBJECT * Math.min(3, subject.size)) continue;
    const told = rest.filter((concept) => before.has(concept)).length;
    if (told > 0 && told >= SAID * rest.length && (own.length === subject.size || !isOfBoth(before, subject, claim)))
      return { claimed: writtenIn(claim, own), stated: match[0].slice(match[0].indexOf(named)) };
  }
  return undefined;
}

/** Whether a passage denies something by `is not` alone of what has one of some concepts: of Lund in `Aas accepts it and Lund does not`. */
export function elides(concepts: ReadonlySet<string>, passage: number, index: ArticleIndex): boolean {
  return Array.from(index.textAt(passage).slice(0, LONGEST).matchAll(ELIDED)).some(({ groups }) => {
    const subject = groups?.subject ?? '';
    return !POINTS_BACK.test(subject) && !conceptsOf(subject).isDisjointFrom(concepts);
  });
}

function sentenceBefore(passage: number, index: ArticleIndex): string {
  const [before, own] = [index.passages[passage - 1], index.passages[passage]];
  return before && before.block === own?.block ? index.textOf(before).slice(-LONGEST) : '';
}

/** Whether a claim speaks of what is affirmed as well, as in `The code is public`. */
function isOfBoth(before: ReadonlySet<string>, subject: ReadonlySet<string>, { terms }: Claim): boolean {
  const apart = [...before].filter((concept) => !subject.has(concept));
  return apart.length > 1 && apart.every((concept) => terms.has(concept));
}
