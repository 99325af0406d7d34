import { expect, it } from 'vitest';
import { ProviderError, type ProviderErrorCode, withAttempts } from '../../src/provider/provider-error.ts';

it.each<[ProviderErrorCode, number]>([
  ['provider-circuit-open', 503],
  ['provider-rate-limited', 503],
  ['provider-timeout', 504],
  ['provider-context-exceeded', 422],
  ['provider-unavailable', 502],
  ['provider-authentication', 502],
  ['provider-refused', 502],
])('%s is answered with %i unless it says otherwise', (code, status) => {
  expect(new ProviderError('x', { code, provider: 'openai' }).status).toBe(status);
  expect(new ProviderError('x', { code, provider: 'openai', status: 500 }).status).toBe(500);
});

it('keeps everything but the message and the attempts when it is given others', () => {
  const usage = { inputTokens: 1, outputTokens: 2, costUsd: 3 };
  const options = {
    ...{ code: 'provider-timeout' as const, status: 500, exitCode: 2 as const, provider: 'openai', asked: false },
    ...{ uncertain: true, usage, retryable: true, retryAfterMs: 7, hint: 'Wait.', cause: new Error('why') },
    errors: [{ detail: 'd', pointer: '' }],
  };
  const attempts = [{ provider: 'openai', model: 'm', outcome: 'provider-timeout', durationMs: 1, waitedMs: 2 }];
  const changed = withAttempts(new ProviderError('before', options), attempts, 'after');
  expect(changed).toMatchObject({ ...options, message: 'after', attempts });
});
