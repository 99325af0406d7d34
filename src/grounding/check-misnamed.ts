import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { coverageBy } from './coverage.ts';
import { isEnglishWord } from './english-words.ts';
import type { ClaimEvidence } from './evidence.ts';
import { conceptOf } from './lexicon.ts';
import { isCountry } from './mentions.ts';
import { likenessAt } from './misplaced.ts';
import { hasName, isOther, isTopic, type Named, namedIn, namesInPassage } from './named.ts';
import { type Surroundings, surroundingsInClaim } from './surroundings.ts';

const NEAREST = 3; // passages in which another name is looked for
const MOST_PLACES = 20; // of the claim's own name
const TELLING = 0.45; // another name in surroundings less like the claim's tells nothing
const NEARER = 0.3; // and they must be so much more like it than the name's own
const LEAST_COVERED = 0.5; // of the rest of the claim by the passage with the other name
const TOGETHER = 0.9; // of the two before
const PRONOUN = /\b(?:she|he|it|they|her|his|its|their)\b/i;

/** Finds a name in surroundings that the article has for another name only, as misplaced.ts does for figures. */
export function checkMisnamed(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  for (const name of namedIn(claim.text)) {
    const word = name.start === 0 && name.parts.length === 1 && isEnglishWord(name.parts[0] ?? '');
    if (word || /['’]s?$/.test(name.written) || name.parts.every(isCountry) || isTopic(name, index)) continue;
    const other = fitting(name, claim, index);
    if (other === undefined) continue;
    return [
      {
        code: 'name',
        message: `The article says this of "${other}", not of "${name.written}". Put each name with what the article says of it.`,
      },
    ];
  }
  return [];
}

/** The name that fits a claim better in the place of another. */
function fitting(name: Named, claim: Claim, index: ArticleIndex): string | undefined {
  const words = claim.words.filter(({ start, end }) => name.start <= start && end <= name.end);
  const own = words.map(({ stem }) => conceptOf(stem));
  const rest = { ...claim, terms: without(claim.terms, own) };
  const around = without(surroundingsInClaim(claim, name), own);
  const others = index
    .rank(rest.terms, NEAREST)
    .filter(({ passage }) => !speaksOf(name, passage, index))
    .flatMap(({ passage }) =>
      namesInPassage(passage, index)
        .filter((one) => one.located === name.located && isOther(one, claim))
        .map((other) => ({ passage, other, like: likenessIn(passage, other, around, index) })),
    );
  const best = others.reduce<(typeof others)[number] | undefined>(
    (most, one) => (!most || one.like > most.like ? one : most),
    undefined,
  );
  if (!best || best.like < TELLING) return undefined;
  const covered = coverageBy(best.passage, rest, index);
  if (covered < LEAST_COVERED) return undefined;
  const places = own.flatMap((concept) => index.holdersOf(concept)).slice(0, MOST_PLACES);
  const likest = places
    .flatMap((passage) => namesInPassage(passage, index).map((one) => ({ passage, one })))
    .filter(({ one }) => one.parts.some((part) => name.parts.includes(part)))
    .reduce((most, { passage, one }) => Math.max(most, likenessIn(passage, one, around, index)), 0);
  const nearer = best.like - likest;
  return nearer >= NEARER && nearer + covered >= TOGETHER ? best.other.written : undefined;
}

/** Whether a passage has the name, or may mean it by a pronoun. */
function speaksOf(name: Named, passage: number, index: ArticleIndex): boolean {
  if (hasName(passage, name, index)) return true;
  const range = index.passages[passage];
  return range !== undefined && hasName(passage - 1, name, index) && PRONOUN.test(index.textOf(range));
}

function likenessIn(passage: number, { start, end }: Named, around: Surroundings, index: ArticleIndex): number {
  const offset = index.passages[passage]?.start ?? 0;
  return likenessAt({ start: offset + start, end: offset + end }, around, index);
}

function without(terms: ReadonlyMap<string, number>, concepts: readonly string[]): Map<string, number> {
  return new Map([...terms].filter(([concept]) => !concepts.includes(concept)));
}
