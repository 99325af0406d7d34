import { type ArticleIndex, figureTerm } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { ClaimEvidence } from '../evidence.ts';
import { conceptOf } from '../lexicon.ts';
import { isOtherCase } from '../other-case.ts';
import { wordsOfNo } from './negated-words.ts';

const NEAREST = 2; // passages looked at
const COVERED = 0.7; // of what the denied clause weighs, by a sentence that denies nothing
const FEWEST = 3; // words and figures of the clause that it has
const DENIED =
  /\b(?:is|are|was|were|be|been|has|have|had|does|do|did|will|would|must|should|can|could)(?:\snot|n['’]t)\b(?!\s(?:only|just|merely|simply|until|till|before|unless|necessarily|yet|all|every|each|always))|\bcannot\b/i;
const BORDER =
  /[;:()—]|,(?!\d)|\s(?:but|and|while|whereas|although|though|because|since|so|if|unless|whether|which|who|than|as)\s/i;
/** Says nothing of the others, or of what is only said. */
const OTHER =
  /^(?:most|some|many|few|several|only|one|two|neither|none|nobody|no)\b|\b(?:say|says|said|know|knows|knew|others?|another|longer)\b/i;
/** What was not so until then may be so now, and what is supposed is not denied. */
const OTHER_TIME = /\b(?:before|after|until|till|since|when|if|unless|without|whether|only|had)\b/i;

/** Finds a claim that denies outright what a sentence of the article says in the same words, without any no. */
export function checkDeniedSentence(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  const match = DENIED.exec(claim.text);
  if (!match) return [];
  const before = claim.text.slice(0, match.index).split(BORDER).at(-1) ?? '';
  const after = claim.text.slice(match.index + match[0].length).split(BORDER)[0] ?? '';
  const start = match.index - before.length;
  const end = match.index + match[0].length + after.length;
  const clause = `${before} ${after}`;
  if (before.trim() === '' || OTHER.test(clause.trim()) || OTHER_TIME.test(claim.text) || wordsOfNo(clause).size > 0)
    return [];
  const figures = claim.figures.filter((figure) => start <= figure.start && figure.end <= end && !figure.fraction);
  const words = claim.words.filter(
    (word) =>
      word.content &&
      start <= word.start &&
      word.end <= end &&
      !figures.some((figure) => figure.start < word.end && word.start < figure.end),
  );
  const terms = new Set([...words.map(({ stem }) => conceptOf(stem)), ...figures.map(figureTerm)]);
  for (const { passage } of index.rank(claim.terms, NEAREST)) {
    const range = index.passages[passage];
    const text = range ? index.textOf(range) : '';
    if (OTHER_TIME.test(text) || wordsOfNo(text).size > 0) continue;
    if (isOtherCase(claim.text, text, index.article.title ?? '') || !isCovered(terms, passage, index)) continue;
    return [
      {
        code: 'negation',
        message: `The claim denies what the article says: "${text.slice(0, 200)}". Say it as the article does.`,
      },
    ];
  }
  return [];
}

function isCovered(terms: ReadonlySet<string>, passage: number, index: ArticleIndex): boolean {
  const stated = [...terms].filter((term) => index.holdersOf(term).includes(passage));
  const weigh = (some: Iterable<string>) => [...some].reduce((sum, term) => sum + index.weightOf(term), 0);
  return stated.length >= FEWEST && weigh(stated) >= COVERED * weigh(terms);
}
