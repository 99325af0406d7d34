import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { conceptOf } from './lexicon.ts';

const POINTS_BACK = /^(?:they|it|he|she|this|these|that|those|its|their)\b/i;
const FIRST_PERSON = /\b(?:we|our|us|i|my)\b/i;

/**
 * Share of what the words of a claim weigh that one passage has, 0 to 1; 0 for a claim without content words. A sentence
 * that begins with `they` has the words of the one before as well, and one that says `we` has whom the claim begins with.
 */
export function coverageBy(passage: number, claim: Claim, index: ArticleIndex): number {
  const own = index.passages[passage];
  if (!own) return 0;
  const text = index.textOf({ start: own.start, end: Math.min(own.end, own.start + 600) });
  const before = index.passages[passage - 1];
  const back = before?.block === own.block && POINTS_BACK.test(text) ? passage - 1 : passage;
  const speaker = FIRST_PERSON.test(text) ? openingName(claim) : undefined;
  let [shared, all] = [0, 0];
  for (const term of claim.terms.keys()) {
    const weight = index.weightOf(term);
    all += weight;
    const holders = index.holdersOf(term);
    if (term === speaker || holders.includes(passage) || holders.includes(back)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}

/** The concept of the word with a capital that a claim begins with. */
function openingName({ text, words }: Claim): string | undefined {
  const first = words.find(({ content }) => content);
  return first && first.start <= 4 && /^\p{Lu}/u.test(text.slice(first.start)) ? conceptOf(first.stem) : undefined;
}
