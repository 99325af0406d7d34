import { expect, it } from 'vitest';
import { compareEvaluations } from '../../src/evaluation/compare-evaluations.ts';
import type { Evaluation } from '../../src/evaluation/evaluation.ts';
import { formatComparison, formatEvaluation } from '../../src/evaluation/format-evaluation.ts';
import { type Measures, summariseMeasures } from '../../src/evaluation/measures.ts';

const run = (articles: Record<string, Measures>, notes: string[] = [], missed: string[] = []): Evaluation => ({
  ...{ upshot: '1.0.0', provider: 'openai', model: 'm', prompt: { version: 'summarise@1', hash: '0804378988a095d4' } },
  suites: [{ name: 's', measures: summariseMeasures(Object.values(articles)), articles, baselines: {}, notes, missed }],
});
const before = run({
  a: { rouge1: 40, 'issues.number': 0, durationMs: 100, bulletCharacters: 90 },
  b: { rouge1: 50, 'issues.number': 1, durationMs: 300, bulletCharacters: 90 },
});
const after = run({
  a: { rouge1: 47.5, 'issues.number': 2, durationMs: 500, bulletCharacters: 99 },
  b: { rouge1: 49.5, 'issues.number': 0, durationMs: 500, bulletCharacters: 99 },
});

it('says of each measure which way it went, and whether that is better', () => {
  expect(compareEvaluations(before, after)[0]?.differences).toEqual([
    { name: 'rouge1', before: 45, after: 48.5, verdict: 'better' },
    { name: 'bulletCharacters', before: 90, after: 99, verdict: 'same' },
    { name: 'issues.number', before: 1, after: 2, verdict: 'worse' },
    { name: 'durationMs', before: 200, after: 500, verdict: 'worse' },
  ]);
});

it('names the articles that got noticeably worse, but not for time or cost', () => {
  expect(compareEvaluations(before, after)[0]?.worse).toEqual(['a: issues: number 0 to 2']);
  expect(compareEvaluations(after, before)[0]?.worse).toEqual(['a: ROUGE-1 47.5 to 40.0', 'b: issues: number 0 to 1']);
});

it('compares the suites and articles that both runs have', () => {
  const other = { ...after, suites: after.suites.map((suite) => ({ ...suite, name: 'other' })) };
  expect(compareEvaluations(before, other)).toEqual([]);
  expect(compareEvaluations(run({ a: { rouge1: 40 } }), run({ b: { rouge1: 10 } }))[0]?.worse).toEqual([]);
});

it('prints a comparison as a table with the articles below', () => {
  expect(
    formatComparison(compareEvaluations(before, after), [
      before,
      { ...after, prompt: { version: 'mine@2', hash: 'y' } },
    ]),
  ).toBe(
    [
      'before: openai, m, summarise@1 (0804378988)',
      'after:  openai, m, mine@2 (y)',
      '',
      's                        before  after  change',
      'ROUGE-1                    45.0   48.5    +3.5  better',
      'characters of a bullet       90     99      +9',
      'issues: number                1      2      +1   worse',
      'time for an article, ms     200    500    +300   worse',
      'worse:',
      '  a: issues: number 0 to 2',
      '',
    ].join('\n'),
  );
});

it('prints a run with its notes and what it missed', () => {
  const evaluation = run({ a: { rouge1: 40, costUsd: null } }, ['b: no answer'], ['ROUGE-1 is 40.0']);
  expect(formatEvaluation(evaluation)).toBe(
    'openai, m, summarise@1 (0804378988)\n\ns (1 article)\nROUGE-1        40.0\n  b: no answer\n  missed: ROUGE-1 is 40.0\n',
  );
});
