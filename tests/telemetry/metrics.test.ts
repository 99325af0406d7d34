import { expect, it } from 'vitest';
import { createMetrics } from '../../src/telemetry/metrics.ts';

const answered = { provider: 'openai', model: 'gpt-5-mini', outcome: 'answered', durationMs: 700 };
const usage = { inputTokens: 1200, outputTokens: 300, costUsd: 0.5 };

it('counts tries, tokens and cost by provider', async () => {
  const metrics = createMetrics();
  metrics.attempt({ ...answered, outcome: 'provider-unavailable' });
  metrics.attempt(answered, usage);
  metrics.attempt(answered, { ...usage, costUsd: null });
  const text = await metrics.render();
  expect(text).toContain(
    'upshot_provider_attempts_total{provider="openai",model="gpt-5-mini",outcome="provider-unavailable"} 1\n',
  );
  expect(text).toContain('upshot_provider_attempts_total{provider="openai",model="gpt-5-mini",outcome="answered"} 2\n');
  expect(text).toContain('upshot_provider_tokens_total{provider="openai",model="gpt-5-mini",direction="input"} 2400\n');
  expect(text).toContain('upshot_provider_tokens_total{provider="openai",model="gpt-5-mini",direction="output"} 600\n');
  expect(text).toContain('upshot_provider_cost_usd_total{provider="openai",model="gpt-5-mini"} 0.5\n');
  expect(text).toContain('upshot_provider_attempt_duration_seconds_bucket{le="0.5",provider="openai"} 0\n');
  expect(text).toContain('upshot_provider_attempt_duration_seconds_bucket{le="1",provider="openai"} 3\n');
});

it('reads breakers and limiters when it is asked', async () => {
  const metrics = createMetrics();
  let state: 'closed' | 'open' | 'half-open' = 'closed';
  metrics.watch({
    name: 'openai@backup',
    breaker: () => ({ state }),
    limiter: () => ({ limit: 4.5, inFlight: 3, waiting: 2 }),
  });
  await metrics.render();
  state = 'open';
  const text = await metrics.render();
  for (const line of [
    'upshot_breaker_state{provider="openai@backup",state="closed"} 0',
    'upshot_breaker_state{provider="openai@backup",state="open"} 1',
    'upshot_breaker_state{provider="openai@backup",state="half-open"} 0',
    'upshot_provider_concurrency_limit{provider="openai@backup"} 4.5',
    'upshot_provider_calls_in_flight{provider="openai@backup"} 3',
    'upshot_provider_calls_waiting{provider="openai@backup"} 2',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
});

it('keeps those of one Upshot apart from those of another', async () => {
  const one = createMetrics();
  one.request('GET', '/v1/tags', 200, 3);
  expect(await one.render()).toContain('upshot_http_requests_total{method="GET",route="/v1/tags",status="200"} 1\n');
  expect(await createMetrics().render()).not.toContain('/v1/tags');
});

it('reads the queue when it is asked, and goes without what cannot be read', async () => {
  const metrics = createMetrics();
  let oldestWaiting: string | null = '2025-06-01T00:00:00.500Z';
  let broken = false;
  metrics.watchQueue(async () => {
    if (broken) throw new Error('no disk');
    return { jobs: { waiting: 3, failed: 1 }, oldestWaiting };
  });
  const first = await metrics.render();
  expect(first).toContain('upshot_queue_jobs{state="waiting"} 3\nupshot_queue_jobs{state="failed"} 1\n');
  expect(first).toContain('upshot_queue_oldest_waiting_timestamp_seconds 1748736000.5\n');
  oldestWaiting = null;
  expect(await metrics.render()).toContain('upshot_queue_oldest_waiting_timestamp_seconds 0\n');
  broken = true;
  expect(await metrics.render()).toContain('upshot_provider_attempts_total');
});
