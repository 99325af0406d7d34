import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { type Contrary, contraryIssue } from '../contrary-issue.ts';
import { wordsOfNo } from '../denied/negated-words.ts';
import { isOfTheRest } from '../denied/partial-denials.ts';
import type { FoundIssue } from '../evidence.ts';
import { areFramedAlike, copyOf, type Place, sharedFrom, type Token, tokensOf } from '../frames.ts';
import { polesOf } from '../lexicon.ts';
import { isOtherCase } from '../other-case.ts';

const FEWEST = 5; // words that carry meaning, of a sentence of which all but one agree
const BESIDE = 6; // words from a difference within which another one may undo it
const AROUND = 60; // the same in characters
/** Denies what follows it, whatever that is. */
const NOT = /^(?:not|no|never|cannot|\p{L}+n['’]t)$/u;
/** `14 months, and not the eight that were planned`: sets apart, and denies nothing. */
const SETTING_APART = /(?:\b(?:and|but)|,)\s$/;
/** Behind what denies something else: `It did not, because the lock...`. */
const BORDER = /[,;:.()—]|\b(?:because|since|but|and|so|when|while)\b/i;
/** Says of one of two what is said of the other the other way round. */
const COMPARES = /\b(?:than|from|unlike|whereas|while|as)\b/i;
const TURNED: Readonly<Record<string, string>> = {
  ...{ before: 'after', after: 'before', with: 'without', without: 'with' },
};

/** A sentence, and its words as they are compared. */
interface Told {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly isClaim: boolean;
}

/**
 * Finds the one word by which a claim says the contrary of a sentence that it otherwise has nearly word for word: `better` for
 * `worse`, `after` for `before`, a `not` more or less, with the same words on both sides.
 */
export function checkNearCopies(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const { tokens, near } = copyOf(claim, index);
  const own: Told = { text: claim.text, tokens, isClaim: true };
  if (near.some((its) => isSaidBy(tokens, its.tokens))) return [];
  for (const { passage, ...copied } of near) {
    if (isOtherCase(claim, passage, index)) continue;
    const its: Told = { ...copied, isClaim: false };
    const turned = opposedIn(own, its) ?? onlyOpposed(own, its);
    if (turned) return [contraryIssue(saysNo(turned) ? 'negation' : 'direction', turned, passage)];
    if (isOfTheRest(claim, index)) continue;
    const denied = deniedIn(own, its);
    if (denied) return [contraryIssue('negation', denied, passage)];
    const affirmed = deniedIn(its, own);
    if (affirmed) return [contraryIssue('negation', { claimed: affirmed.stated, stated: affirmed.claimed }, passage)];
  }
  return [];
}

/** Whether a sentence has all words of a claim, and denies as often. */
function isSaidBy(own: readonly Token[], its: readonly Token[]): boolean {
  const isSaid = ({ key }: Token) => its.some((one) => one.key === key);
  return own.every(isSaid) && countNos(own) === countNos(its);
}

function countNos(tokens: readonly Token[]): number {
  return tokens.filter(({ isNo }) => isNo).length;
}

/** Two opposites between the same words, neither of which the other sentence has thereabouts as well. */
function opposedIn(own: Told, its: Told): Contrary | undefined {
  const [sided, theirs] = [sidedIn(own.tokens), sidedIn(its.tokens)];
  for (const [at, one] of sided) {
    for (const [there, other] of theirs) {
      if (!areOpposed(one, other)) continue;
      const [place, counterpart] = [
        { tokens: own.tokens, at },
        { tokens: its.tokens, at: there },
      ];
      if (isBeside(one, counterpart) || isBeside(other, place)) continue;
      if (nosBeside(place) !== nosBeside(counterpart) || !areFramedAlike(place, counterpart)) continue;
      if (saysNoAlike(around(own.text, one), around(its.text, other)))
        return { claimed: one.written, stated: other.written };
    }
  }
  return undefined;
}

/** The words that may stand on a side of opposites, with their positions. */
function sidedIn(tokens: readonly Token[]): (readonly [at: number, token: Token])[] {
  return [...tokens.entries()].filter(([, { written }]) => written in TURNED || polesOf(written).length > 0);
}

/** The only word of a sentence that a claim lacks, where that has its opposite instead and no more or fewer denials. */
function onlyOpposed({ text, tokens: own }: Told, { tokens: its }: Told): Contrary | undefined {
  const has = (tokens: readonly Token[], { key }: Token) => tokens.some((one) => one.key === key);
  const telling = its.filter(({ content }) => content);
  const [stated, ...others] = telling.filter((token) => !has(own, token));
  if (!stated || others.length > 0 || telling.length < FEWEST || COMPARES.test(text)) return undefined;
  const claimed = own.find((token) => !has(its, token) && areOpposed(token, stated));
  return claimed && countNos(own) === countNos(its) ? { claimed: claimed.written, stated: stated.written } : undefined;
}

/** What a sentence denies with the same words before and behind as another one, which does not. */
function deniedIn(denying: Told, affirming: Told): Contrary | undefined {
  for (const [at, no] of denying.tokens.entries()) {
    const next = denying.tokens[at + 1];
    if (!no.isNo || !next || !(NOT.test(no.written) || (at === 0 && no.written === 'nor'))) continue;
    const place = { tokens: denying.tokens, at };
    // `does not survive a fire, though it survives a storm`
    const isBoth = denying.isClaim && denying.tokens.some((token) => token !== next && token.key === next.key);
    if (isBoth || SETTING_APART.test(denying.text.slice(0, no.start))) continue;
    if (BORDER.test(denying.text.slice(no.end, next.start))) continue;
    for (const [there, affirmed] of affirming.tokens.entries()) {
      const counterpart = { tokens: affirming.tokens, at: there };
      if (affirmed.key !== next.key || nosBeside(place) + nosBeside(counterpart) > 0) continue;
      if (!isAllOfIt(place, counterpart)) continue;
      if (!saysNoAlike(around(denying.text, no), around(affirming.text, affirmed))) continue;
      return { claimed: `${no.written} ${next.written}`, stated: affirmed.written };
    }
  }
  return undefined;
}

/** Whether more than what is denied agrees: `does not survive an upgrade` says nothing against `survives a restart`. */
function isAllOfIt(denying: Place, { tokens, at }: Place): boolean {
  const before = { tokens, at: at - 0.5 };
  if (!areFramedAlike(denying, before)) return false;
  return sharedFrom(denying, before, 1).words > 1 || sharedFrom(denying, before, -1).content > 1;
}

function areOpposed({ written: one }: Token, { written: other }: Token): boolean {
  if (TURNED[one] === other) return true;
  return polesOf(one).some((pole) =>
    polesOf(other).some(({ axis, side }) => axis === pole.axis && axis !== 'old and new' && side !== pole.side),
  );
}

function isBeside({ key }: Token, { tokens, at }: Place): boolean {
  return tokens.some((one, position) => one.key === key && Math.abs(position - at) <= BESIDE);
}

/** How many denials stand near a place, besides the one at it. */
function nosBeside({ tokens, at }: Place): number {
  return tokens.filter(({ isNo }, position) => isNo && position !== at && Math.abs(position - at) <= BESIDE).length;
}

function saysNo({ claimed, stated }: Contrary): boolean {
  return [claimed, stated].includes('without');
}

/** What a sentence says on either side of a word. */
function around(text: string, { start, end }: Token): string {
  return `${text.slice(Math.max(0, start - AROUND), start)}|${text.slice(end, end + AROUND)}`;
}

/** Whether two texts say no by the same words, but for the plain ones. */
function saysNoAlike(one: string, other: string): boolean {
  const othersIn = (text: string) => new Set([...wordsOfNo(text)].filter((word) => !tokensOf(word)[0]?.isNo));
  return othersIn(one).symmetricDifference(othersIn(other)).size === 0;
}
