import { describe, expect, it } from 'vitest';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { articleText, type Drill, drillScenario, entriesOf, openDrill, type Posted } from './open-drill.ts';

const codes = (posted: readonly Posted[]) => new Set(posted.flatMap(({ refusals }) => refusals));
const statusesOf = ({ models }: Drill, provider = 'openai') =>
  models[provider]?.transcript().map(({ status }) => status) ?? [];
const attemptsOf = ({ entry }: Posted) =>
  entry?.provenance.attempts.map(({ outcome, waitedMs }) => `${outcome} after ${waitedMs}`);

describe('a storm of 429s', () => {
  it('with Retry-After of 20 s is waited out, asking less at once, until it has passed', async () => {
    await using drill = await openDrill({ openai: drillScenario('storm') });
    const limits: number[] = [];
    async function watch() {
      for (let second = 1; second <= 70; second += 1) {
        await drill.clock.sleep(1000);
        limits.push(Math.floor(drill.upshot.guarded[0]?.limiter().limit ?? 0));
      }
    }
    const [posted] = await drill.clock.run(Promise.all([drill.traffic(200, 250), watch()]));
    expect(codes(posted)).toEqual(new Set());
    expect(await drill.upshot.ledger.totals()).toMatchObject({ calls: 201, settled: 200, uncertain: 0 });
    expect(statusesOf(drill).filter((status) => status === 429)).toHaveLength(1); // one is told, and all believe it
    expect(drill.breakers).toEqual([]);
    expect(limits[4]).toBe(64); // before the storm
    expect(Math.max(...limits.slice(6, 24))).toBe(5); // in it
    expect(limits[69]).toBeGreaterThan(15); // one more with every round of answers after it
    expect(posted[20] && attemptsOf(posted[20])).toEqual(['provider-rate-limited after 0', 'answered after 20250']);
    for (const { entry, at } of posted.slice(21, 100)) {
      const [attempt, ...others] = entry?.provenance.attempts ?? [];
      expect({ outcome: attempt?.outcome, others }).toEqual({ outcome: 'answered', others: [] });
      expect(at * 1000 + (attempt?.waitedMs ?? 0)).toBeGreaterThanOrEqual(25_000);
    }
    expect(Math.max(...posted.map(({ answeredAt }) => answeredAt))).toBe(57.25);
  });

  it('with Retry-After of 10 minutes is told to the caller, who does not wait in vain', async () => {
    await using drill = await openDrill({ openai: drillScenario('long-storm') });
    const posted = await drill.clock.run(drill.traffic(60, 500));
    expect(codes(posted)).toEqual(new Set(['provider-rate-limited']));
    const turnedAway = posted.filter(({ refusals }) => refusals.length > 0);
    expect(turnedAway.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 11));
    for (const { at, refusals, answeredAt } of turnedAway) {
      expect(refusals).toHaveLength(1);
      expect(answeredAt).toBeGreaterThan(Math.max(at, 605)); // came back when it was told to
      expect(answeredAt).toBeLessThan(630);
    }
    expect(entriesOf(posted)).toHaveLength(60);
    expect(await drill.upshot.ledger.totals()).toMatchObject({ calls: 61, settled: 60, uncertain: 0 });
  });

  it('with Retry-After of 10 minutes sends its articles to the next provider', async () => {
    await using drill = await openDrill({ 'openai@primary': drillScenario('long-storm'), extractive: null });
    const posted = await drill.clock.run(drill.traffic(60, 500));
    expect(codes(posted)).toEqual(new Set());
    const byExtractive = entriesOf(posted).filter(({ provenance }) => provenance.provider === 'extractive');
    expect(byExtractive).toHaveLength(50);
    for (const { at, answeredAt } of posted.slice(10)) expect(answeredAt).toBe(at); // nobody waits for the first
    expect(statusesOf(drill, 'openai@primary').filter((status) => status === 429)).toHaveLength(1);
  });

  it('costs those who come in waves no more than what the first wave is told', async () => {
    await using drill = await openDrill({ 'openai@primary': drillScenario('long-storm'), extractive: null });
    async function wave(number: number) {
      await drill.clock.sleep(6000 + number * 5000);
      return Promise.all(Array.from({ length: 20 }, (_, index) => drill.post(number * 20 + index)));
    }
    const posted = (await drill.clock.run(Promise.all([wave(0), wave(1), wave(2)]))).flat();
    expect(entriesOf(posted)).toHaveLength(60);
    for (const { at, answeredAt } of posted) expect(answeredAt).toBe(at);
    expect(drill.models['openai@primary']?.stats().calls).toBe(20);
  });
});

describe('a server slower than the deadline', () => {
  it('is given up in time, with what it may have charged on the book, and left alone', async () => {
    await using drill = await openDrill({ openai: drillScenario('too-slow') });
    const posted = await drill.clock.run(drill.traffic(20, 1000, { returns: 0 }));
    expect(drill.breakers).toEqual(['99 s: openai open']); // ten calls of 90 s each have run into their limit
    for (const { at, answeredAt, refusals } of posted) {
      expect({ at, refusals, took: answeredAt - at }).toEqual({ at, refusals: ['provider-timeout'], took: 90 });
    }
    expect(await drill.upshot.ledger.totals()).toMatchObject({ calls: 20, settled: 0, uncertain: 20 });
  });

  it('leaves the next provider time enough', async () => {
    await using drill = await openDrill({ 'openai@primary': drillScenario('too-slow'), extractive: null });
    const [posted] = await drill.clock.run(drill.traffic(1, 1000));
    expect(posted?.answeredAt).toBe(60); // half of the two minutes that anybody waits
    expect(posted && attemptsOf(posted)).toEqual(['provider-timeout after 0', 'answered after 0']);
  });

  it('is left alone in the end, also when there are few articles', async () => {
    await using drill = await openDrill({ 'openai@primary': drillScenario('too-slow'), extractive: null });
    const posted = await drill.clock.run(drill.traffic(14, 40_000));
    expect(drill.breakers[0]).toBe('420 s: openai@primary open'); // with the tenth failure in a row, of two a minute
    expect(posted.map(({ at, answeredAt }) => answeredAt - at)).toEqual([...Array(11).fill(60), 0, 60, 0]);
  });
});

describe('one article posted many times at once', () => {
  const text = () => articleText(1);
  const again = (drill: Drill, times: number) =>
    Promise.all(Array.from({ length: times }, () => drill.post(1, { text })));

  it('is asked for once, and takes one place', async () => {
    await using drill = await openDrill({ openai: scenarioSchema.parse({ rules: [{ latency: { fixed: 2000 } }] }) });
    async function look() {
      await drill.clock.sleep(1000);
      return drill.upshot.guarded[0]?.limiter();
    }
    const [posted, during] = await drill.clock.run(Promise.all([again(drill, 50), look()]));
    expect(during).toEqual({ limit: 64, inFlight: 1, waiting: 0 });
    expect(new Set(entriesOf(posted).map(({ id }) => id)).size).toBe(1);
    expect(entriesOf(posted)).toHaveLength(50);
    expect(drill.models.openai?.stats().calls).toBe(1);
    expect(drill.upshot.guarded[0]?.breaker()).toMatchObject({ calls: 1, failures: 0 });
    expect(await drill.upshot.ledger.totals()).toMatchObject({ calls: 1, settled: 1 });
  });

  it('is tried as often as for one caller when it fails', async () => {
    await using drill = await openDrill({ openai: scenarioSchema.parse({ rules: [{ status: 500 }] }) });
    const posted = await drill.clock.run(
      Promise.all(Array.from({ length: 50 }, () => drill.post(1, { text, returns: 0 }))),
    );
    expect(codes(posted)).toEqual(new Set(['provider-unavailable']));
    expect(drill.models.openai?.stats().calls).toBe(5);
    expect(drill.upshot.guarded[0]?.breaker()).toMatchObject({ state: 'closed', calls: 5, failures: 5 });
  });
});

it('a model that is gone: its articles go to the next provider, and say so', async () => {
  await using drill = await openDrill({
    'openai@primary': scenarioSchema.parse({ rules: [{ status: 404 }] }),
    extractive: null,
  });
  const [posted] = await drill.clock.run(drill.traffic(1, 1000));
  expect(posted).toMatchObject({ refusals: [], entry: { provenance: { provider: 'extractive' } } });
  expect(posted && attemptsOf(posted)).toEqual(['provider-bad-request after 0', 'answered after 0']);
});

it('no more is asked of a provider at once than UPSHOT_MAX_CONCURRENCY says', async () => {
  const rules = [{ latency: { fixed: 2000 } }];
  await using drill = await openDrill({ openai: scenarioSchema.parse({ rules }) }, { UPSHOT_MAX_CONCURRENCY: '3' });
  const posted = await drill.clock.run(Promise.all(Array.from({ length: 9 }, (_, number) => drill.post(number))));
  expect(posted.map(({ answeredAt }) => answeredAt)).toEqual([2, 2, 2, 4, 4, 4, 6, 6, 6]);
});

it('invalid JSON three times: all repairs are used up, and sending the article again asks anew', async () => {
  await using drill = await openDrill({ openai: drillScenario('invalid-json') });
  const [posted] = await drill.clock.run(drill.traffic(1, 1000));
  expect(posted?.refusals).toEqual(['no-valid-summary']);
  expect(posted?.entry?.provenance).toMatchObject({ calls: 1, repairs: 0 });
  expect(drill.models.openai?.stats().calls).toBe(4);
  const asked = drill.models.openai?.transcript().map(({ request }) => request);
  expect(asked?.[1]).toContain('All that is wrong with it');
  expect(asked?.[3]).toBe(asked?.[0]);
});

it('an answer cut in the middle is asked for again, and the first is on the book as one that may have cost', async () => {
  await using drill = await openDrill({ openai: drillScenario('cut') });
  const [posted] = await drill.clock.run(drill.traffic(1, 1000));
  expect(posted && attemptsOf(posted)).toEqual(['provider-unavailable after 0', 'answered after 250']);
  expect(await drill.upshot.ledger.totals()).toMatchObject({ calls: 2, settled: 1, uncertain: 1 });
});

it('a poisoned article, on its own, does not stop a provider', async () => {
  await using drill = await openDrill({ openai: drillScenario('poison') });
  const posted = await drill.clock.run(drill.post(7, { returns: 3 }));
  expect(posted).toMatchObject({ refusals: Array(4).fill('provider-unavailable'), entry: null });
  expect(drill.models.openai?.stats().calls).toBe(20);
  expect(drill.breakers).toEqual([]);
  expect((await drill.clock.run(drill.post(8))).refusals).toEqual([]);
});

it('a poisoned article fails alone, next to healthy ones', async () => {
  await using drill = await openDrill({ openai: drillScenario('poison') });
  const posted = await drill.clock.run(drill.traffic(30, 1000, { returns: 3 }));
  expect(drill.breakers).toEqual([]);
  const [poisoned, ...others] = posted.filter(({ at, answeredAt }) => answeredAt !== at + 1);
  expect(others).toEqual([]);
  expect(poisoned).toMatchObject({ number: 7, refusals: Array(4).fill('provider-unavailable'), entry: null });
  expect(entriesOf(posted)).toHaveLength(29);
  expect(await drill.upshot.ledger.totals()).toMatchObject({ settled: 29, uncertain: 0 });
});
