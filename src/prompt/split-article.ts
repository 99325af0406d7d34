import type { Article, Block } from '../article/article.ts';
import { fingerprintOf } from '../article/fingerprint.ts';
import { countWords, proseOf } from '../article/prose.ts';
import { splitUnits, type Unit } from './split-units.ts';

/** A part of an article as an article of its own, and where in the other's text it begins. */
export interface ArticlePart {
  readonly start: number;
  readonly article: Article;
}

/** By how much a part may be smaller or larger than all alike would be: a heading is worth that much. */
const LEEWAY = 0.3;
/** How many units the fullest part has at least: one as large as a part would leave next to nothing for those beside it. */
const LEAST_UNITS = 2;

/**
 * Cuts an article into parts of at most `share` of its tokens each, about alike, in order and without a gap: before
 * headings, the highest first, else between paragraphs, else between sentences, else wherever it must (see
 * split-units.ts). Every part is shorter than the article; one that cannot be cut comes back as its only part.
 *
 * @param share above 0 and below 1.
 * @param weigh how many tokens a text has.
 */
export function splitArticle(article: Article, share: number, weigh: (text: string) => number): ArticlePart[] {
  const whole = splitUnits(article, Number.POSITIVE_INFINITY, weigh);
  const total = weightOf(whole);
  const most = Math.max(1, Math.floor(total * share));
  const units = splitUnits(article, most / LEAST_UNITS, weigh);
  const parts: ArticlePart[] = [];
  let left = weightOf(units);
  for (let from = 0; from < units.length; ) {
    const to = left <= most ? units.length : endOfPart(units, from, left, most);
    const taken = units.slice(from, to);
    left -= weightOf(taken);
    // What nobody would be sent needs no part of its own.
    if (weightOf(taken) > 0) parts.push(partOf(article, taken));
    from = to;
  }
  return parts.length > 1 ? parts : [{ start: 0, article }];
}

/** Where to cut, as a position in `units`: at the best place within reach, the nearest to an even share of what is left. */
function endOfPart(units: readonly Unit[], from: number, left: number, most: number): number {
  const even = left / Math.ceil(left / most);
  const [least, fullest] = [even * (1 - LEEWAY), Math.min(most, even * (1 + LEEWAY))];
  let best: { at: number; cost: number; distance: number } | undefined;
  let weight = units[from]?.weight ?? 0;
  let at = from + 1;
  for (; at < units.length; at += 1) {
    const next = units[at];
    if (next === undefined || (weight > fullest && best)) break;
    const distance = Math.abs(weight - even);
    const better = !best || next.cost < best.cost || (next.cost === best.cost && distance < best.distance);
    if (weight >= least && better) best = { at, cost: next.cost, distance };
    if (weight + next.weight > most) break;
    weight += next.weight;
  }
  return best?.at ?? at;
}

function partOf(article: Article, units: readonly Unit[]): ArticlePart {
  const start = units[0]?.start ?? 0;
  const end = units.at(-1)?.end ?? start;
  const blocks: Block[] = [];
  let last: Block | undefined;
  for (const { block, ...unit } of units) {
    const { kind, depth } = block;
    const begun = block === last ? blocks.pop() : undefined; // pieces of one block are one again
    blocks.push({
      ...{ kind, start: begun?.start ?? unit.start - start, end: unit.end - start },
      ...(depth === undefined ? {} : { depth }),
    });
    last = block;
  }
  const text = article.text.slice(start, end);
  const words = countWords(proseOf({ text, blocks }));
  return { start, article: { ...article, text, blocks, words, fingerprint: fingerprintOf(text) } };
}

function weightOf(units: readonly Unit[]): number {
  return units.reduce((sum, { weight }) => sum + weight, 0);
}
