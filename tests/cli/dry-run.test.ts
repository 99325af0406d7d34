import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
  const texts = ['one', 'two', 'FAIL', 'three'];
  writeFileSync(join(cwd, 'all.jsonl'), texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));
  const row = { inputUsdPerMillion: 10, outputUsdPerMillion: 100, date: '2025-01-01', source: 'test' };
  writeFileSync(join(cwd, 'prices.json'), JSON.stringify({ prices: [{ model: 'mock', ...row }] }));
});
afterEach(() => folder[Symbol.dispose]());

const env = { UPSHOT_LOG_LEVEL: 'silent', UPSHOT_PROVIDER: 'mock,extractive', UPSHOT_PRICES: 'prices.json' };
const backlog = (...args: string[]) => runUpshot(['backlog', ...args], { cwd, env, clock: createFakeClock() });

describe('--dry-run', () => {
  it('says what is new, done and bad, and what it would take of each model', async () => {
    await backlog('all.jsonl', '--limit', '1', '--concurrency', '1');
    const { code, stdout } = await backlog('all.jsonl', 'https://a.example/', '--dry-run', '--json', '--rpm', '1');
    const { models, ...counts } = JSON.parse(stdout);
    expect([code, counts]).toEqual([0, { new: 3, done: 1, failed: 1, unseen: 1 }]);
    expect(models).toMatchObject([
      { provider: 'mock', likely: { calls: 3, outputTokens: 1200 }, most: { calls: 9 }, ms: 180_000 },
      { provider: 'extractive', likely: { calls: 0, costUsd: 0 }, ms: null },
    ]);
    const [{ likely, most }] = models;
    expect(likely.costUsd).toBeCloseTo(likely.inputTokens / 1e5 + 0.12, 4);
    expect(most.costUsd).toBeGreaterThan(likely.costUsd);
  });

  it('counts nothing of the code in an article, which no model is sent', async () => {
    const likely = async (text: string) => {
      writeFileSync(join(cwd, 'one.jsonl'), `${JSON.stringify({ text })}\n`);
      return JSON.parse((await backlog('one.jsonl', '--dry-run', '--json')).stdout).models[0].likely;
    };
    const code = `\`\`\`${'int x = call(1);\n'.repeat(9000)}`;
    expect(await likely(`It says this.${code}`)).toEqual(await likely('It says this.'));
  });

  it('asks nobody and stores nothing', async () => {
    const { code, stdout, stderr } = await backlog('all.jsonl', '--dry-run');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { place: 'all.jsonl:3', error: { code: 'too-short' } }]);
    expect(stderr).toMatch(/^New: 3\. Done already: 0\. Would fail: 1\.\n.*likely cost/);
    expect((await runUpshot(['runs'], { cwd })).stdout).toBe('');
    expect(JSON.parse((await runUpshot(['list', '--json'], { cwd })).stdout).total).toBe(0);
    expect(existsSync(join(cwd, 'failed.jsonl'))).toBe(false);
  });

  it('looks at as many as --limit lets a run take, past those that are done', async () => {
    const texts = ['one', 'two', 'FAIL', 'three', 'four', 'five', 'six', 'seven', 'eight'];
    writeFileSync(join(cwd, 'all.jsonl'), texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));
    await backlog('all.jsonl', '--limit', '2', '--concurrency', '1');
    for (const [limit, found] of [
      ['1', { new: 0, failed: 1 }],
      ['3', { new: 2, failed: 1 }],
      ['6', { new: 5, failed: 1 }],
    ] as const) {
      const { stdout } = await backlog('all.jsonl', '--limit', limit, '--dry-run', '--json');
      expect(JSON.parse(stdout)).toMatchObject({ ...found, done: 2 });
    }
  });

  it('says so when it was interrupted before it had looked at all', async () => {
    const interrupts = { stop: AbortSignal.abort(), abort: new AbortController().signal };
    const { code, stderr } = await runUpshot(['backlog', 'all.jsonl', '--dry-run'], { cwd, env, interrupts });
    expect([code, stderr]).toEqual([
      130,
      expect.stringMatching(/^Interrupted before all was looked at\. So far:\nNew: 0\./),
    ]);
  });

  it('refuses --max-cost where nobody knows what calls cost', async () => {
    writeFileSync(join(cwd, 'prices.json'), JSON.stringify({ prices: [] }));
    const { code, stderr } = await backlog('all.jsonl', '--max-cost', '1');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--max-cost is set, but no price is known of mock/)]);
  });
});
