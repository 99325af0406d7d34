import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import { coverageBy } from '../coverage.ts';
import { wordsOfNo } from '../denied/negated-words.ts';
import { type FoundIssue, WRONG_WAY_ROUND } from '../evidence.ts';
import { sameMoment } from '../figures/moments.ts';
import { within } from '../within.ts';

const NEAREST = 4; // passages looked at
const COVERED = 0.3; // of the claim by a passage that dates the move like it
const COVERED_UNDATED = 0.5;
const VERB = String.raw`\b(?:mov(?:es?|ed|ing)|switch(?:es|ed|ing)?|transfer(?:s|red|ring)?|relocat(?:es?|ed|ing)|return(?:s|ed|ing)?|migrat(?:es?|ed|ing)|emigrat(?:es?|ed|ing)|went|came|goes|comes|chang(?:es?|ed|ing)|defect(?:s|ed)?)`;
const PLACE = String.raw`(?:the\s|an?\s|her\s|his\s|its\s|their\s)?[^.,;:()\n]{2,40}?`;
const END = String.raw`(?=[.,;:()\n]|$|\s(?:in|at|on|after|before|when|because|as|and|where|to|from|by|for|with)\b)`;
const FROM = new RegExp(String.raw`${VERB}\s(?:[^.,;:()\n]{1,30}\s)?from\s(?<from>${PLACE})\s(?:in)?to\s`, 'iu');
const TO = new RegExp(String.raw`${VERB}\s(?:[^.,;:()\n]{1,30}\s)?(?:in)?to\s(?<to>${PLACE})${END}`, 'giu');

/** Finds a move of a claim that begins where the article has it end: `moved from Graz to Bergholm` for `moved to Graz`. */
export function checkMoves(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const from = conceptsOf(FROM.exec(claim.text)?.groups?.from ?? '');
  if (from.size === 0 || wordsOfNo(claim.text).size > 0) return [];
  const ranked = index.rank(claim.terms, NEAREST).map(({ passage }) => passage);
  const texts = ranked.map((passage) => index.textOf(index.passages[passage] ?? { start: 0, end: 0 }).slice(0, 600));
  if (texts.some((text) => isLeft(text, from))) return [];
  for (const [at, passage] of ranked.entries()) {
    const text = texts[at] ?? '';
    const ends = [...text.matchAll(TO)].some(({ groups }) => {
      const to = conceptsOf(groups?.to ?? '');
      return to.size > 0 && from.isSubsetOf(to);
    });
    if (!ends) continue;
    const range = index.passages[passage];
    const moments = range ? within(index.moments, range) : [];
    const dated = claim.moments.some((one) => moments.some((other) => sameMoment(one, other, () => true)));
    if (coverageBy(passage, claim, index) < (dated ? COVERED : COVERED_UNDATED)) continue;
    return [{ code: 'direction', message: WRONG_WAY_ROUND, passage }];
  }
  return [];
}

function isLeft(text: string, concepts: ReadonlySet<string>): boolean {
  return text
    .split(/\b(?:from|left|leaving|leaves|out\sof)\s/i)
    .slice(1)
    .some((rest) => {
      const near = conceptsOf(rest.slice(0, 60));
      return !concepts.isDisjointFrom(near);
    });
}
