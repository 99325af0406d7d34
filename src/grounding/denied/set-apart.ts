import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf, writtenIn } from '../concepts.ts';
import type { Contrary } from '../contrary-issue.ts';
import { coverageBy } from '../coverage.ts';
import { isVague } from '../lexicon.ts';
import { wordsOfNo } from './negated-words.ts';

const LONGEST = 600; // characters of a passage that are looked at
const COVERED = 0.5; // of the claim by a passage that sets something apart
const MOSTLY = 0.6; // of the words of what is set apart, by the claim
const PIECE = String.raw`[^,.;:()—\n]`;
const APART = new RegExp(
  String.raw`(?<kept>${PIECE}{3,60}?)(?:,?\s(?:and|but)\snot|,\snot|,?\srather\sthan)\s(?!only\b|just\b|merely\b|yet\b|even\b|necessarily\b|all\b|every|that\b|by\sall)(?<apart>${PIECE}{3,60})|\bnot\s(?!only\b|just\b|merely\b|simply\b)(?<denied>${PIECE}{3,50}?),?\sbut\s(?<instead>${PIECE}{3,60})`,
  'giu',
);
/** What was so once may have been set apart since. */
const ONCE =
  /\b(?:used\sto|previous\p{L}*|former\p{L}*|before|until|earlier|original\p{L}*|instead|rather|than|or|both|also|too|as\swell)\b/iu;

/**
 * What a passage sets apart and a claim takes: `the newer version` in `thanks to faster disks and not to the newer version`. Undefined
 * unless the claim has that and not the other one.
 */
export function setApart(claim: Claim, passage: number, index: ArticleIndex): Contrary | undefined {
  const range = index.passages[passage];
  if (!range || ONCE.test(claim.text) || wordsOfNo(claim.text).size > 0) return undefined;
  const text = index.textOf({ start: range.start, end: Math.min(range.end, range.start + LONGEST) });
  if (!/\b(?:not|rather)\s/i.test(text)) return undefined;
  for (const { groups = {} } of text.matchAll(APART)) {
    const named = groups.apart ?? groups.denied ?? '';
    const apart = [...conceptsOf(named)];
    const kept = [...conceptsOf(groups.kept ?? groups.instead ?? '')];
    const told = kept.filter((concept) => !isVague(concept));
    const head = groups.kept === undefined ? told.at(0) : told.at(-1);
    const own = apart.filter((concept) => !kept.includes(concept));
    const taken = own.filter((concept) => claim.terms.has(concept));
    if (head === undefined || claim.terms.has(head) || taken.length === 0 || taken.length < MOSTLY * own.length)
      continue;
    if (coverageBy(passage, claim, index) >= COVERED)
      return { claimed: writtenIn(claim, taken), stated: `not ${named}` };
  }
  return undefined;
}

/** Whether a passage sets apart what a claim denies: `covers the skin, but not damage` for `does not cover damage`. */
export function isSetApart({ terms }: Claim, passage: number, index: ArticleIndex): boolean {
  const range = index.passages[passage];
  if (!range) return false;
  const text = index.textOf({ start: range.start, end: Math.min(range.end, range.start + LONGEST) });
  return Array.from(text.matchAll(APART)).some(({ groups = {} }) => {
    const [kept, apart] = [groups.kept, groups.apart].map((named) => conceptsOf(named ?? ''));
    const own = [...(apart ?? [])].filter((concept) => !kept?.has(concept) && !isVague(concept));
    const told = own.filter((concept) => terms.has(concept));
    return told.length > 0 && told.length >= MOSTLY * own.length && !kept?.isSubsetOf(terms);
  });
}

/** Whether a claim has what a passage says in place of what it denies, as `adults` in `not on children, but on adults`, and not the latter. */
export function takesInstead({ terms }: Claim, passage: number, index: ArticleIndex): boolean {
  const range = index.passages[passage];
  if (!range) return false;
  const text = index.textOf({ start: range.start, end: Math.min(range.end, range.start + LONGEST) });
  for (const { groups = {} } of text.matchAll(APART)) {
    if (groups.denied === undefined || groups.instead === undefined) continue;
    const [denied, instead] = [[...conceptsOf(groups.denied)], [...conceptsOf(groups.instead)]];
    const own = instead.filter((concept) => !denied.includes(concept));
    const apart = denied.filter((concept) => !instead.includes(concept));
    const taken = own.filter((concept) => terms.has(concept));
    // Of `not tested on children` the claim may well have the verb, which goes with both.
    if (taken.length > 0 && taken.length >= MOSTLY * own.length && !terms.has(apart.at(-1) ?? '')) return true;
  }
  return false;
}
