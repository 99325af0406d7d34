import type { ArticleIndex } from '../article-index.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import type { Search } from './search.ts';

const VERSION = /^\d{1,4}\.\d{1,3}$/;
const RANGE =
  /(?<![\d.])(?<from>\d{1,4}\.\d{1,3}(?:\.\d{1,3})?)\s?(?:–|-|to|through|up\sto|and)\s?(?<to>\d{1,4}\.\d{1,3}(?:\.\d{1,3})?)(?![\d%]|\.\d)/g;
const BESIDE = 30; // characters of a range within which it is said to be one of versions
const OF_VERSIONS = /\b(?:versions?|releases?|branch(?:es)?|lines?|series|between)\b/i;

interface VersionRange {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly passage: number;
}

/** A version between two that a passage names as the first and the last: `3.5` of `the 3.4 to 3.7 branches`. */
export function ofVersionRange({ asked: { claimed }, claim, index }: Search): number | null {
  const written = claim.text.slice(claimed.start, claimed.end);
  if (claimed.unit !== null || !VERSION.test(written)) return null;
  const version = numbersOf(written);
  const around = rangesIn(index).find(
    ({ from, to }) => from[0] === to[0] && order(from, version) <= 0 && order(version, to) <= 0,
  );
  return around?.passage ?? null;
}

const rangesIn = oncePerArticle(({ article: { text }, passageAt }: ArticleIndex): readonly VersionRange[] =>
  Array.from(text.matchAll(RANGE)).flatMap(({ index, 0: { length }, groups }) => {
    if (!OF_VERSIONS.test(text.slice(Math.max(0, index - BESIDE), index + length + BESIDE))) return [];
    const [from, to] = [numbersOf(groups?.from ?? ''), numbersOf(groups?.to ?? '')];
    return [{ from, to, passage: passageAt(index) }];
  }),
);

function numbersOf(version: string): number[] {
  return version.split('.').map(Number);
}

/** Negative where one version comes before another; what either does not tell is no difference. */
function order(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, part) => other[part] !== undefined && number !== other[part]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
