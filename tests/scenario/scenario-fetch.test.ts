import { describe, expect, it } from 'vitest';
import { plainScenario } from '../../src/scenario/scenario.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { createFakeClock, createInstantClock } from '../support/fake-clock.ts';
import { scenarioFetchOf } from '../support/scenario-fetch-of.ts';

const url = 'https://llm.test/v1/chat/completions';
const body = JSON.stringify({ model: 'any', messages: [{ role: 'user', content: 'Hello' }] });
const slow = scenarioSchema.parse({ rules: [{ match: { key: 'slow' }, latency: { fixed: 500 } }] });

describe('scenario-fetch', () => {
  it('answers like a server', async () => {
    const fetch = scenarioFetchOf(plainScenario, { clock: createFakeClock() });
    const response = await fetch(url, { method: 'POST', body });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toHaveProperty('choices');
  });

  it('waits by its clock, under the key it was given', async () => {
    const clock = createFakeClock();
    const fetch = scenarioFetchOf(slow, { clock, key: 'slow' });
    let answered = false;
    const fetching = fetch(url, { method: 'POST', body }).then(() => {
      answered = true;
    });
    await Promise.resolve();
    expect([clock.sleeps, answered]).toEqual([[500], false]);
    clock.advance(500);
    await fetching;
  });

  it('prefers the key of the request', async () => {
    const clock = createFakeClock();
    const fetch = scenarioFetchOf(slow, { clock, key: 'quick' });
    await fetch(url, { method: 'POST', body });
    expect(clock.sleeps).toEqual([]);
    void fetch(url, { method: 'POST', body, headers: { 'X-Upshot-Scenario': 'slow' } });
    expect(clock.sleeps).toEqual([500]);
  });

  it('stops waiting when its signal is aborted', async () => {
    const fetch = scenarioFetchOf(slow, { clock: createFakeClock(), key: 'slow' });
    const controller = new AbortController();
    const fetching = fetch(url, { method: 'POST', body, signal: controller.signal });
    controller.abort(new Error('gone'));
    await expect(fetching).rejects.toThrow('gone');
    await expect(fetch(url, { signal: controller.signal })).rejects.toThrow('gone');
  });

  it('breaks off a stream as fetch does', async () => {
    const rules = [{ drop: 'middle', 'per-token': { fixed: 1 } }];
    const fetch = scenarioFetchOf(scenarioSchema.parse({ rules }), { clock: createInstantClock() });
    const response = await fetch(url, { method: 'POST', body: body.replace('{', '{"stream":true,') });
    const error = await response.text().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } });
  });

  it('gives no body to HEAD', async () => {
    const fetch = scenarioFetchOf(plainScenario, { clock: createFakeClock() });
    const response = await fetch('https://llm.test/v1/models', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('gives an answer without a body where the status has none', async () => {
    const scenario = scenarioSchema.parse({ rules: [{ status: 204 }] });
    const response = await scenarioFetchOf(scenario, { clock: createFakeClock() })(url, { method: 'POST', body });
    expect([response.status, response.body]).toEqual([204, null]);
  });
});
