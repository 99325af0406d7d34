import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createOpenAiProvider } from '../../src/provider/openai-provider.ts';
import type { Rejected } from '../../src/provider/provider.ts';
import { createRetryProvider } from '../../src/provider/retry-provider.ts';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import { nearMisses } from '../../src/scenario/near-miss-kinds.ts';
import { loadScenario } from '../../src/scenario/scenario.ts';
import { bodyOf, type WireRequest } from '../../src/scenario/wire.ts';
import { summarySchema } from '../../src/summary/summary.ts';
import { validateDraft } from '../../src/summary/validate-draft.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createFakeClock, createInstantClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { openAiOptions, patientCall } from '../support/openai-options.ts';
import { scenarioFetchOf } from '../support/scenario-fetch-of.ts';
import { ask, withKey } from './wire-requests.ts';

const folder = fileURLToPath(new URL('../../samples/scenarios/', import.meta.url));
const article = incidentArticle();

/** The mock provider as the product composes it, over a scenario of samples/. */
function open(name: string, clock = createInstantClock()) {
  const fetch = scenarioFetchOf(loadScenario(`${folder}${name}.yaml`), { clock });
  const provider = createOpenAiProvider({ ...openAiOptions({ name: 'mock', clock }), fetch });
  return { clock, provider, retrying: createRetryProvider(provider, { clock, random: () => 0.5 }) };
}

/** What the scenario answers on the wire. */
function wire(name: string) {
  const clock = createFakeClock();
  const model = createMockModel(loadScenario(`${folder}${name}.yaml`), { clock });
  const contentOf = (request: WireRequest): string =>
    JSON.parse(bodyOf(model.answer(request))).choices[0].message.content;
  return { clock, answer: model.answer, status: (request: WireRequest) => model.answer(request).status, contentOf };
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

/** By file: what it shows. */
const samples: Readonly<Record<string, () => void | Promise<void>>> = {
  async 'fails-twice'() {
    const { attempts } = await open('fails-twice', quietClock()).retrying.draft({ article }, patientCall());
    expect(attempts.map(({ outcome }) => outcome)).toEqual([
      'provider-unavailable',
      'provider-unavailable',
      'answered',
    ]);
  },

  async 'rate-limited'() {
    const { attempts } = await open('rate-limited', quietClock()).retrying.draft({ article }, patientCall());
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['provider-rate-limited', 'answered']);
    expect(attempts[1]?.waitedMs).toBeGreaterThanOrEqual(1000);
  },

  async slow() {
    const clock = createFakeClock();
    const drafting = open('slow', clock).provider.draft({ article }, patientCall());
    while (clock.sleeps.length < 2) await new Promise(setImmediate);
    const [, latency = 0] = clock.sleeps; // the first is the provider's own limit
    expect(latency).toBeGreaterThan(500);
    expect(latency).toBeLessThan(3500);
    clock.advance(latency);
    await expect(drafting).resolves.toMatchObject({
      provider: 'mock',
      attempts: [{ durationMs: Math.round(latency) }],
    });
  },

  async repaired() {
    const schema = summarySchema(loadVocabulary().tags.map(({ id }) => id));
    const { provider } = open('repaired', quietClock());
    const problems: number[] = [];
    let rejected: Rejected | undefined;
    for (let draft = 0; draft < 3; draft += 1) {
      const result = await provider.draft({ article, ...(rejected && { rejected }) }, patientCall());
      const issues = validateDraft(result.draft, schema).issues ?? [];
      problems.push(issues.length);
      rejected = { round: 1, draft: result.draft, issues };
    }
    expect(problems[0]).toBe(1);
    expect(problems[1]).toBeGreaterThan(0);
    expect(problems[2]).toBe(0);
  },

  answers() {
    const { answer, contentOf } = wire('answers');
    expect(JSON.parse(contentOf(ask('on partitions'))).keywords).toEqual(['ledger', 'partitions']);
    expect(JSON.parse(contentOf(ask('a thumbnail')))).toMatchObject({ whyItMatters: 'Nobody knows.' });
    expect(contentOf(ask('say hello'))).toBe('Hello there.');
    expect(JSON.parse(contentOf(ask(article.text))).bullets).toHaveLength(6);
    const models = answer({ method: 'GET', path: '/v1/models', headers: {}, body: '' });
    expect(JSON.parse(bodyOf(models)).data.map(({ id }: { id: string }) => id)).toEqual(['gpt-5-mini', 'llama3.2']);
    const one = answer({ method: 'GET', path: '/v1/models/llama3.2', headers: {}, body: '' });
    expect(JSON.parse(bodyOf(one))).toMatchObject({ id: 'llama3.2', object: 'model' });
  },

  matching() {
    const { status, contentOf } = wire('matching');
    expect(times(4, () => status(ask('the queue', {}, withKey('tester'))))).toEqual([200, 500, 500, 200]);
    expect(contentOf(ask('the queue'))).toBe('about a queue');
    expect(contentOf(ask('We left PostgreSQL 12 behind.'))).toBe('about an old database');
    expect(times(3, () => status(ask('We are on Postgres 9.')))).toEqual([200, 200, 503]);
  },

  latencies() {
    const { answer } = wire('latencies');
    const taken = (key: string) => times(100, (index) => answer(ask(`${index}`, {}, withKey(key))).latencyMs);
    const median = (values: number[]) => values.toSorted((one, two) => one - two)[50] ?? 0;
    expect(new Set(taken('fixed'))).toEqual(new Set([250]));
    expect(Math.max(...taken('uniform'))).toBeLessThan(300);
    expect(Math.abs(median(taken('normal')) - 200)).toBeLessThan(10);
    expect(Math.abs(median(taken('log-normal')) - 800)).toBeLessThan(150);
    expect(taken('list').slice(0, 4)).toEqual([10, 10, 500, 10]);
  },

  streamed() {
    const { answer } = wire('streamed');
    const streamed = answer(ask('x', { stream: true }));
    const pauses = streamed.frames.map(({ afterMs }) => afterMs).slice(1);
    expect(streamed.latencyMs).toBe(400);
    expect(pauses.length).toBeGreaterThan(1);
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(15);
    const tokens = streamed.usage?.outputTokens ?? 0;
    const { latencyMs, frames } = answer(ask('x'));
    expect([frames.length, latencyMs > 400 + 15 * tokens, latencyMs < 400 + 25 * tokens]).toEqual([1, true, true]);
  },

  dropped() {
    const { answer } = wire('dropped');
    const [before, middle, after, later] = times(4, () => answer(ask('x')));
    expect(before).toMatchObject({ frames: [], ending: 'cut', usage: null });
    expect(middle?.ending).toBe('cut');
    expect(() => JSON.parse(bodyOf(middle ?? { frames: [] }))).toThrow(/JSON/);
    expect(after?.ending).toBe('closed');
    expect(JSON.parse(bodyOf(after ?? { frames: [] }))).toHaveProperty('choices');
    expect(later?.ending).toBe('whole');
  },

  'near-misses'() {
    const { answer } = wire('near-misses');
    const bodies = nearMisses.map((kind) => bodyOf(answer(ask(article.text, {}, withKey(kind)))));
    expect(new Set(bodies.map((body) => JSON.stringify(JSON.parse(body).choices))).size).toBe(nearMisses.length);
  },

  limits() {
    const { clock, answer, status } = wire('limits');
    const greedy = { max_completion_tokens: 16_384 };
    expect(times(7, (index) => status(ask(`${index}`, greedy)))).toEqual([200, 200, 200, 200, 200, 429, 429]);
    clock.advance(60_000);
    expect(times(7, (index) => status(ask(`${index}`)))).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect(answer(ask('x')).headers).toMatchObject({ 'retry-after': '10', 'x-ratelimit-remaining-requests': '0' });
  },

  outages() {
    const { clock, answer, status } = wire('outages');
    const statuses = times(11, (index) => status(ask(`article ${index}`)));
    expect([...statuses.slice(0, 3), ...statuses.slice(9)]).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(statuses.slice(3, 9))).toEqual(new Set([200, 503]));
    expect([answer(ask('x')).ending, answer(ask('x')).ending, answer(ask('x')).ending]).toEqual([
      'cut',
      'cut',
      'whole',
    ]);
    clock.advance(600_000);
    expect(status(ask('x'))).toBe(500);
    clock.advance(60_000);
    expect(status(ask('x'))).toBe(200);
  },
};

describe('the sample', () => {
  it.each(Object.entries(samples))('%s shows what it says', async (_, shows) => {
    await shows();
  });

  it('is among these, whichever it is', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    expect(names.map((name) => name.replace('.yaml', '')).toSorted()).toEqual(Object.keys(samples).toSorted());
  });

  it.each(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name)))(
    '%s can be loaded, and no rule of it stands behind one that answers all it could',
    (name) => {
      const model = createMockModel(loadScenario(`${folder}${name}`), { clock: createFakeClock() });
      expect(model.unmatchedRules().filter(({ shadowedBy }) => shadowedBy !== null)).toEqual([]);
    },
  );
});

/** Waits end at once, but a limit on time never strikes. */
function quietClock() {
  const clock = createInstantClock();
  return {
    ...clock,
    sleep: (ms: number, signal?: AbortSignal) =>
      ms > 60_000 ? createFakeClock().sleep(ms, signal) : clock.sleep(ms, signal),
  };
}
