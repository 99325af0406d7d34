import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import { parseScenario, plainScenario } from '../../src/scenario/scenario.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { ask, askResponses, withKey } from './wire-requests.ts';

const open = (scenario: object = {}, kept?: number) =>
  createMockModel(scenarioSchema.parse(scenario), { clock: createFakeClock(), ...(kept !== undefined && { kept }) });

const get = (path: string) => ({ method: 'GET', path, headers: {}, body: '' });

describe('the stats', () => {
  it('count every call, whatever became of it, and the tokens of those that a model worked on', () => {
    const model = open({ rules: [{ match: { contains: 'fail' }, status: 500 }] });
    expect(model.stats()).toEqual({ calls: 0, inputTokens: 0, outputTokens: 0 });
    model.answer(ask('x'.repeat(40)));
    model.answer(askResponses('x'.repeat(40)));
    model.answer(ask('fail'));
    model.answer({ ...ask('x'), body: 'no JSON' });
    model.answer(ask('x', {}, withKey('unknown')));
    expect(model.stats()).toEqual({ calls: 5, inputTokens: 20, outputTokens: 18 });
  });

  it('and the transcript leave out what is no call to a model', () => {
    const model = open();
    for (const path of ['/v1/models', '/v1/models/gpt-5-mini', '/v1/chat/completions', '/elsewhere'])
      model.answer(get(path));
    model.answer({ ...ask('x'), path: '/v1/embeddings' });
    expect([model.stats().calls, model.transcript()]).toEqual([0, []]);
  });
});

describe('the transcript', () => {
  it('says who asked what, what was answered, and what decided it', () => {
    const model = open({ rules: [{ match: { key: 'k' }, status: 429, latency: { fixed: 5 }, drop: 'after' }] });
    const request = ask('x', {}, withKey('k'));
    model.answer({ ...request, path: '/v1/chat/completions?api-version=1' });
    expect(model.transcript()).toEqual([
      {
        ...{ number: 1, method: 'POST', path: '/v1/chat/completions', key: 'k', request: request.body },
        ...{ decidedBy: 'rule', rule: 0, status: 429, headers: expect.objectContaining({}), latencyMs: 5 },
        ...{ response: expect.stringContaining('rate_limit_error'), ending: 'closed' },
      },
    ]);
  });

  it('keeps the last exchanges, oldest first, under their numbers', () => {
    const model = open({}, 3);
    for (let call = 1; call <= 7; call += 1) {
      model.answer(ask(`${call}`));
      const kept = model.transcript().map(({ number }) => number);
      expect(kept).toEqual([call - 2, call - 1, call].filter((number) => number > 0));
    }
  });

  it('keeps of rate limits what does not depend on the moment', () => {
    const played = (ms: number) => {
      const clock = createFakeClock();
      const model = createMockModel(scenarioSchema.parse({ limits: { 'requests-per-minute': 2 } }), { clock });
      for (let call = 1; call <= 4; call += 1) {
        model.answer(ask('x'));
        clock.advance(ms);
      }
      return model.transcript();
    };
    expect(played(7)).toEqual(played(0));
    const [first, , third] = played(0);
    expect(first?.headers).toEqual({
      ...{ 'x-request-id': expect.any(String), 'x-ratelimit-limit-requests': '2', 'content-type': 'application/json' },
    });
    expect(JSON.parse(third?.response ?? '').error.message).toBe(
      'Rate limit reached on requests per min (RPM): Limit 2.',
    );
  });

  it('gives the last of what it keeps, oldest first', () => {
    const model = open({}, 3);
    for (let call = 1; call <= 5; call += 1) model.answer(ask('x'));
    const numbers = (last?: number) => model.transcript(last).map(({ number }) => number);
    expect([numbers(), numbers(2), numbers(9)]).toEqual([
      [3, 4, 5],
      [4, 5],
      [3, 4, 5],
    ]);
  });

  it('keeps the beginning of a long stream, with the length and hash of its text', () => {
    const literal = 'y'.repeat(20_000);
    const model = open({ rules: [{ answer: { literal } }] });
    model.answer(ask('x', { stream: true }));
    const [exchange] = model.transcript();
    expect(exchange?.response).toHaveLength(16_384);
    expect(exchange?.responseWhole).toEqual({
      ...{ characters: 20_000, sha256: createHash('sha256').update(literal).digest('hex') },
    });
  });

  it('keeps the beginning of what is long, with its length and hash', () => {
    const model = open({ rules: [{ answer: { literal: 'y'.repeat(20_000) } }] });
    const request = ask('x'.repeat(20_000));
    const { frames } = model.answer(request);
    const [exchange] = model.transcript();
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(exchange?.request).toBe(request.body.slice(0, 16_384));
    expect(exchange?.requestWhole).toEqual({ characters: request.body.length, sha256: sha256(request.body) });
    expect(exchange?.response).toHaveLength(16_384);
    expect(exchange?.responseWhole?.sha256).toBe(sha256(frames[0]?.text ?? ''));

    const brief = open({ rules: [{ answer: { literal: 'y' } }] });
    brief.answer(request);
    expect(brief.transcript()[0]?.requestWhole).toEqual(exchange?.requestWhole);
    expect(brief.transcript()[0]).not.toHaveProperty('responseWhole');
  });
});

describe('rules that never matched', () => {
  const text = [
    'rules:',
    '  - match: { contains: queue, calls: 1 }',
    '  - match: { contains: queue }',
    '  - match: { contains: "the queue", key: k }',
    '  - match: { contains: cache }',
    '  - {}',
    '  - status: 500',
  ].join('\n');

  it('are named by file and line, with the rule that answers all they could', () => {
    const model = createMockModel(parseScenario(text, 'mine.yaml'), { clock: createFakeClock() });
    model.answer(ask('a queue'));
    model.answer(ask('a queue'));
    model.answer(ask('else'));
    expect(model.unmatchedRules()).toEqual([
      { rule: 2, at: 'mine.yaml:4', shadowedBy: 1 },
      { rule: 3, at: 'mine.yaml:5', shadowedBy: null },
      { rule: 5, at: 'mine.yaml:7', shadowedBy: 4 },
    ]);
    expect(model.answeredByRule()).toEqual([1, 1, 0, 0, 1, 0]);
  });

  it('are those that matched neither before nor after a reset', () => {
    const model = createMockModel(parseScenario(text, 'mine.yaml'), { clock: createFakeClock() });
    model.answer(ask('a queue'));
    model.reset();
    model.answer(ask('a cache'));
    expect(model.unmatchedRules().map(({ rule }) => rule)).toEqual([1, 2, 4, 5]);
    expect(model.answeredByRule()).toEqual([0, 0, 0, 1, 0, 0]);
  });

  it('are told of a scenario when it is replaced', () => {
    const model = createMockModel(parseScenario('rules: [{ match: { key: k } }, {}]', 'one'), {
      clock: createFakeClock(),
    });
    model.answer(ask('x'));
    expect(model.play(plainScenario)).toEqual([{ rule: 0, at: 'one:1', shadowedBy: null }]);
    expect(model.unmatchedRules()).toEqual([]);
  });

  it('stand behind one that is numbered from the first on without an end', () => {
    const model = open({ rules: [{ match: { calls: '1-' } }, {}] });
    expect(model.unmatchedRules()[1]).toMatchObject({ shadowedBy: 0 });
  });

  it('are without a line where there was no text', () => {
    expect(open({ rules: [{}] }).unmatchedRules()).toEqual([{ rule: 0, at: null, shadowedBy: null }]);
  });
});

describe('beginning again', () => {
  const scenario = { rules: [{ match: { calls: 1 }, status: 500 }], limits: { 'requests-per-minute': 2 } };
  const statuses = (model: ReturnType<typeof open>) => [1, 2, 3].map(() => model.answer(ask('x')).status);

  it('with reset forgets everything', () => {
    const model = open(scenario);
    expect(statuses(model)).toEqual([500, 200, 429]);
    const before = JSON.stringify(model.transcript());
    model.reset();
    expect([model.stats().calls, model.transcript().length, model.answeredByRule()]).toEqual([0, 0, [0]]);
    expect(statuses(model)).toEqual([500, 200, 429]);
    expect(JSON.stringify(model.transcript())).toBe(before);
  });

  it('with another scenario keeps the counts of the stats only', () => {
    const model = open(scenario);
    statuses(model);
    model.play(plainScenario);
    expect(model.scenario).toBe(plainScenario);
    expect([model.stats().calls, model.transcript(), model.answeredByRule()]).toEqual([3, [], []]);
    expect(statuses(model)).toEqual([200, 200, 200]);
    expect(model.transcript().map(({ number }) => number)).toEqual([1, 2, 3]);
  });
});
