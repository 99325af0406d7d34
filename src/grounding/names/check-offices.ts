import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import type { FoundIssue } from '../evidence.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { type HeldOffice, heldOfficesIn } from './held-offices.ts';

/**
 * Finds somebody under an office that the article gives to somebody else, and not to them: `Ann Berg, the finance chief` for
 * `the finance chief, Bo Lund`.
 */
export function checkOffices(claim: Claim, index: ArticleIndex): FoundIssue[] {
  for (const own of heldOfficesIn(claim.text)) {
    const held = statedIn(index).filter((one) => isSameOffice(own, one));
    const [holder] = held;
    if (!holder || held.some((one) => isSamePerson(own, one)) || mayHold(own, holder, index)) continue;
    return [
      {
        code: 'name',
        message: `The claim calls ${own.name} "${own.office}"; the article gives that to ${holder.name}. Put each name with what the article says of it.`,
      },
    ];
  }
  return [];
}

const statedIn = oncePerArticle(({ article }) => heldOfficesIn(article.text));

function isSameOffice(own: HeldOffice, other: HeldOffice): boolean {
  const [few, many] = own.key.size <= other.key.size ? [own.key, other.key] : [other.key, own.key];
  if (!few.isSubsetOf(many) || (few.size === 1 && few.has('head'))) return false;
  return own.at.size === 0 || other.at.size === 0 || !own.at.isDisjointFrom(other.at);
}

/** Whether a sentence speaks of the office and of this person alone: `Not the coach: Rekdal stays`, after another was fired. */
function mayHold(own: HeldOffice, holder: HeldOffice, index: ArticleIndex): boolean {
  const [name, other] = [own, holder].map((one) => one.name.split(' ').at(-1) ?? '') as [string, string];
  return index.passages.some((passage) => {
    const text = index.textOf(passage);
    return text.includes(name) && !text.includes(other) && own.key.isSubsetOf(conceptsOf(text));
  });
}

function isSamePerson(own: HeldOffice, other: HeldOffice): boolean {
  return own.name.split(' ').at(-1) === other.name.split(' ').at(-1);
}
