import type { Entry } from '../catalogue/entry.ts';
import { groundingCodes } from '../grounding/evidence.ts';
import type { Measures } from './measures.ts';
import type { ReferencePair } from './reference-pairs.ts';
import { rougeOf } from './rouge.ts';
import { type Claims, figuresKept, isBulletInStyle, isLineInStyle } from './style.ts';

/** Measures what was written of an article against what an editor wrote of it. */
export function scoreSummary(
  { summary, evidence, status, provenance }: Entry,
  { summary: wanted, tags }: Pick<ReferencePair, 'summary' | 'tags'>,
): Measures {
  const { whyItMatters, bullets } = summary;
  const inStyle = [isLineInStyle(whyItMatters), ...bullets.map(isBulletInStyle)];
  const right = summary.tags.filter((tag) => tags.includes(tag)).length;
  const issues = evidence.flatMap((claim) => claim.issues);
  const { repairs, inputTokens, outputTokens, costUsd, durationMs } = provenance;
  return {
    valid: 100,
    published: status === 'published' ? 100 : 0,
    ...rougeOf(textOf(summary), textOf(wanted)),
    inStyle: percent(inStyle.filter(Boolean).length, inStyle.length),
    lineWords: whyItMatters.split(/\s+/).length,
    bulletCharacters: bullets.reduce((sum, { length }) => sum + length, 0) / bullets.length,
    figuresKept: figuresKept(summary, wanted),
    tagPrecision: percent(right, summary.tags.length),
    tagRecall: percent(right, tags.length),
    grounded: percent(evidence.filter(({ supported }) => supported).length, evidence.length),
    ...Object.fromEntries(
      groundingCodes.map((code) => [`issues.${code}`, issues.filter((issue) => issue.code === code).length]),
    ),
    ...{ repairs, inputTokens, outputTokens, costUsd, durationMs },
  };
}

/** A summary as one text, one claim a line: what ROUGE compares. */
export function textOf({ whyItMatters, bullets }: Claims): string {
  return [whyItMatters, ...bullets].join('\n');
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (part / whole) * 100;
}
