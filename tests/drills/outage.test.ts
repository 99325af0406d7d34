import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Drill, drillScenario, entriesOf, openDrill, type Posted } from './open-drill.ts';

describe('an outage from second 30 to 90 under an article a second', () => {
  let drill: Drill;
  let posted: readonly Posted[];
  beforeAll(async () => {
    drill = await openDrill({ openai: drillScenario('outage') });
    posted = await drill.clock.run(drill.traffic(130, 1000));
  });
  afterAll(() => drill[Symbol.asyncDispose]());

  it('opens the breaker, tries in vain, tries again and closes it, at these times', () => {
    expect(drill.breakers).toEqual([
      '34.75 s: openai open', // 20 failures among 50 calls of the last minute
      '64.75 s: openai half-open',
      '64.75 s: openai open',
      '94.75 s: openai half-open',
      '95.75 s: openai closed',
    ]);
  });

  it('loses no article and pays for none twice', async () => {
    expect(entriesOf(posted)).toHaveLength(130);
    const { total } = await drill.upshot.catalogue.list({ status: 'published', sort: 'newest', page: 1, perPage: 1 });
    expect(total).toBe(130);
    expect(await drill.upshot.ledger.totals()).toMatchObject({ settled: 130, uncertain: 0 });
    const statuses = drill.models.openai?.transcript().map(({ status }) => status);
    expect(statuses?.filter((status) => status === 200)).toHaveLength(130);
    expect(statuses?.filter((status) => status === 503)).toHaveLength(21); // those that opened the breaker, and one trial
  });

  it('tells those who come meanwhile at once when to come back, and has all answered by second 98', () => {
    const during = posted.filter(({ at }) => at >= 35 && at < 94);
    for (const { refusals } of during) expect(new Set(refusals)).toEqual(new Set(['provider-circuit-open']));
    expect(Math.max(...during.map(({ answeredAt }) => answeredAt))).toBe(96.75);
    for (const { at, answeredAt } of posted.filter(({ at }) => at < 30 || at > 98)) expect(answeredAt).toBe(at + 1);
  });

  it('is the same on every run', async () => {
    await using again = await openDrill({ openai: drillScenario('outage') });
    expect(await again.clock.run(again.traffic(130, 1000))).toEqual(posted);
    expect(JSON.stringify(again.models.openai?.transcript())).toBe(JSON.stringify(drill.models.openai?.transcript()));
  });
});

describe('the same outage with a second provider', () => {
  let drill: Drill;
  let posted: readonly Posted[];
  beforeAll(async () => {
    drill = await openDrill({ 'openai@primary': drillScenario('outage'), extractive: null });
    posted = await drill.clock.run(drill.traffic(110, 1000));
  });
  afterAll(() => drill[Symbol.asyncDispose]());

  it('goes unnoticed, and the first has all traffic back once its breaker closes', () => {
    expect(posted.flatMap(({ refusals }) => refusals)).toEqual([]);
    const by = (from: number, to: number) =>
      new Set(posted.slice(from, to).map(({ entry }) => entry?.provenance.provider));
    expect(by(0, 29)).toEqual(new Set(['openai@primary']));
    expect(by(31, 95)).toEqual(new Set(['extractive']));
    expect(by(97, 110)).toEqual(new Set(['openai@primary']));
    expect(drill.breakers.at(-1)).toBe('96 s: openai@primary closed');
  });

  it('shows in the provenance who was tried, what came of it and how long was waited', () => {
    const { provider, model, attempts } = posted[32]?.entry?.provenance ?? {};
    expect({ provider, model }).toEqual({ provider: 'extractive', model: 'extractive-2' });
    expect(attempts?.map(({ provider, outcome, waitedMs }) => `${provider} ${outcome} after ${waitedMs}`)).toEqual([
      'openai@primary provider-unavailable after 0',
      'openai@primary provider-unavailable after 250',
      'openai@primary provider-unavailable after 500',
      'openai@primary provider-unavailable after 1000',
      'openai@primary provider-circuit-open after 2000',
      'extractive answered after 0',
    ]);
  });
});
