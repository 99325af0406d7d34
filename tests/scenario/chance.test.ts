import { hash } from 'node:crypto';
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { contentOf, drawsFor, purposes } from '../../src/scenario/chance.ts';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { ask, askResponses, play } from './wire-requests.ts';

/** All that may be left to chance without counting what arrives. */
const chancy = {
  outages: [{ seconds: '0-50', share: 0.4, latency: { uniform: [1, 9] } }],
  rules: [
    { match: { contains: 'a' }, latency: { normal: { mean: 200, sd: 50 } }, 'per-token': { uniform: [1, 5] } },
    {
      match: { matches: '[b-e]' },
      latency: { 'log-normal': { median: 90, sigma: 1 } },
      answer: { summary: 'article' },
    },
    { latency: { uniform: [0, 9] }, stream: { chunk: { uniform: [1, 9] } } },
  ],
};

const texts = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'abcdefgh') }), {
  minLength: 2,
  maxLength: 8,
});
const orders = texts.chain((some) =>
  fc.record({ some: fc.constant(some), order: fc.shuffledSubarray(some, { minLength: some.length }) }),
);

describe('chance', () => {
  const any = fc.string({ unit: 'grapheme' });

  it.prop([any, any], { numRuns: 20 })(
    'is the same whether a body came as text or as bytes, of any length',
    (key, text) => {
      for (const body of [text, text.repeat(3000), `${text}${'ü🦊'.repeat(12_000)}`]) {
        const request = { method: 'POST', path: '/v1/responses', headers: { 'x-upshot-scenario': key }, body };
        const plain = hash('sha256', `/v1/responses\n${key}\n${body}`);
        expect(contentOf(request.path, request).digest).toBe(plain);
        expect(contentOf(request.path, { ...request, bytes: Buffer.from(body) }).digest).toBe(plain);
      }
    },
  );

  it.prop([orders, fc.nat(), fc.boolean()])(
    'gives different contents the same in any order of arrival, however often each came',
    ({ some, order }, seed, stream) => {
      const answers = (sequence: readonly string[]) => {
        const said = play({ ...chancy, seed });
        return new Map(
          sequence.map((text) => {
            const body = { stream, response_format: { type: 'json_object' } };
            return [text, [said(ask(text, body)), said(askResponses(text, { stream })), said(ask(text, body))]];
          }),
        );
      };
      expect(answers(order)).toEqual(answers(some));
    },
  );

  it.prop([texts, fc.nat()])('gives the same transcript, byte for byte, to the same calls', (some, seed) => {
    const transcript = (startedAt: number) => {
      const clock = createFakeClock(startedAt);
      const model = createMockModel(scenarioSchema.parse({ ...chancy, seed }), { clock });
      for (const text of [...some, ...some]) {
        model.answer(ask(text));
        clock.advance(1000);
      }
      return JSON.stringify(model.transcript());
    };
    expect(transcript(0)).toBe(transcript(1_900_000_000_000));
  });

  it('gives the same content a new id and a new latency each time', () => {
    const said = play({ rules: [{ latency: { uniform: [0, 1000] } }] });
    const given = [1, 2, 3].map(() => said(ask('the same')));
    expect(new Set(given.map(({ body }) => JSON.parse(body).id)).size).toBe(3);
    expect(new Set(given.map(({ latencyMs }) => latencyMs)).size).toBe(3);
  });

  it('depends on the path and on the key as well', () => {
    const rules = [{ match: { key: 'one' } }, { match: { key: 'two' } }];
    const idOf = (headers: Record<string, string>, path = '/v1/chat/completions') =>
      JSON.parse(play({ rules })({ ...ask('x', {}, headers), path }).body).id;
    const one = { 'x-upshot-scenario': 'one' };
    const ids = [idOf({}), idOf(one), idOf({ 'x-upshot-scenario': 'two' }), idOf({}, '/openai/chat/completions')];
    expect(new Set(ids).size).toBe(4);
    expect(idOf({}, '/v1/chat/completions?api-version=1')).toBe(ids[0]);
  });
});

describe('draws', () => {
  const content = contentOf('/', ask('x'));
  const draws = (seed: number, repetition: number, purpose: number) => {
    const draw = drawsFor(seed, content, repetition, purpose);
    return [draw(), draw(), draw()];
  };

  it('differ by seed, also beyond 32 bits, by repetition and by purpose', () => {
    const some = [draws(1, 1, 1), draws(2, 1, 1), draws(1 + 2 ** 32, 1, 1), draws(1, 2, 1), draws(1, 1, 2)];
    expect(new Set(some.flat()).size).toBe(15);
  });

  it('are spread evenly over contents', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 5000; index += 1) {
      const draw = drawsFor(0, contentOf('/', ask(`${index}`)), 1, purposes.outage);
      const tenth = Math.floor(draw() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 500)).toBeLessThan(100);
  });
});
