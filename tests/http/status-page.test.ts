import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../src/ledger/account.ts';
import type { GuardedProvider } from '../../src/provider/guard-readings.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const broken: GuardedProvider = {
  ...{ name: 'openai', model: 'gpt-5-mini' },
  breaker: () => ({ state: 'open', since: 0, retryAt: Date.UTC(2026, 0, 1, 0, 5), calls: 12, failures: 9 }),
  limiter: () => ({ limit: 7.6, inFlight: 2, waiting: 3 }),
  heldMs: () => 0,
};

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ deps: { guarded: [broken] }, settings: { dailyMaxCostUsd: 2.5 } });
});
afterEach(() => server[Symbol.asyncDispose]());

async function page(path: string) {
  const response = await server.ask(path, { headers: { accept: 'text/html' } });
  const html = await response.text();
  const text = html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  return { html, text, headers: response.headers };
}

describe('/status', () => {
  it('says how everything stands, and that nothing happened yet', async () => {
    const { text, headers } = await page('/status');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('last-modified')).toBeNull(); // not that of the catalogue
    for (const said of ['Upshot 1.2.3.', '0 published', '0 for review', '0 queued', 'US$ 0.00 spent today']) {
      expect(text).toContain(said);
    }
    expect(text).toContain('At most US$ 2.50 a day.');
    expect(text).toContain('Left alone: 9 of the last 12 calls failed; tried again at 1 Jan 2026, 00:05 UTC.');
    expect(text).toContain('2 of at most 7 calls at once, 3 wait.');
    expect(text).toContain('None yet: upshot backlog and upshot ingest are runs.');
    expect(text).not.toContain('What failed');
  });

  it('says at what uncertain calls are counted', async () => {
    const account: Account = {
      ...{ calls: 1, settled: 0, uncertain: 1, inputTokens: 2000, outputTokens: 16_384 },
      ...{ costUsd: 0.25, uncertainUsd: 0.25, unpriced: 0, open: { calls: 0, costUsd: 0 } },
    };
    await server[Symbol.asyncDispose]();
    server = await startTestServer({ deps: { ledger: { account: async () => account, spent: async () => account } } });
    const { text } = await page('/status');
    expect(text).toContain('Today 1 2,000 16,384 US$ 0.2500, 1 uncertain');
    expect(text).toContain('count them with the longest answer that is allowed: up to US$ 0.2500 this month.');
  });

  it('lists what was given up, to be tried again with one press', async () => {
    const { queue } = server.deps;
    const { id } = await queue.add({ input: { text: 'x' } });
    const taken = await queue.take(Number.MAX_SAFE_INTEGER);
    const problem = { code: 'too-short', message: 'The article has <2> words' };
    if (taken !== null) await queue.fail(taken, problem, null);

    const { html, text } = await page('/status');
    expect(text).toContain('The article has &lt;2&gt; words too-short , after 1 try');
    expect(text).toContain('too-short 1 The article has &lt;2&gt; words');
    const action = /action="(\/status\/jobs\/[^"]+)"/.exec(html)?.[1] ?? '';
    const retried = await server.ask(action, { method: 'POST' });
    expect([retried.status, retried.headers.get('location')]).toEqual([303, '/status']);
    expect((await queue.get(id))?.state).toBe('waiting');
    expect((await page('/status')).html).not.toContain('/retry');
    const foreign = await server.ask(action, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    expect(foreign.status).toBe(403);
  });
});
