/**
 * Fits src/grounding/doubt.json: how sure a contradiction is where claim and article are so close. Run it when a check
 * of contradictions has changed: `node evals/grounding-doubt/fit.ts`. It prints what the weights do on articles that they
 * were not fitted to (each fifth of the articles in turn), and writes them. Deterministic.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArticle } from '../../src/article/parse-article.ts';
import { indexArticle } from '../../src/grounding/article-index.ts';
import { readClaim } from '../../src/grounding/claim.ts';
import { contradictionsOf } from '../../src/grounding/contradictions.ts';
import { closenessOf } from '../../src/grounding/doubt.ts';

const CODES = ['name', 'direction', 'negation'] as const;
const FEATURES = ['covered', 'ahead', 'shared', 'reworded', 'unknown'] as const;
/** Share of the right contradictions that may be let go of, measured on articles that the weights were not fitted to. */
const LET_GO = 0.012;
const FOLDS = 5;
const RIDGE = 3; // keeps weights small where few examples speak for them
const STEPS = 4000;
const RATE = 0.5;

interface Example {
  readonly article: string;
  readonly row: readonly number[];
  /** Whether the claim is wrong, so that a contradiction of it is right. */
  readonly right: boolean;
}

interface Line {
  readonly article: string;
  readonly claim: string;
  readonly expect: readonly string[];
}

const here = import.meta.dirname;
const lines: Line[] = readFileSync(`${here}/claims.jsonl`, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const examples: Example[] = [];
for (const [article, claims] of Map.groupBy(lines, (line) => line.article)) {
  const index = indexArticle(parseArticle({ text: readFileSync(`${here}/articles/${article}`, 'utf8') }));
  for (const { claim: text, expect } of claims) {
    const claim = readClaim(text);
    const closeness = closenessOf(claim, index);
    for (const code of new Set(contradictionsOf(claim, index).map((issue) => issue.code))) {
      const row = [...CODES.map((one) => Number(one === code)), ...FEATURES.map((name) => closeness[name])];
      examples.push({ article, row, right: expect.length > 0 });
    }
  }
}

/** Logistic regression by gradient descent on standardised features, both classes weighing the same; weights of raw features. */
function learn(some: readonly Example[]): number[] {
  const width = CODES.length + FEATURES.length;
  const means = Array.from({ length: width }, (_, at) => mean(some.map(({ row }) => row[at] ?? 0)));
  const scales = means.map((middle, at) => Math.sqrt(mean(some.map(({ row }) => ((row[at] ?? 0) - middle) ** 2))) || 1);
  const rights = some.filter(({ right }) => right).length;
  const worth = (right: boolean) => some.length / 2 / (right ? rights : some.length - rights);
  const rows = some.map(({ row, right }) => ({
    x: row.map((value, at) => (value - (means[at] ?? 0)) / (scales[at] ?? 1)),
    y: Number(right),
    worth: worth(right),
  }));
  const weights = means.map(() => 0);
  let bias = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const slope = weights.map((weight) => (RIDGE * weight) / rows.length);
    let slide = 0;
    for (const { x, y, worth: counts } of rows) {
      const odds = x.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), bias);
      const error = ((1 / (1 + Math.exp(-odds)) - y) * counts) / rows.length;
      for (const [at, value] of x.entries()) slope[at] = (slope[at] ?? 0) + error * value;
      slide += error;
    }
    for (const [at, value] of slope.entries()) weights[at] = (weights[at] ?? 0) - RATE * value;
    bias -= RATE * slide;
  }
  const raw = weights.map((weight, at) => weight / (scales[at] ?? 1));
  const start = raw.reduce((sum, weight, at) => sum - weight * (means[at] ?? 0), bias);
  return raw.map((weight, at) => (at < CODES.length ? weight + start : weight));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const oddsOf = (weights: readonly number[], { row }: Example) =>
  row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);

const names = [...new Set(examples.map(({ article }) => article))];
const unseen = Array.from({ length: FOLDS }, (_, fold) => {
  const inFold = ({ article }: Example) => names.indexOf(article) % FOLDS === fold;
  const weights = learn(examples.filter((one) => !inFold(one)));
  return examples.filter(inFold).map((one) => ({ right: one.right, odds: oddsOf(weights, one) }));
}).flat();
const rights = unseen.filter(({ right }) => right).sort((a, b) => a.odds - b.odds);
const wrongs = unseen.filter(({ right }) => !right);
for (const lost of [0, 1, 2, 3, 5, 8, 12]) {
  const least = rights[lost]?.odds ?? 0;
  const freed = wrongs.filter(({ odds }) => odds < least).length;
  process.stdout.write(
    `below ${least.toFixed(2)}: ${freed} of ${wrongs.length} wrong ones let go of, and ${lost} of ${rights.length} right ones\n`,
  );
}
const weights = learn(examples).map((weight) => Math.round(weight * 1000) / 1000);
const least = Math.round((rights[Math.round(LET_GO * rights.length)]?.odds ?? 0) * 100) / 100;
const model = {
  kinds: Object.fromEntries(CODES.map((code, at) => [code, weights[at]])),
  weights: Object.fromEntries(FEATURES.map((name, at) => [name, weights[CODES.length + at]])),
  least,
};
writeFileSync(`${here}/../../src/grounding/doubt.json`, `${JSON.stringify(model, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(model)}\n`);
