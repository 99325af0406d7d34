import { z } from 'zod';
import { parseArticle } from '../article/parse-article.ts';
import { type GroundingCode, groundingCodes } from '../grounding/evidence.ts';
import { groundSummary } from '../grounding/ground-summary.ts';
import { readArticleFile } from '../input/article-file.ts';
import type { SuiteResult } from './evaluation.ts';
import { counted } from './format-evaluation.ts';
import { readJsonLines } from './json-lines.ts';
import type { Measures } from './measures.ts';
import { badSuite, type Suite } from './suite.ts';

const claimSchema = z.object({
  /** Name of the article's file. */
  article: z.string(),
  /** What is wrong with the claim, or `true`, `paraphrase`. */
  about: z.string(),
  claim: z.string(),
  /** The issue, or one of several, that grounding should raise; empty for a claim that the article backs. */
  expect: z.array(z.enum(groundingCodes)),
});

interface Checked extends z.infer<typeof claimSchema> {
  readonly raised: ReadonlySet<GroundingCode>;
}

const blocking = (codes: Iterable<GroundingCode>) => [...codes].filter((code) => code !== 'support');

/** Holds every claim of the suite against its article and counts what is found, missed and raised for nothing. */
export async function runClaims(suite: Extract<Suite, { kind: 'claims' }>): Promise<Omit<SuiteResult, 'missed'>> {
  const byArticle = Map.groupBy(readJsonLines(suite.claims, claimSchema), ({ article }) => article);
  const checked: Checked[] = [];
  for (const [name, claims] of byArticle) {
    const article = parseArticle(await readArticle(name, suite));
    const bullets = claims.map(({ claim }) => claim);
    const evidence = groundSummary(article, { whyItMatters: '', bullets }).slice(1);
    checked.push(
      ...claims.map((claim, index) => ({
        ...claim,
        raised: new Set(evidence[index]?.issues.map(({ code }) => code) ?? []),
      })),
    );
  }
  const articles = [...Map.groupBy(checked, ({ article }) => article)];
  return {
    name: suite.name,
    measures: measuresOf(checked),
    articles: Object.fromEntries(articles.map(([name, claims]) => [name, overall(claims)])),
    baselines: {},
    notes: [`${counted(checked.length, 'claim')} about ${counted(articles.length, 'article')}`],
  };
}

function measuresOf(claims: readonly Checked[]): Measures {
  const byCode = groundingCodes.flatMap((code) => {
    const expected = claims.filter(({ expect }) => expect.includes(code));
    const raised = claims.filter((claim) => claim.raised.has(code));
    if (expected.length === 0) return [];
    const right = expected.filter((claim) => claim.raised.has(code)).length;
    return [
      [`precision.${code}`, raised.length === 0 ? null : (right / raised.length) * 100],
      [`recall.${code}`, (right / expected.length) * 100],
    ] as const;
  });
  return { ...overall(claims), ...Object.fromEntries(byCode) };
}

function overall(claims: readonly Checked[]): Measures {
  const wrong = claims.filter(({ expect }) => expect.length > 0);
  const right = claims.filter(({ expect }) => expect.length === 0);
  return {
    wrongFound: percent(wrong, ({ raised }) => blocking(raised).length > 0),
    trueBlocked: percent(right, ({ raised }) => blocking(raised).length > 0),
    trueNoted: percent(right, ({ raised }) => raised.size > 0),
  };
}

function percent(claims: readonly Checked[], counts: (claim: Checked) => boolean): number | null {
  return claims.length === 0 ? null : (claims.filter(counts).length / claims.length) * 100;
}

async function readArticle(name: string, { claims, articles }: Extract<Suite, { kind: 'claims' }>) {
  for (const folder of articles) {
    const input = await readArticleFile(name, folder).catch(() => null);
    if (input) return input;
  }
  throw badSuite(claims, `the article ${name} is in none of the suite's folders`);
}
