import { describe, expect, it } from 'vitest';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import { plainScenario } from '../../src/scenario/scenario.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { ask, play } from './wire-requests.ts';

describe('an outage by time', () => {
  const outages = [{ seconds: '30-90' }, { seconds: '200.5-', status: 500, headers: { 'Retry-After': 7 } }];

  it('begins with its first second and is over at its last, counted from the beginning of the scenario', () => {
    const said = play({ outages });
    const statuses = [0, 29.999, 30, 89.999, 90, 200.4, 200.5, 1e6].map((second) => said(ask('x'), second).status);
    expect(statuses).toEqual([200, 200, 503, 503, 200, 200, 500, 500]);
  });

  it('answers in the form of the API, with its headers, and without a model at work', () => {
    const given = play({ outages })(ask('x'), 201);
    expect(given).toMatchObject({ decidedBy: 'outage', rule: null, usage: null, latencyMs: 0 });
    expect(given.headers).toMatchObject({ 'retry-after': '7', 'content-type': 'application/json' });
    expect(JSON.parse(given.body).error).toMatchObject({ type: 'server_error', message: expect.any(String) });
  });
});

describe('an outage by calls', () => {
  it('counts all well-formed calls, and leaves the counts of the rules alone', () => {
    const said = play({ outages: [{ calls: '2-3' }], rules: [{ match: { calls: 2 }, status: 418 }] });
    const bad = { ...ask('x'), body: '{' };
    expect(said(bad).status).toBe(400);
    expect([1, 2, 3, 4, 5].map(() => said(ask('x')).status)).toEqual([200, 503, 503, 418, 200]);
  });

  it('may break the connection in place of an answer', () => {
    const said = play({ outages: [{ calls: 1, drop: 'before' }] });
    expect(said(ask('x'))).toMatchObject({ frames: [], ending: 'cut', decidedBy: 'outage' });
  });

  it('walks through a list of times by how often it answered', () => {
    const said = play({ outages: [{ calls: '2-4', latency: { list: [10, 20] } }] });
    expect(['x', 'x', 'y', 'z'].map((text) => said(ask(text)).latencyMs)).toEqual([0, 10, 20, 10]);
  });

  it('may take its time', () => {
    expect(play({ outages: [{ calls: 1, latency: { fixed: 40 } }] })(ask('x')).latencyMs).toBe(40);
  });
});

describe('a share of calls', () => {
  const texts = Array.from({ length: 1000 }, (_, index) => `article ${index}`);
  const failed = (scenario: object, order: readonly string[]) => {
    const said = play(scenario);
    return new Set(order.filter((text) => said(ask(text)).status === 503));
  };

  it('is drawn by what is asked, in whatever order it comes', () => {
    const scenario = { seed: 3, outages: [{ seconds: '0-', share: 0.3 }] };
    const met = failed(scenario, texts);
    expect(met.size).toBeGreaterThan(250);
    expect(met.size).toBeLessThan(350);
    expect(failed(scenario, texts.toReversed())).toEqual(met);
    expect(failed({ ...scenario, seed: 4 }, texts)).not.toEqual(met);
  });

  it('is drawn for each outage by itself', () => {
    const met = failed(
      {
        outages: [
          { seconds: '0-', share: 0.5 },
          { calls: '1-', share: 0.5 },
        ],
      },
      texts,
    );
    expect(met.size).toBeGreaterThan(700);
    expect(met.size).toBeLessThan(800);
  });

  it('is drawn again when the same is asked again', () => {
    const said = play({ outages: [{ seconds: '0-', share: 0.5 }] });
    expect(new Set(texts.map(() => said(ask('the same')).status))).toEqual(new Set([200, 503]));
  });
});

describe('an outage by hand', () => {
  it('goes on until it is ended', () => {
    const model = createMockModel(plainScenario, { clock: createFakeClock() });
    const status = () => model.answer(ask('x')).status;
    model.startOutage();
    expect([status(), status()]).toEqual([503, 503]);
    model.startOutage({ status: 500, drop: 'middle' });
    expect(model.answer(ask('x'))).toMatchObject({ status: 500, ending: 'cut', decidedBy: 'outage' });
    model.endOutage();
    expect(status()).toBe(200);
  });

  it('may meet a share, or nothing', () => {
    const model = createMockModel(plainScenario, { clock: createFakeClock() });
    const met = () =>
      Array.from({ length: 200 }, (_, index) => model.answer(ask(`${index}`)).status).filter((one) => one === 503)
        .length;
    model.startOutage({ share: 0 });
    expect(met()).toBe(0);
    model.startOutage({ share: 0.5 });
    expect(met()).toBeGreaterThan(60);
    expect(met()).toBeLessThan(140);
  });

  it('ends with a reset, and with another scenario', () => {
    const model = createMockModel(plainScenario, { clock: createFakeClock() });
    model.startOutage();
    model.reset();
    expect(model.answer(ask('x')).status).toBe(200);
    model.startOutage();
    model.play(plainScenario);
    expect(model.answer(ask('x')).status).toBe(200);
  });
});
