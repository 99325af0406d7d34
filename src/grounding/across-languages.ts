import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { nameOfLanguage } from './languages/languages.ts';
import { conceptOf } from './lexicon.ts';

/** Whether claim and article are in different languages, so that their words tell nothing of each other. */
export function areLanguagesApart(claim: Claim, index: ArticleIndex): boolean {
  return claim.language !== index.written.language;
}

/**
 * Whether a claim in another language than the article has a figure or a date, which the other checks look up, or a name
 * that the article has. All else of it goes unread.
 */
export function isHeldAcross({ text, words, figures, moments }: Claim, index: ArticleIndex): boolean {
  const isName = ({ start, content }: Claim['words'][number]) =>
    content && start > 0 && /^\p{Lu}/u.test(text.slice(start, start + 2));
  return (
    moments.length > 0 ||
    figures.some(({ fraction }) => !fraction) ||
    words.some((word) => isName(word) && index.holdersOf(conceptOf(word.stem)).length > 0)
  );
}

/** Says of a claim of which nothing was held against the article that it was not, rather than that it is wrong. */
export function notHeldMessage(claim: Claim, index: ArticleIndex): string {
  const [own, its] = [nameOfLanguage(claim.language), nameOfLanguage(index.written.language)];
  return `Not checked: of a claim in ${own} only figures, dates and names can be held against an article in ${its}, and this one has none that it shares. Have somebody read both.`;
}
