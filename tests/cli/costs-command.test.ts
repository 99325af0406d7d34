import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { candidate } from '../contract/candidate.ts';
import { draftResult } from '../contract/ledger-contract.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder[Symbol.dispose]());

const costs = async (...options: string[]) => {
  const { code, stdout } = await runUpshot(['costs', ...options], { cwd: folder.path });
  return { code, stdout };
};

/** One answer that an entry with two tags came of, one that led nowhere, and one that may have been charged. */
async function spend(costUsd: number | null = 0.5): Promise<void> {
  const clock = createInstantClock();
  await using store = await openSqliteStore({ file: join(folder.path, 'data', 'upshot.db'), clock, instance: 'i' });
  const reserve = async (request: string) => {
    const estimate = { inputTokens: 200, outputTokens: 50, costUsd };
    const key = { request, provider: 'openai', model: 'gpt-5-mini' };
    const found = await store.ledger.reserve(key, {
      leaseUntil: clock.now() + 1000,
      estimate,
      spending: { run: 'r1' },
    });
    return found.state === 'reserved' ? found.receipt : '';
  };
  const kept = await reserve('a');
  await store.ledger.settle(kept, draftResult());
  await store.catalogue.save(candidate('e', { receipts: [kept], tags: ['sre', 'data'] }));
  await store.ledger.settle(await reserve('b'), draftResult());
  await store.ledger.release(await reserve('c'), 'uncertain', 'provider-timeout');
}

it('sums up everything in seven figures for machines', async () => {
  const none = { calls: 0, settled: 0, uncertain: 0, inputTokens: 0, outputTokens: 0, costUsd: null, uncertainUsd: 0 };
  expect(JSON.parse((await costs('--json')).stdout)).toEqual(none);
  await spend();
  const { code, stdout } = await costs('--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    ...{ calls: 3, settled: 2, uncertain: 1, inputTokens: 400, outputTokens: 90, costUsd: 1, uncertainUsd: 0.5 },
  });
  expect(JSON.parse((await costs('--json', '--since', '2099-01-01')).stdout)).toEqual(none);
});

it('promises no cost of an uncertain call without a price', async () => {
  await spend(null);
  expect((await costs()).stdout).toMatch(/\nall .* no price\n/);
});

it('shows today, this month and all, and says what is not certain', async () => {
  await spend();
  expect((await costs()).stdout).toMatchInlineSnapshot(`
    "            calls  settled  uncertain  tokens in  out   cost  of it uncertain
    today           3        2          1        400   90  $1.00      up to $0.50
    this month      3        2          1        400   90  $1.00      up to $0.50
    all             3        2          1        400   90  $1.00      up to $0.50
    1 call had no answer and may have been charged, which only the bill of your vendor tells. Tokens, cost and budgets count it with the longest answer that is allowed, up to $0.50: where that uses up a budget, raise it.
    "
  `);
});

it('sums by the tags of the entries that answers ended in', async () => {
  await spend();
  const lines = (await costs('--by', 'tag', '--json')).stdout.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line)).map(({ tag, calls, costUsd }) => [tag, calls, costUsd])).toEqual([
    [null, 2, 0.75],
    ['data', 1, 0.25],
    ['sre', 1, 0.25],
  ]);
  expect((await costs('--by', 'tag')).stdout).toContain('An entry with two tags counts in both.');
});

it.each([
  ['--by', 'colour'],
  ['--since', '2025-02-30'],
])('refuses %s %s', async (...wrong) => {
  expect((await costs(...wrong)).code).toBe(2);
});

it('does not say that nothing was ever asked where it was asked before that day', async () => {
  await spend();
  expect((await costs('--since', '2999-01-01')).stdout).toContain('Nothing was asked of a model since then.');
});
