import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import { coverageBy } from '../coverage.ts';
import { wordsOfNo } from '../denied/negated-words.ts';
import { type FoundIssue, WRONG_WAY_ROUND } from '../evidence.ts';
import { oneOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { makesPassive } from './passive.ts';

const NEAREST = 4; // passages compared with
const COVERED = 0.35; // of the claim by the passage that has it the other way round
const LONGEST = 600; // characters of a sentence that are looked at
const GIVES =
  /\b(?:s(?:ells?|old|elling|ale)|pay(?:s|ing)?|paid|payment|g(?:ives?|ave|iven|iving)|hand(?:s|ed|ing)?|lend(?:s|ing)?|lent|grant(?:s|ed|ing)?|award(?:s|ed|ing)?|donat(?:es?|ed|ing)|transferr?(?:s|ed|ing)?|exports?|exported|suppl(?:y|ies|ied|ying)|s(?:end|ends|ent)|deliver(?:s|ed)?)\b/gi;
const TAKES =
  /\b(?:b(?:uys?|ought|uying)|acquir(?:es?|ed|ing)|acquisition|purchas(?:es?|ed|ing)|receiv(?:es?|ed|ing)|borrow(?:s|ed|ing)?|obtain(?:s|ed|ing)?|inherit(?:s|ed|ing)?|imports?|imported|g[eo]ts?)\b/gi;
const NOUN = /^(?:sale|payment|acquisition|purchase)$/i;
const BORDER = new RegExp(
  String.raw`[,;:()—\n“”"]|\s(?:and|${oneOf('contrasting', 'subordinating', 'relative')}|ordered|asked|told|forced|made|allowed|obliged|wanted|required)\s`,
  'gi',
);
/** `paid the town 9 crowns`, and `the town was paid 9 crowns`. */
const INDIRECT = /^\s((?:the\s)?\p{L}[\p{L}’'-]*(?:\s\p{Lu}\p{L}+)*)\s(?=[$€£\d]|an?\s)/u;
const GIVEN = /^\s(?:[$€£\d]|an?\s|the\s)/;
const AFTER = /^[^,;:()—\n]*/;
const PRONOUN = /^\s*(?:it|they|he|she|we|i|you|which|who|this|that)\b/i;

/** Who gives and who takes, by the concepts of what stands there; none where a pronoun does. */
interface Transfer {
  readonly giver: ReadonlySet<string>;
  readonly taker: ReadonlySet<string>;
  /** What else is told. */
  readonly rest: ReadonlySet<string>;
}

/**
 * Finds a claim in which somebody gives what the article has them receive, or the other way round: `Vik bought the mill from
 * Aas` for `the sale of the mill to Aas`.
 */
export function checkTransfers(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const claimed = transfersOf(claim.text);
  if (claimed.length === 0 || wordsOfNo(claim.text).size > 0) return [];
  const ranked = index.rank(claim.terms, NEAREST).filter(({ passage }) => coverageBy(passage, claim, index) >= COVERED);
  const stated = ranked.flatMap(({ passage }) => transfersIn(passage, index).map((one) => ({ ...one, passage })));
  for (const own of claimed) {
    if (stated.some((its) => meets(own.giver, its.giver) || meets(own.taker, its.taker))) continue;
    const turned = stated.find(
      (its) => (meets(own.giver, its.taker) || meets(own.taker, its.giver)) && meets(own.rest, its.rest),
    );
    if (turned) return [{ code: 'direction', message: WRONG_WAY_ROUND, passage: turned.passage }];
  }
  return [];
}

function meets(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return !one.isDisjointFrom(other);
}

const transfersIn = oncePerPassage((passage, index) => {
  const range = index.passages[passage];
  return range && range.kind !== 'table' && range.kind !== 'code'
    ? transfersOf(index.textOf(range).slice(0, LONGEST))
    : [];
});

function transfersOf(text: string): Transfer[] {
  return [GIVES, TAKES].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): Transfer[] => {
      const gives = pattern === GIVES;
      const [verb] = match;
      const before = text.slice(0, match.index).split(BORDER).at(-1) ?? '';
      const [after] = AFTER.exec(text.slice(match.index + verb.length)) ?? [''];
      const isPassive = makesPassive(text.slice(0, match.index));
      const subject = NOUN.test(verb) || isPassive || PRONOUN.test(before) ? '' : before;
      const agent = isPassive ? phrase(after, 'by') : '';
      const other = phrase(after, gives ? 'to' : 'from');
      const indirect = gives ? (isPassive ? (GIVEN.test(after) ? before : '') : (INDIRECT.exec(after)?.[1] ?? '')) : '';
      const doer = conceptsOf(`${subject} ${agent}`);
      const partner = conceptsOf(`${other} ${indirect}`);
      const rest = conceptsOf(`${before} ${after}`).difference(doer).difference(partner);
      return [gives ? { giver: doer, taker: partner, rest } : { giver: partner, taker: doer, rest }];
    }),
  );
}

/** What stands behind a preposition, up to the next one. */
function phrase(text: string, preposition: string): string {
  const found = new RegExp(
    String.raw`\b${preposition}\s((?:(?!\b(?:for|from|to|by|in|on|at|with|under|after|before|and)\b)[^,.;])+)`,
    'iu',
  );
  return found.exec(text)?.[1] ?? '';
}
