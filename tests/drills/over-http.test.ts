import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { compose } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { startServer } from '../../src/http/serve.ts';
import { startMockServer } from '../../src/mock-llm/mock-server.ts';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import type { Json } from '../http/test-server.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { articleText } from './open-drill.ts';

/** The drill of outage.test.ts, shortened, on the system's clock and over two real ports. */
const shortOutage = scenarioSchema.parse({
  outages: [{ seconds: '0.5-1.5' }],
  rules: [{ latency: { fixed: 20 } }],
});
const ARTICLES = 50;

it('an outage of a second over real HTTP loses no article, pays for none twice, and ends', async () => {
  using folder = tempFolder();
  const model = createMockModel(shortOutage, { clock: systemClock });
  await using mock = await startMockServer({ model });
  const config = loadConfig(
    { OPENAI_BASE_URL: `${mock.url}/v1`, UPSHOT_BREAKER_OPEN_SECONDS: '1', PORT: '0' },
    folder.path,
  );
  const states: string[] = [];
  const log = createLogger('info', {
    write: (line) => {
      const { breaker } = JSON.parse(line);
      if (breaker) states.push(breaker);
    },
  });
  await using upshot = await compose(config, { log, workers: inProcessWorkers });
  await using server = await startServer({ ...upshot, settings: config, version: '1.2.3' });

  async function post(number: number): Promise<unknown> {
    const body = articleText(number);
    for (;;) {
      const answer = await fetch(`${server.url}/v1/articles`, {
        ...{ method: 'POST', headers: { 'content-type': 'text/markdown' }, body },
      });
      if (answer.status === 201) return ((await answer.json()) as Json).id;
      expect(answer.status).toBe(503);
      await delay(Number(answer.headers.get('retry-after')) * 1000);
    }
  }
  const posts: Promise<unknown>[] = [];
  for (let number = 1; number <= ARTICLES; number += 1) {
    posts.push(post(number));
    await delay(40);
  }
  expect(new Set(await Promise.all(posts)).size).toBe(ARTICLES);

  const statuses = model.transcript().map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(ARTICLES);
  expect(await upshot.ledger.totals()).toMatchObject({ settled: ARTICLES, uncertain: 0, calls: statuses.length });
  expect(states[0]).toBe('open');
  expect(states.at(-1)).toBe('closed');
  const { guarded } = (await (await fetch(`${server.url}/healthz`)).json()) as Json;
  expect(guarded[0].breaker.state).toBe('closed');
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toContain(
    `upshot_provider_attempts_total{provider="openai",model="gpt-5-mini",outcome="answered"} ${ARTICLES}`,
  );
});
