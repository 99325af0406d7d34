import { describe, expect, it } from 'vitest';
import { drillScenario, entriesOf, openDrill, type Posted } from './open-drill.ts';

const codes = (posted: readonly Posted[]) => new Set(posted.flatMap(({ refusals }) => refusals));
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
    expect(await drill.upshot.ledger.totals()).toMatchObject({ calls: 280, settled: 200, uncertain: 0 });
    expect(drill.breakers).toEqual([]);
    expect(limits[4]).toBe(64); // before the storm
    expect(Math.max(...limits.slice(6, 24))).toBe(1); // in it
    expect(limits[69]).toBeGreaterThan(15); // one more with every round of answers after it
    for (const { entry } of posted) {
      const [first, second] = entry?.provenance.attempts ?? [];
      if (first?.outcome === 'provider-rate-limited') expect(second?.waitedMs).toBeGreaterThanOrEqual(20_000);
    }
    expect(Math.max(...posted.map(({ answeredAt }) => answeredAt))).toBe(65);
  });

  it('with Retry-After of 10 minutes is told to the caller, who does not wait in vain', async () => {
    await using drill = await openDrill({ openai: drillScenario('long-storm') });
    const posted = await drill.clock.run(drill.traffic(60, 500));
    expect(codes(posted)).toEqual(new Set(['provider-rate-limited']));
    const turnedAway = posted.filter(({ refusals }) => refusals.length > 0);
    expect(turnedAway.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 11));
    for (const { at, refusals, answeredAt } of turnedAway) {
      expect(refusals).toHaveLength(1);
      expect(answeredAt).toBeGreaterThanOrEqual(at + 602); // came back when it was told to
      expect(answeredAt).toBeLessThan(at + 605);
    }
    expect(entriesOf(posted)).toHaveLength(60);
    expect(await drill.upshot.ledger.totals()).toMatchObject({ settled: 60, uncertain: 0 });
  });

  it('with Retry-After of 10 minutes sends its articles to the next provider', async () => {
    await using drill = await openDrill({ 'openai@primary': drillScenario('long-storm'), extractive: null });
    const posted = await drill.clock.run(drill.traffic(60, 500));
    expect(codes(posted)).toEqual(new Set());
    const byExtractive = entriesOf(posted).filter(({ provenance }) => provenance.provider === 'extractive');
    expect(byExtractive).toHaveLength(40);
  });
});

describe('a server slower than the deadline', () => {
  it('is given up in time, with what it may have charged on the book, and left alone', async () => {
    await using drill = await openDrill({ openai: drillScenario('too-slow') });
    const posted = await drill.clock.run(drill.traffic(20, 1000, { returns: 0 }));
    expect(drill.breakers).toEqual(['99 s: openai open']); // ten calls of 90 s each have run into their limit
    for (const { at, answeredAt, refusals } of posted.slice(0, 9)) {
      expect({ at, refusals, took: answeredAt - at }).toEqual({ at, refusals: ['provider-timeout'], took: 120 });
    }
    for (const { at, answeredAt } of posted) expect(answeredAt - at).toBeLessThanOrEqual(120);
    expect(await drill.upshot.ledger.totals()).toMatchObject({ settled: 0, uncertain: 29 });
  });

  it('leaves the next provider time enough', async () => {
    await using drill = await openDrill({ 'openai@primary': drillScenario('too-slow'), extractive: null });
    const [posted] = await drill.clock.run(drill.traffic(1, 1000));
    expect(posted?.answeredAt).toBe(90); // three quarters of the two minutes that anybody waits
    expect(posted && attemptsOf(posted)).toEqual(['provider-timeout after 0', 'answered after 0']);
  });
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
