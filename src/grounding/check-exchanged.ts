import type { Range } from '../article/article.ts';
import { wordsOf } from '../article/words.ts';
import type { ArticleIndex } from './article-index.ts';
import { hitsIn, hitsInPassage } from './check-direction.ts';
import { type NameWord, namesIn, runsOf } from './check-names.ts';
import type { Claim } from './claim.ts';
import type { ClaimEvidence } from './evidence.ts';
import { conceptOf } from './lexicon.ts';
import { oncePerPassage } from './once-per-passage.ts';
import { likeness, type Surroundings, surroundingsInArticle, surroundingsInClaim } from './surroundings.ts';

const NEAREST = 5; // passages in which both are looked for
const MOST_PLACES = 12; // of one name or word
const MOST_COMPARED = 4; // names of a claim
const EACH = 0.06; // by which either must fit better in the place of the other
const BOTH = 0.45; // and both together
const CLAUSE = 60; // characters
const SMALL_COUNT = 12; // counts of a few are everywhere
const NOTHING: Surroundings = new Map();

interface Part {
  readonly written: string;
  readonly around: Surroundings;
  /** Concepts behind it in its clause; those before it, of a figure. */
  readonly behind: ReadonlySet<string>;
  readonly places: readonly Range[];
}

/**
 * Finds two names of a claim that the article has the other way round, as in `Ann alerted Bo` for `Bo alerted Ann`, and two
 * opposites, as in `largest in law and smallest in travel` for the reverse: each stands in surroundings like those of
 * the other.
 */
export function checkExchanged(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  const ranked = index.rank(claim.terms, NEAREST).map(({ passage }) => passage);
  const names = namedParts(claim, ranked, index);
  for (const [at, one] of names.entries())
    for (const other of names.slice(at + 1)) if (areExchanged(one, other, index)) return [issueOf('name', one, other)];
  for (const [one, other] of opposedParts(claim, ranked, index))
    if (areCrossed(one, other, index) || areExchanged(one, other, index)) return [issueOf('direction', one, other)];
  const figures = exchangedFigures(claim, index);
  return figures ? [issueOf('number', ...figures)] : [];
}

/** Two figures of a claim, each with the subject of the other: `A found 83 %, while B found 79 %` for the reverse. */
function exchangedFigures(claim: Claim, index: ArticleIndex): readonly [Part, Part] | undefined {
  const figures = claim.figures.filter(
    ({ fraction, unit, count }) => !fraction && (unit !== null || count > SMALL_COUNT),
  );
  const parts = figures.slice(0, MOST_COMPARED).map((figure) => ({
    figure,
    part: {
      written: claim.text.slice(figure.start, figure.end),
      around: NOTHING,
      behind: beforeOf(claim.text, figure),
    },
  }));
  for (const [at, one] of parts.entries()) {
    for (const other of parts.slice(at + 1)) {
      if (one.figure.unit !== other.figure.unit || one.figure.value === other.figure.value) continue;
      const [first, second] = [one, other].map(({ figure, part }): Part => {
        const same = index.figures.filter(({ value, unit }) => value === figure.value && unit === figure.unit);
        return { ...part, places: same.slice(0, MOST_PLACES) };
      });
      if (!first || !second) continue;
      const own = without(first.behind, second.behind);
      const its = without(second.behind, first.behind);
      if (areCrossed({ ...first, behind: own }, { ...second, behind: its }, index, beforeOf)) return [first, second];
    }
  }
  return undefined;
}

function beforeOf(text: string, { start }: Range): ReadonlySet<string> {
  const clause = text
    .slice(Math.max(0, start - CLAUSE), start)
    .replace(/^.*(?:[,;:.()\n|]|\s(?:and|but|while|whereas|than|against)\s)/s, '');
  return conceptsIn(clause);
}

function issueOf(code: 'name' | 'direction' | 'number', one: Part, other: Part): ClaimEvidence['issues'][number] {
  return {
    code,
    message: `The article has "${one.written}" and "${other.written}" the other way round. Put each with what the article says of it.`,
  };
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
function areCrossed(one: Part, other: Part, index: ArticleIndex, beside = behindOf): boolean {
  if (one.behind.size === 0 || other.behind.size === 0) return false;
  const { text } = index.article;
  const shares = (part: Part, place: Range) => {
    const stated = beside(text, place);
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

function namedParts(claim: Claim, ranked: readonly number[], index: ArticleIndex): Part[] {
  const title = (index.article.title ?? '').toLowerCase();
  const runs = runsOf(namesIn(claim.text)).filter((run) => !run.some(({ small }) => title.includes(small)));
  if (runs.length < 2) return [];
  const ranges = runs.slice(0, MOST_COMPARED).map((run) => rangeOf(run, claim.text));
  const own = claim.words.filter((word) => ranges.some(({ start, end }) => start <= word.start && word.end <= end));
  const concepts = new Set(own.map(({ stem }) => conceptOf(stem)));
  return ranges.flatMap((range, at): Part[] => {
    const last = runs[at]?.at(-1)?.small ?? '';
    const places = ranked.flatMap((passage) => capitalsIn(passage, index).get(last) ?? []).slice(0, MOST_PLACES);
    const around = new Map([...surroundingsInClaim(claim, range)].filter(([concept]) => !concepts.has(concept)));
    return places.length > 0
      ? [{ written: claim.text.slice(range.start, range.end), around, behind: new Set(), places }]
      : [];
  });
}

/** The place of a name, with a first name that opens the claim, which may be any word. */
function rangeOf(run: readonly NameWord[], text: string): Range {
  const start = run[0]?.start ?? 0;
  return { start: /^\p{Lu}[\p{L}'’-]+\s$/u.test(text.slice(0, start)) ? 0 : start, end: run.at(-1)?.end ?? start };
}

/** Where the words with a capital stand in a passage, by the word in lower case. */
const capitalsIn = oncePerPassage((passage, index): ReadonlyMap<string, Range[]> => {
  const range = index.passages[passage];
  const found = new Map<string, Range[]>();
  if (!range) return found;
  for (const { small, start, end } of namesIn(index.textOf(range)))
    found.set(small, [...(found.get(small) ?? []), { start: range.start + start, end: range.start + end }]);
  return found;
});

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

function without(own: ReadonlySet<string>, concepts: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...own].filter((concept) => !concepts.has(concept)));
}
