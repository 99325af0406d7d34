import { describe, expect, it } from 'vitest';
import { ask, play, type Said } from './wire-requests.ts';

const limitHeaders = ({ headers }: Said) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('x-ratelimit-') || name.startsWith('retry-after'))
      .map(([name, value]) => [name.replace('x-ratelimit-', ''), value]),
  );

describe('requests a minute', () => {
  const limits = { 'requests-per-minute': 2 };

  it('are a bucket that is full at first and refills evenly', () => {
    const said = play({ limits });
    const statuses = [0, 0, 0, 29.9, 30, 30, 59, 60, 1000, 1000, 1000].map((second) => said(ask('x'), second).status);
    expect(statuses).toEqual([200, 200, 429, 429, 200, 429, 429, 200, 200, 200, 429]);
  });

  it('are told with every answer', () => {
    const said = play({ limits });
    expect(limitHeaders(said(ask('x')))).toEqual({
      ...{ 'limit-requests': '2', 'remaining-requests': '1', 'reset-requests': '30s' },
    });
    expect(limitHeaders(said(ask('x'), 10))).toMatchObject({ 'remaining-requests': '0', 'reset-requests': '50s' });
    expect(limitHeaders(said(ask('x'), 29.25))).toEqual({
      ...{ 'limit-requests': '2', 'remaining-requests': '0', 'reset-requests': '30.75s' },
      ...{ 'retry-after': '1', 'retry-after-ms': '750' },
    });
  });

  it('beyond the limit are refused as OpenAI does, without a model at work', () => {
    const said = play({ limits: { 'requests-per-minute': 1 } });
    said(ask('x'));
    const given = said(ask('x'));
    expect(given).toMatchObject({ status: 429, decidedBy: 'rate-limit', rule: null, usage: null });
    expect(given.headers['retry-after']).toBe('60');
    expect(JSON.parse(given.body).error).toEqual({
      ...{ type: 'requests', param: null, code: 'rate_limit_exceeded' },
      message: 'Rate limit reached on requests per min (RPM): Limit 1, Used 1, Requested 1. Please try again in 1m0s.',
    });
  });

  it('that are refused count for no rule', () => {
    const said = play({ limits, rules: [{ match: { calls: 3 }, status: 418 }] });
    const statuses = [0, 0, 0, 30].map((second) => said(ask('x'), second).status);
    expect(statuses).toEqual([200, 200, 429, 418]);
  });

  it('cost nothing while there is an outage', () => {
    const said = play({ limits, outages: [{ calls: '1-5' }] });
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(() => said(ask('x')).status)).toEqual([503, 503, 503, 503, 503, 200, 200, 429]);
  });

  it('are not taken back when the clock goes back', () => {
    const said = play({ limits: { 'requests-per-minute': 2 } });
    expect([60, 0, 0].map((second) => said(ask('x'), second).status)).toEqual([200, 200, 429]);
  });

  it('do not refill when the clock goes back', () => {
    const said = play({ limits: { 'requests-per-minute': 1 } });
    expect([60, 30, 60, 119, 120].map((second) => said(ask('x'), second).status)).toEqual([200, 429, 429, 429, 200]);
  });
});

describe('tokens a minute', () => {
  const said = (limit: number) => play({ limits: { 'tokens-per-minute': limit } });

  it('cost what the messages come to', () => {
    const given = said(100)(ask('x'.repeat(160)));
    expect(limitHeaders(given)).toEqual({ 'limit-tokens': '100', 'remaining-tokens': '60', 'reset-tokens': '24s' });
  });

  it.each(['max_tokens', 'max_completion_tokens'])('cost what %s allows when that is more', (field) => {
    const asking = said(100);
    expect(limitHeaders(asking(ask('x', { [field]: 99 })))['remaining-tokens']).toBe('1');
    const refused = asking(ask('x', { [field]: 99 }));
    expect(JSON.parse(refused.body).error).toMatchObject({ type: 'tokens', code: 'rate_limit_exceeded' });
    expect(limitHeaders(refused)).toMatchObject({ 'retry-after': '59', 'retry-after-ms': '58800' });
  });

  it('that no minute has are refused without a time to come back', () => {
    const refused = said(100)(ask('x', { max_tokens: 101 }));
    expect(refused.status).toBe(429);
    expect(refused.headers).not.toHaveProperty('retry-after');
    expect(JSON.parse(refused.body).error.message).toMatch(/^Request too large on tokens per min \(TPM\): Limit 100/);
  });

  it('are told in the units that OpenAI uses', () => {
    const asking = play({ limits: { 'requests-per-minute': 60_000, 'tokens-per-minute': 10 } });
    const { headers } = asking(ask('x', { max_tokens: 10 }));
    expect(headers['x-ratelimit-reset-requests']).toBe('1ms');
    expect(headers['x-ratelimit-reset-tokens']).toBe('1m0s');
    expect(asking(ask('x'), 3600).headers['x-ratelimit-reset-tokens']).toBe('6s');
  });
});

it('without limits nothing is told', () => {
  expect(limitHeaders(play({})(ask('x')))).toEqual({});
});
