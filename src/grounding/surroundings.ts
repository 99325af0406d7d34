import type { Range } from '../article/article.ts';
import type { Word } from '../article/words.ts';
import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import type { Moment } from './figures/moments.ts';
import { conceptOf, isVague, oneOf, wordsIn } from './lexicon.ts';
import { cellsOf } from './table-cells.ts';
import { firstFrom, within } from './within.ts';

/** What stands around a figure and tells what it counts: concepts, weighted 0 to 1 by how near they are. */
export type Surroundings = ReadonlyMap<string, number>;

const REACH = 16; // words looked at on either side
const MOST_AROUND = 8; // figures, and dates, on either side
const FADE = 0.1; // of the weight is lost with each word
const NOUN = 1.4; // the word that a figure stands right before is most likely what it counts
const BORDER = 0.6; // is kept across a comma, a bracket, a joining word
const OTHER_FIGURE = 0.55; // is kept across another figure, which has the words behind it more likely than this one
const JOINING = new Set([
  ...'and or as so than with against versus'.split(' '),
  ...wordsIn('contrasting', 'subordinating', 'relative'),
]);
const SAME_SENTENCE = 0.3;
const NEARBY_SENTENCE = 0.22;
const HEADING = 0.3;
const VAGUE = 0.3;
const WAY = 0.25;
const DATE = 0.3;
const CLOSENESS = 0.7; // how much more a near word counts than a far one; 0 would be not at all
const FEWEST = 1.3; // rare words near a figure that it takes to be sure
const TO_OR_FROM = new RegExp(String.raw`\b(to|from|by)\s(?:${oneOf('approximating')}\s)*$`, 'i');
const IN_OR_OF = /^\s(?:in|of|out\sof)\s/;
const UNKNOWN = '\u0000';

/** The claims of a summary ask for the same places again and again. */
const remembered = new WeakMap<ArticleIndex, Map<number, Surroundings>>();
const MOST_REMEMBERED = 5000;
const LONGEST_RANGE = 4096;

/** Surroundings of a part of a claim. */
export function surroundingsInClaim(claim: Claim, range: Range): Surroundings {
  const { text, words, figures, moments } = claim;
  const middle = firstFrom(words, range.start);
  const others = [...figures, ...moments].filter(({ start, end }) => start !== range.start || end !== range.end);
  const near = wordsNear(range, { text, words, middle, others, start: 0, end: text.length });
  return new Map([...near, ...marksOf(text, range, moments)]);
}

/**
 * Surroundings of a figure of the article: its sentence first, then the sentence before and the heading; in a table its
 * row's first cell and its column's head.
 */
export function surroundingsInArticle(index: ArticleIndex, range: Range): Surroundings {
  const known = remembered.get(index) ?? new Map<number, Surroundings>();
  remembered.set(index, known);
  const key = range.start * LONGEST_RANGE + Math.min(LONGEST_RANGE - 1, range.end - range.start);
  const before = known.get(key);
  if (before) return before;
  const found = readSurroundings(index, range);
  if (known.size < MOST_REMEMBERED) known.set(key, found);
  return found;
}

function readSurroundings(index: ArticleIndex, range: Range): Surroundings {
  const at = index.passageAt(range.start);
  const passage = index.passages[at];
  if (!passage) return new Map();
  const { article, words } = index;
  const { start, end } = passage;
  const [others, middle] = [figuresAround(index, range), index.wordAt(range.start)];
  const found = wordsNear(range, { text: article.text, words, middle, others, start, end });
  const add = (part: Range, weight: number) => {
    const first = index.wordAt(part.start);
    for (let next = first; next < first + 40; next += 1) {
      const word = words[next];
      if (!word || word.start >= part.end) break;
      if (!word.content) continue;
      const concept = conceptOf(word.stem);
      if ((found.get(concept) ?? 0) < weight) found.set(concept, weight);
    }
  };
  const isCell = passage.kind === 'table';
  const cells: Range[] = isCell ? Object.values(cellsOf(index, at, range)) : [];
  for (const cell of cells) add(cell, 1);
  if (!isCell) add({ start: Math.max(start, range.start - 300), end: Math.min(end, range.end + 300) }, SAME_SENTENCE);
  const before = index.passages[at - 1];
  if (before && before.block === passage.block && !isCell) add(before, NEARBY_SENTENCE);
  const moments = [passage, ...cells].flatMap((part) => within(index.moments, part));
  for (const [mark, weight] of marksOf(article.text, range, moments)) found.set(mark, weight);
  const heading = index.passages[passage.heading];
  if (heading) add(heading, HEADING);
  return found;
}

/** How much of what surrounds a figure of the claim also surrounds one of the article, 0 to 1, and how much that is worth. */
export function likeness(claimed: Surroundings, stated: Surroundings, index: ArticleIndex): number {
  let [shared, all] = [0, 0];
  for (const [concept, weight] of claimed) {
    if (concept.startsWith('@')) {
      const worth = weight * index.weightOf(UNKNOWN);
      all += worth;
      if (stated.has(concept)) shared += worth;
      continue;
    }
    if (index.holdersOf(concept).length === 0) continue; // a word of the claim's own tells nothing
    const worth = weight * index.weightOf(concept) * (isVague(concept) ? VAGUE : 1);
    all += worth;
    shared += worth * Math.min(1, (stated.get(concept) ?? 0) / weight) ** CLOSENESS;
  }
  return shared / Math.max(all, FEWEST * index.weightOf(UNKNOWN));
}

/** What tells figures apart besides words: whether one is come from or arrived at, and the years and months said with it. */
function marksOf(text: string, { start, end }: Range, moments: readonly Moment[]): Map<string, number> {
  const marks = new Map<string, number>();
  const before = text.slice(Math.max(0, start - 24), start);
  const way = TO_OR_FROM.exec(before)?.[1];
  if (way !== undefined) marks.set(`@${way.toLowerCase()}`, WAY);
  for (const moment of moments) {
    if (moment.start < end && start < moment.end) continue;
    const { year, quarter, month } = moment;
    for (const [name, value] of Object.entries({ year, quarter, month }))
      if (value !== undefined) marks.set(`@${name}${value}`, DATE);
  }
  return marks;
}

/** What a part stands in: the stretch from `start` to `end` of a text. */
interface Setting extends Range {
  readonly text: string;
  readonly words: readonly Word[];
  /** Position in `words` of the first one at or behind the part. */
  readonly middle: number;
  /** Figures and dates besides the part. */
  readonly others: readonly Range[];
}

function wordsNear(range: Range, { text, words, middle, others, start, end }: Setting): Map<string, number> {
  const found = new Map<string, number>();
  for (const step of [1, -1]) {
    let kept = 1;
    let edge = step > 0 ? range.end : range.start;
    let seen = 0;
    for (let next = step > 0 ? middle : middle - 1; seen < REACH; next += step) {
      const word = words[next];
      if (!word || word.start < start || word.end > end) break;
      if (word.start < range.end && range.start < word.end && !isCounted(word, range, text)) continue;
      const gap = step > 0 ? text.slice(edge, word.start) : text.slice(word.end, edge);
      edge = step > 0 ? word.end : word.start;
      if (/[,;:()|—–]/.test(gap)) kept *= BORDER;
      if (others.some((other) => other.start < word.end && word.start < other.end)) {
        if (others.some((other) => (step > 0 ? other.start === word.start : other.end === word.end)))
          kept *= OTHER_FIGURE;
        continue;
      }
      seen += 1;
      const written = text.slice(word.start, word.end).toLowerCase();
      if (JOINING.has(written)) kept *= BORDER;
      if (!word.content) continue;
      const noun = step > 0 && seen <= 2 && kept === 1 ? NOUN : 1;
      const weight = kept * noun * Math.max(0.15, 1 - FADE * (seen - 1));
      const concept = conceptOf(word.stem);
      if ((found.get(concept) ?? 0) < weight) found.set(concept, weight);
    }
  }
  return found;
}

/** The noun in `one infection in six`. */
function isCounted({ start, end, content }: Word, range: Range, text: string): boolean {
  if (!content || start === range.start || end === range.end) return false;
  return IN_OR_OF.test(text.slice(end, range.end)) && !/\d/.test(text.slice(start, end));
}

/** The other figures and dates within reach, without going through all of the article's. */
function figuresAround({ figures, moments }: ArticleIndex, range: Range): Range[] {
  return [figures, moments].flatMap((list: readonly Range[]) => {
    const at = firstFrom(list, range.start);
    return list
      .slice(Math.max(0, at - MOST_AROUND), at + MOST_AROUND)
      .filter((other) => other.end <= range.start || other.start >= range.end);
  });
}
