import { expect, it } from 'vitest';
import type { GuardedProvider } from '../../src/provider/guard-readings.ts';
import { startTestServer } from './test-server.ts';

const since = Date.UTC(2025, 5, 1, 12);
const tripped: GuardedProvider = {
  name: 'openai@primary',
  model: 'gpt-5-mini',
  breaker: () => ({ state: 'open', since, retryAt: since + 30_000, calls: 12, failures: 7 }),
  limiter: () => ({ limit: 3.75, inFlight: 2, waiting: 1 }),
  heldMs: () => 0,
};

it('health tells how every provider stands', async () => {
  await using server = await startTestServer({ deps: { guarded: [tripped] } });
  const { status, body } = await server.json('/healthz');
  expect([status, body.status]).toEqual([200, 'degraded']);
  expect(body.guarded).toEqual([
    {
      ...{ name: 'openai@primary', model: 'gpt-5-mini' },
      breaker: {
        ...{ state: 'open', since: '2025-06-01T12:00:00.000Z', retryAt: '2025-06-01T12:00:30.000Z' },
        ...{ calls: 12, failures: 7 },
      },
      concurrency: { limit: 3, inFlight: 2, waiting: 1 },
    },
  ]);
});

it('metrics count requests by route, whatever the path, in the text format', async () => {
  await using server = await startTestServer();
  await server.save('one');
  await server.ask('/v1/articles/one');
  await server.ask('/v1/articles/none');
  await server.ask('/wp-login.php');
  const answer = await server.ask('/metrics');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  const text = await answer.text();
  expect(text).toContain('upshot_http_requests_total{method="GET",route="/v1/articles/:id",status="200"} 1\n');
  expect(text).toContain('upshot_http_requests_total{method="GET",route="/v1/articles/:id",status="404"} 1\n');
  expect(text).toContain('upshot_http_requests_total{method="GET",route="none",status="404"} 1\n');
  expect(text).not.toContain('wp-login');
});
