import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { FoundIssue } from '../evidence.ts';
import { areFramedAlike, copyOf, placeOf } from '../frames.ts';
import { otherName } from './name-issues.ts';
import { type Named, namedBeside, namesInPassage } from './named.ts';
import { isCountry } from './peoples.ts';

/**
 * Finds a name of a claim in the place of which a sentence, that the claim otherwise has nearly word for word, has another
 * one: `a fire in Lom` for `a fire in Aas`.
 */
export function checkExchangedNames(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const said = claim.text.toLowerCase();
  const { tokens: own, near } = copyOf(claim, index);
  for (const name of near.length > 0 ? namedBeside(claim.text, index) : []) {
    const place = placeOf(name, own);
    if (!place || near.some(({ text }) => name.parts.some((part) => text.toLowerCase().includes(part)))) continue;
    for (const { passage, tokens, text } of near) {
      const other = namesInPassage(passage, index).find((its) => {
        const counterpart = isOfKind(its, name) ? placeOf(its, tokens) : undefined;
        if (!counterpart || isDescription(its, text) || its.parts.some((part) => said.includes(part))) return false;
        return areFramedAlike(place, counterpart);
      });
      if (other) return [otherName(name.written, other.written)];
    }
  }
  return [];
}

/** `the Toronto company`, `Bergen-based`: says where somebody is from, whom the claim may name. */
function isDescription({ start, end }: Named, text: string): boolean {
  const behind = text.slice(end, end + 2);
  return /^-\p{L}/u.test(behind) || (/^\s\p{Ll}/u.test(behind) && /\bthe\s$/i.test(text.slice(0, start)));
}

/** Where something is stands for no doer, and a country may be said for a place in it. */
function isOfKind(its: Named, { parts, located }: Named): boolean {
  return its.located === located && (!parts.every(isCountry) || its.parts.some(isCountry));
}
