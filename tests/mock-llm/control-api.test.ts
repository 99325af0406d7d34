import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadScenario, parseScenario } from '../../src/scenario/scenario.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { rawRequest } from '../http/raw-request.ts';
import { startTestMock } from './start-test-mock.ts';

const samples = fileURLToPath(new URL('../../samples/scenarios/', import.meta.url));

type Mock = Awaited<ReturnType<typeof startTestMock>>;

const body = JSON.stringify({ model: 'gpt-5-mini', messages: [{ role: 'user', content: 'Hello' }] });
const complete = (mock: Mock) => mock.ask('/v1/chat/completions', { body }).then(({ status }) => status);

async function control(mock: Mock, method: string, path: string, sent?: string) {
  const response = await mock.ask(path, { method, ...(sent === undefined ? {} : { body: sent }) });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: text === '' ? null : JSON.parse(text),
  };
}

describe('the control API', () => {
  it.each(['/', '/_mock', '/_mock/'])('lists at %s what there is, and all of that is there', async (path) => {
    await using mock = await startTestMock();
    const { addresses } = (await control(mock, 'GET', path)).body;
    for (const address of Object.keys(addresses)) {
      const [method = '', at = ''] = address.split(' ');
      expect([200, 204], address).toContain((await mock.ask(at, { method })).status);
    }
  });

  it('is healthy', async () => {
    await using mock = await startTestMock();
    expect(await control(mock, 'GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect((await rawRequest(`${mock.url}/healthz`, { method: 'HEAD' })).status).toBe(200);
  });

  it('counts calls and tokens, from the start or from the last reset', async () => {
    await using mock = await startTestMock();
    const stats = () => control(mock, 'GET', '/_mock/stats');
    expect((await stats()).body).toEqual({ calls: 0, inputTokens: 0, outputTokens: 0 });
    await complete(mock);
    await complete(mock);
    const { inputTokens, outputTokens } = mock.model.stats();
    expect((await stats()).body).toEqual({ calls: 2, inputTokens, outputTokens });
    expect(await control(mock, 'POST', '/_mock/reset')).toMatchObject({ status: 204, body: null });
    expect((await stats()).body).toEqual({ calls: 0, inputTokens: 0, outputTokens: 0 });
    expect((await control(mock, 'GET', '/_mock/transcript')).body).toEqual([]);
  });

  it('gives the transcript', async () => {
    await using mock = await startTestMock();
    await complete(mock);
    const { body: transcript } = await control(mock, 'GET', '/_mock/transcript');
    expect(transcript).toEqual(JSON.parse(JSON.stringify(mock.model.transcript())));
    expect(transcript).toMatchObject([{ number: 1, path: '/v1/chat/completions', status: 200 }]);
  });

  it.each([
    ['1', [3]],
    ['2', [2, 3]],
    ['3', [1, 2, 3]],
    ['99999999999999999999', [1, 2, 3]],
  ])('gives the last of the transcript: limit=%s', async (limit, numbers) => {
    await using mock = await startTestMock();
    for (const _ of [1, 2, 3]) await complete(mock);
    const { body: transcript } = await control(mock, 'GET', `/_mock/transcript?limit=${limit}`);
    expect(transcript.map(({ number }: { number: number }) => number)).toEqual(numbers);
  });

  it.each(['', '0', '-1', '1.5', 'ten'])('says what is wrong with limit=%s', async (limit) => {
    await using mock = await startTestMock();
    expect(await control(mock, 'GET', `/_mock/transcript?limit=${limit}`)).toMatchObject({
      status: 400,
      body: { code: 'bad-limit', detail: `limit must be a whole number from 1 on, and is "${limit}"` },
    });
  });

  it('shows the scenario with how often each rule answered, and no path of the machine', async () => {
    const scenario = parseScenario(
      'seed: 3\nrules:\n  - match: { calls: 1 }\n    status: 503\n  - {}',
      '/secret/one.yaml',
    );
    await using mock = await startTestMock({ scenario });
    for (const status of [503, 200, 200]) expect(await complete(mock)).toBe(status);
    const { body: shown } = await control(mock, 'GET', '/_mock/scenario');
    expect(shown).toMatchObject({
      name: 'one.yaml',
      scenario: { seed: 3, rules: [{ match: { calls: 1 }, status: 503 }, {}] },
      rules: [
        { line: 3, answered: 1 },
        { line: 5, answered: 2 },
      ],
    });
    expect(JSON.stringify(shown)).not.toContain('secret');
  });

  it.each(readdirSync(samples).filter((name) => name.endsWith('.yaml')))(
    'shows the scenario %s in a form that it takes back, as the same one',
    async (name) => {
      const scenario = loadScenario(join(samples, name));
      await using mock = await startTestMock({ scenario });
      const { body: shown } = await control(mock, 'GET', '/_mock/scenario');
      const taken = await control(mock, 'PUT', '/_mock/scenario', JSON.stringify(shown.scenario));
      expect([taken.status, taken.body.scenario]).toEqual([200, shown.scenario]);
      expect({ ...mock.model.scenario, source: null }).toEqual({ ...scenario, source: null });
    },
  );

  it('tells which rules of a scenario never matched when another takes its place', async () => {
    const told: unknown[] = [];
    await using mock = await startTestMock({
      scenario: parseScenario('rules: [{ match: { key: k } }]', 'one'),
      onReplaced: (unmatched) => told.push(unmatched),
    });
    await control(mock, 'PUT', '/_mock/scenario', 'rules: [');
    expect(told).toEqual([]);
    await control(mock, 'PUT', '/_mock/scenario', '');
    expect(told).toEqual([[{ rule: 0, at: 'one:1', shadowedBy: null }]]);
  });

  it.each(['PUT', 'POST'])('plays another scenario on %s, in YAML or JSON', async (method) => {
    await using mock = await startTestMock({ scenario: scenarioSchema.parse({ rules: [{ status: 500 }] }) });
    expect(await complete(mock)).toBe(500);
    const yaml = 'rules:\n  - match: { calls: 1 }\n    status: 429\n';
    expect(await control(mock, method, '/_mock/scenario', yaml)).toMatchObject({
      ...{ status: 200, body: { name: 'scenario', rules: [{ line: 2, answered: 0 }] } },
    });
    expect([await complete(mock), await complete(mock)]).toEqual([429, 200]);
    await control(mock, method, '/_mock/scenario', JSON.stringify({ rules: [{ status: 418 }] }));
    expect(await complete(mock)).toBe(418);
    await control(mock, method, '/_mock/scenario', '');
    expect(await complete(mock)).toBe(200);
    expect(mock.model.stats().calls).toBe(5);
  });

  it('refuses a scenario that is wrong with every problem and its line, and goes on with the one before', async () => {
    await using mock = await startTestMock({ scenario: scenarioSchema.parse({ rules: [{ status: 418 }] }) });
    const wrong = 'seed: -1\nrules:\n  - statsu: 500\n  - latency: { fixed: -1 }\n';
    const refused = await control(mock, 'PUT', '/_mock/scenario', wrong);
    expect(refused).toMatchObject({ status: 400, type: 'application/problem+json', body: { code: 'bad-scenario' } });
    for (const problem of [/scenario:1: seed/, /scenario:3: .*statsu/, /scenario:4: .*latency/]) {
      expect(refused.body.detail).toMatch(problem);
    }
    expect((await control(mock, 'PUT', '/_mock/scenario', '{"rules": [')).status).toBe(400);
    expect(await complete(mock)).toBe(418);
  });

  it('starts and ends an outage', async () => {
    await using mock = await startTestMock();
    expect((await control(mock, 'POST', '/_mock/outage')).status).toBe(204);
    expect(await complete(mock)).toBe(503);
    expect((await control(mock, 'POST', '/_mock/outage', '{"status": 500, "share": 1}')).status).toBe(204);
    expect(await complete(mock)).toBe(500);
    const more = { status: 429, headers: { 'Retry-After': 7 }, latency: { list: [1, 2] }, drop: 'after' };
    expect((await control(mock, 'POST', '/_mock/outage', JSON.stringify(more))).status).toBe(204);
    expect(mock.model.answer({ method: 'POST', path: '/v1/chat/completions', headers: {}, body })).toMatchObject({
      ...{ status: 429, latencyMs: 1, ending: 'closed', headers: { 'retry-after': '7' } },
    });
    expect((await control(mock, 'DELETE', '/_mock/outage')).status).toBe(204);
    expect(await complete(mock)).toBe(200);
  });

  it.each([
    ['{"status": 200}', [{ pointer: '/status', detail: expect.stringContaining('from 400 to 599') }]],
    ['{"share": 2, "for": 5}', [{ pointer: '/share' }, { pointer: '/for', detail: 'for is not known here' }]],
    ['{"headers": {"content-length": "3"}}', [{ pointer: '/headers/content-length' }]],
    ['{"latency": {"fixed": -1}}', [{ pointer: '/latency/fixed' }]],
    ['{"drop": "now"}', [{ pointer: '/drop' }]],
    ['[]', [{ pointer: '' }]],
  ])('refuses the outage %s', async (sent, errors) => {
    await using mock = await startTestMock();
    const refused = await control(mock, 'POST', '/_mock/outage', sent);
    expect(refused).toMatchObject({ status: 400, body: { code: 'bad-outage', errors } });
    expect(await complete(mock)).toBe(200);
  });

  it.each([
    ['GET', '/nothing', undefined, 404, 'not-found'],
    ['GET', '/_mock/nothing', undefined, 404, 'not-found'],
    ['GET', '/_mock/__proto__', undefined, 404, 'not-found'],
    ['POST', '/_mock/outage', 'now', 400, 'malformed-json'],
    ['DELETE', '/_mock/stats', undefined, 405, 'method-not-allowed'],
    ['POST', '/', undefined, 405, 'method-not-allowed'],
  ])('answers %s %s (%s) with a problem', async (method, path, sent, status, code) => {
    await using mock = await startTestMock();
    const refused = await control(mock, method, path, sent);
    expect(refused).toMatchObject({ status, type: 'application/problem+json', body: { status, code, instance: path } });
  });

  it('says which methods an address takes', async () => {
    await using mock = await startTestMock();
    const response = await mock.ask('/_mock/scenario', { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, PUT, POST']);
  });

  it('answers a defect with a blank problem, and tells it', async () => {
    const defect = new Error('a defect');
    await using mock = await startTestMock();
    const broken = await startTestMock({
      model: {
        ...mock.model,
        stats() {
          throw defect;
        },
      },
    });
    const refused = await control(broken, 'GET', '/_mock/stats');
    await broken.close();
    expect(refused).toMatchObject({ status: 500, body: { code: 'internal-error' } });
    expect(JSON.stringify(refused.body)).not.toContain('a defect');
    expect(broken.defects).toEqual([defect]);
  });
});

describe('pages of other sites', () => {
  it.each([
    ['POST', '/_mock/reset', { origin: 'https://evil.example' }, 403, 'foreign-origin'],
    ['POST', '/_mock/reset', { 'sec-fetch-site': 'cross-site' }, 403, 'foreign-origin'],
    ['GET', '/_mock/transcript', { host: 'evil.example' }, 421, 'foreign-host'],
    ['GET', '/_mock', { host: 'evil.example' }, 421, 'foreign-host'],
  ])('are kept from %s %s with %o', async (method, path, headers, status, code) => {
    await using mock = await startTestMock();
    await complete(mock);
    const { status: answered, body: problem } = await rawRequest(`${mock.url}${path}`, { method, headers });
    expect([answered, JSON.parse(problem)]).toMatchObject([status, { code, hint: expect.stringContaining('program') }]);
    expect(mock.model.stats().calls).toBe(1);
  });

  it('are kept out by nothing but that: the model, health and metrics answer under any name', async () => {
    await using mock = await startTestMock();
    const headers = { host: 'mock.internal:8642', origin: 'https://tool.example' };
    const asked = await rawRequest(`${mock.url}/v1/chat/completions`, { method: 'POST', headers, body });
    expect(asked.status).toBe(200);
    for (const path of ['/healthz', '/metrics']) {
      expect((await rawRequest(`${mock.url}${path}`, { headers })).status).toBe(200);
    }
    await using open = await startTestMock({ host: '0.0.0.0' });
    const there = { method: 'POST', headers: { host: 'mock:8642' } };
    expect((await rawRequest(`${open.url}/_mock/reset`, there)).status).toBe(204);
    const foreign = { method: 'POST', headers: { host: 'mock:8642', origin: 'https://evil.example' } };
    expect((await rawRequest(`${open.url}/_mock/reset`, foreign)).status).toBe(403);
    const own = { host: 'localhost:9', origin: 'http://localhost:9' };
    expect((await rawRequest(`${mock.url}/_mock/reset`, { method: 'POST', headers: own })).status).toBe(204);
  });
});
