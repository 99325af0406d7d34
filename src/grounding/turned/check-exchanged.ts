import type { Range } from '../../article/article.ts';
import { wordsOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { ClaimEvidence } from '../evidence.ts';
import { conceptOf } from '../lexicon.ts';
import { likeness, type Surroundings, surroundingsInArticle, surroundingsInClaim } from '../surroundings.ts';
import { hitsIn, hitsInPassage } from './check-direction.ts';

const NEAREST = 5; // passages in which both are looked for
const MOST_PLACES = 12; // of one word
const EACH = 0.06; // by which either must fit better in the place of the other
const BOTH = 0.45; // and both together
const CLAUSE = 60; // characters

interface Part {
  readonly written: string;
  readonly around: Surroundings;
  /** Concepts behind it in its clause. */
  readonly behind: ReadonlySet<string>;
  readonly places: readonly Range[];
}

/**
 * Finds two opposites of a claim that the article has the other way round, as in `largest in law and smallest in travel` for
 * the reverse: each stands in surroundings like those of the other.
 */
export function checkExchanged(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  const ranked = index.rank(claim.terms, NEAREST).map(({ passage }) => passage);
  for (const [one, other] of opposedParts(claim, ranked, index)) {
    if (!areCrossed(one, other, index) && !areExchanged(one, other, index)) continue;
    return [
      {
        code: 'direction',
        message: `The article has "${one.written}" and "${other.written}" the other way round. Put each with what the article says of it.`,
      },
    ];
  }
  return [];
}

function areExchanged(one: Part, other: Part, index: ArticleIndex): boolean {
  const at = (places: readonly Range[], around: Surroundings) =>
    places.reduce((most, place) => Math.max(most, likeness(around, surroundingsInArticle(index, place), index)), 0);
  const first = at(other.places, one.around) - at(one.places, one.around);
  if (first < EACH) return false;
  const second = at(one.places, other.around) - at(other.places, other.around);
  return second >= EACH && first + second >= BOTH;
}

/** Whether the words right behind either are those behind the other in some sentence, and nowhere its own. */
function areCrossed(one: Part, other: Part, index: ArticleIndex): boolean {
  if (one.behind.size === 0 || other.behind.size === 0) return false;
  const { text } = index.article;
  const shares = (part: Part, place: Range) => {
    const stated = behindOf(text, place);
    return [...part.behind].some((concept) => stated.has(concept));
  };
  if (one.places.some((place) => shares(one, place)) || other.places.some((place) => shares(other, place)))
    return false;
  return one.places.some((place) =>
    other.places.some(
      (its) => index.passageAt(place.start) === index.passageAt(its.start) && shares(other, place) && shares(one, its),
    ),
  );
}

function behindOf(text: string, { end }: Range): ReadonlySet<string> {
  const clause = text.slice(end, end + CLAUSE).replace(/(?:[,;:.()\n|]|\s(?:and|but|while|whereas)\s).*$/s, '');
  return conceptsIn(clause);
}

function conceptsIn(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).flatMap(({ content, stem }) => (content ? [conceptOf(stem)] : [])));
}

function opposedParts(claim: Claim, ranked: readonly number[], index: ArticleIndex): (readonly [Part, Part])[] {
  const hits = hitsIn(claim.text, claim.words, 0, claim.words.length);
  return hits.flatMap((one, at) => {
    const other = hits
      .slice(at + 1)
      .find(({ pole, start }) => start !== one.start && pole.axis === one.pole.axis && pole.side !== one.pole.side);
    if (!other) return [];
    const stated = ranked.flatMap((passage) => hitsInPassage(passage, index));
    const part = (hit: typeof one): Part => ({
      written: hit.written,
      around: surroundingsInClaim(claim, hit),
      behind: behindOf(claim.text, hit),
      places: stated
        .filter(({ pole }) => pole.axis === hit.pole.axis && pole.side === hit.pole.side)
        .slice(0, MOST_PLACES),
    });
    const [first, second] = [part(one), part(other)];
    return first.places.length > 0 && second.places.length > 0 ? [[first, second] as const] : [];
  });
}
