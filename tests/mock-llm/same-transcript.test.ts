import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Agent, fetch as undiciFetch } from 'undici';
import { describe, expect, it } from 'vitest';
import { startMockServer } from '../../src/mock-llm/mock-server.ts';
import { createMockModel, type MockModel } from '../../src/scenario/mock-model.ts';
import { loadScenario, parseScenario, type Scenario } from '../../src/scenario/scenario.ts';
import { createScenarioFetch } from '../../src/scenario/scenario-fetch.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { createFakeTimer } from './fake-timer.ts';

const folder = new URL('../../samples/scenarios/', import.meta.url);
const samples = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));

/** Something of everything that a scenario can do. */
const scenario = `
seed: 11
limits: { requests-per-minute: 40 }
outages:
  - { calls: "5-8", share: 0.5, status: 500 }
rules:
  - match: { key: slow, calls: "1-3" }
    latency: { list: [20, 40] }
  - match: { contains: queue }
    latency: { log-normal: { median: 30, sigma: 0.4 } }
    per-token: { uniform: [0.1, 2] }
    stream: { chunk: { uniform: [1, 6] } }
    answer: { literal: The queue drained within eleven minutes. }
  - match: { matches: "br[oe]ken" }
    drop: middle
  - match: { contains: late }
    drop: after
  - match: { contains: gone }
    drop: before
  - match: { contains: wrong }
    answer: { near-miss: cut-off-json }
  - latency: { normal: { mean: 25, sd: 5 } }
`;

const contents = ['a queue', 'broken', 'late', 'gone', 'wrong', 'a süß 🦊', 'plain'];
const requests = Array.from({ length: 60 }, (_, n) => {
  const content = contents[n % contents.length] ?? '';
  const stream = n % 3 === 0;
  const key = n % 10 === 0 ? 'slow' : undefined;
  const asked = n % 2 === 0 ? { messages: [{ role: 'user', content }] } : { input: content };
  return {
    path: n % 2 === 0 ? '/v1/chat/completions' : '/v1/responses?a=b',
    ...{ method: 'POST', headers: key === undefined ? {} : { 'X-Upshot-Scenario': key } },
    body: n === 33 ? '{"not":"json' : JSON.stringify({ model: 'gpt-5-mini', stream, ...asked }),
  };
});

/** Sends them one after the other, and reads every answer as far as it goes. */
async function send(model: MockModel, url: string, count: number, fetch: typeof globalThis.fetch) {
  const answers: string[] = [];
  for (const { path, ...init } of requests.slice(0, count)) {
    const streamed = init.body.includes('"stream":true');
    let text = '';
    try {
      const response = await fetch(`${url}${path}`, init);
      text = `${response.status} `;
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += piece;
      answers.push(text);
    } catch {
      // Whether the head of a whole answer got through before it broke is up to the `fetch`.
      answers.push(`${streamed ? text : ''} and no more`);
    }
  }
  return { answers, transcript: JSON.stringify(model.transcript()), stats: model.stats() };
}

const modelOf = (scenario: Scenario) => createMockModel(scenario, { clock: createInstantClock() });

async function inProcess(scenario: Scenario, count: number) {
  const model = modelOf(scenario);
  return send(model, 'http://mock.invalid', count, createScenarioFetch(model, { clock: createInstantClock() }));
}

async function overHttp(scenario: Scenario, count: number) {
  const model = modelOf(scenario);
  const timer = createFakeTimer();
  // Time passes as soon as somebody waits for it.
  const at: typeof timer.at = (due, ring) => {
    const alarm = timer.at(due, ring);
    setImmediate(() => timer.advance(due - timer.now()));
    return alarm;
  };
  await using server = await startMockServer({ model, timer: { ...timer, at } });
  // A connection for each request: one that is dropped must not be met by the next request.
  const dispatcher = new Agent({ pipelining: 0 });
  const oneByOne = (input: string, init: object) => undiciFetch(input, { ...init, dispatcher });
  const sent = await send(model, server.url, count, oneByOne as unknown as typeof fetch);
  await dispatcher.close();
  const transcript = await fetch(`${server.url}/_mock/transcript`);
  return { ...sent, transcript: await transcript.text() };
}

describe('the same requests under the same scenario', () => {
  it('give the same answers and the same transcript, byte for byte, in process and over HTTP, again and again', async () => {
    const everything = parseScenario(scenario, 'all.yaml');
    const first = await inProcess(everything, requests.length);
    expect(first.answers).toHaveLength(60);
    for (const kind of [/^200 \{/, /^200 data: /, /^200 event: /, /^500/, /^429/, /^400/, /\w and no more$/]) {
      expect(first.answers.some((answer) => kind.test(answer))).toBe(true);
    }
    expect(await inProcess(everything, requests.length)).toEqual(first);
    expect(await overHttp(everything, requests.length)).toEqual(first);
  });

  it.each(samples)('do so under the sample %s', async (name) => {
    const sample = loadScenario(fileURLToPath(new URL(name, folder)));
    expect(await overHttp(sample, 14)).toEqual(await inProcess(sample, 14));
  });
});
