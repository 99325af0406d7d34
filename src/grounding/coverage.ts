import type { Range } from '../article/article.ts';
import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { conceptOf } from './lexicon.ts';
import { isInFirstPerson, pointsBack } from './pronouns.ts';

const MOST_SHORT = 7; // content words of a sentence that leans on the one before

/**
 * Share of what the words of a claim weigh that one passage has, 0 to 1; 0 for a claim without content words. A sentence
 * that begins with `they` has the words of the one before as well, and one that says `we` has whom the claim begins with.
 */
export function coverageBy(passage: number, claim: Claim, index: ArticleIndex): number {
  const own = index.passages[passage];
  if (!own) return 0;
  const text = index.textOf({ start: own.start, end: Math.min(own.end, own.start + 600) });
  const before = index.passages[passage - 1];
  const leans =
    pointsBack(text) || isShort({ start: own.start, end: own.start + text.replace(/;.*$/s, '').length }, index);
  const back = before?.block === own.block && leans ? passage - 1 : passage;
  const speaker = isInFirstPerson(text) ? openingName(claim) : undefined;
  let [shared, all] = [0, 0];
  for (const term of claim.terms.keys()) {
    const weight = index.weightOf(term);
    all += weight;
    const holders = index.holdersOf(term);
    if (term === speaker || holders.includes(passage) || holders.includes(back)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}

/** `We have not decided yet.` says nothing without the sentence before it. */
function isShort({ start, end }: Range, index: ArticleIndex): boolean {
  let content = 0;
  for (let at = index.wordAt(start); (index.words[at]?.start ?? end) < end; at += 1) {
    if (index.words[at]?.content) content += 1;
    if (content > MOST_SHORT) return false;
  }
  return true;
}

/** The concept of the word with a capital that a claim begins with. */
function openingName({ text, words }: Claim): string | undefined {
  const first = words.find(({ content }) => content);
  return first && first.start <= 4 && /^\p{Lu}/u.test(text.slice(first.start)) ? conceptOf(first.stem) : undefined;
}
