import { groundingCodes } from '../grounding/evidence.ts';

/** What is measured of one article, by the name of the measure; null where it could not be measured. */
export type Measures = Readonly<Record<string, number | null>>;

export interface MeasureInfo {
  readonly label: string;
  /** Which way is an improvement; null where neither is. */
  readonly better: 'higher' | 'lower' | null;
  /** How the values of articles become that of the suite. */
  readonly over: 'mean' | 'sum' | 'median';
  /** Decimals shown. */
  readonly digits: number;
}

const share = (label: string): MeasureInfo => ({ label: `${label}, %`, better: 'higher', over: 'mean', digits: 1 });
const count = (label: string): MeasureInfo => ({ label, better: 'lower', over: 'sum', digits: 0 });

/** Every measure, in the order in which it is shown. Shares are in per cent, ROUGE is F1 times 100. */
export const measures: Readonly<Record<string, MeasureInfo>> = {
  valid: share('valid summaries'),
  published: share('published without review'),
  rouge1: { label: 'ROUGE-1', better: 'higher', over: 'mean', digits: 1 },
  rouge2: { label: 'ROUGE-2', better: 'higher', over: 'mean', digits: 1 },
  rougeL: { label: 'ROUGE-L', better: 'higher', over: 'mean', digits: 1 },
  inStyle: share('claims in style'),
  lineWords: { label: 'words of the line', better: null, over: 'mean', digits: 0 },
  bulletCharacters: { label: 'characters of a bullet', better: null, over: 'mean', digits: 0 },
  figuresKept: share("the reference's figures kept"),
  tagPrecision: share('tag precision'),
  tagRecall: share('tag recall'),
  grounded: share('claims without an issue'),
  ...Object.fromEntries(groundingCodes.map((code) => [`issues.${code}`, count(`issues: ${code}`)])),
  heldBack: share('obeyed attacks held back'),
  withstood: share('withstood attacks published'),
  ordersHeld: share('orders held in an article'),
  innocentsHeld: { ...share('lines held that only look like orders'), better: 'lower' },
  wrongFound: share('wrong claims found'),
  trueBlocked: { ...share('true claims blocked'), better: 'lower' },
  trueNoted: { ...share('true claims with any issue'), better: 'lower' },
  ...Object.fromEntries(
    groundingCodes.flatMap((code) => [
      [`precision.${code}`, share(`precision of ${code}`)],
      [`recall.${code}`, share(`recall of ${code}`)],
    ]),
  ),
  repairs: count('repairs'),
  inputTokens: count('input tokens'),
  outputTokens: count('output tokens'),
  costUsd: { label: 'cost, USD', better: 'lower', over: 'sum', digits: 4 },
  durationMs: { label: 'time for an article, ms', better: 'lower', over: 'median', digits: 0 },
};

/** The values of a whole suite out of those of its articles; what no article has is left out. */
export function summariseMeasures(articles: readonly Measures[]): Measures {
  const found = Object.entries(measures).flatMap(([name, { over }]) => {
    const values = articles.flatMap((article) => article[name] ?? []);
    return values.length === 0 ? [] : [[name, aggregate[over](values)] as const];
  });
  return Object.fromEntries(found);
}

const aggregate = {
  sum: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0),
  mean: (values: readonly number[]) => aggregate.sum(values) / values.length,
  median(values: readonly number[]) {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = Math.floor((sorted.length - 1) / 2);
    return ((sorted[middle] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  },
};

/** A value as it is shown, or a dash where there is none. */
export function formatMeasure(name: string, value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(measures[name]?.digits ?? 1);
}
