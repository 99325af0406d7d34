import OpenAI, {
  APIConnectionError,
  APIUserAbortError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { summarySchema } from '../../src/summary/summary.ts';
import { allOf } from '../support/all-of.ts';
import { openScenarioServer } from '../support/scenario-server.ts';

const say = (content: string) => [{ role: 'user' as const, content }];
const hello = { model: 'gpt-5-mini', messages: say('Hello there') };
const greetings = scenarioSchema.parse({ rules: [{ answer: { literal: 'Good morning to you all.' } }] });
const rule = (given: object): Scenario => scenarioSchema.parse({ rules: [{ match: { calls: 1 }, ...given }] });
const city = z.object({ name: z.string(), founded: z.int(), twins: z.array(z.string()) });

async function open(scenario: Scenario = scenarioSchema.parse({}), options: { maxRetries?: number } = {}) {
  const server = await openScenarioServer(scenario);
  const client = new OpenAI({ apiKey: 'none', baseURL: server.url, maxRetries: 0, ...options });
  return { client, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('the openai package: chat.completions', () => {
  it('creates', async () => {
    await using mock = await open(greetings);
    const completion = await mock.client.chat.completions.create(hello);
    expect(completion).toMatchObject({
      object: 'chat.completion',
      model: 'gpt-5-mini',
      choices: [
        { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Good morning to you all.' } },
      ],
    });
    const { prompt_tokens: input = 0, completion_tokens: output = 0, total_tokens: total } = completion.usage ?? {};
    expect([input > 0, output > 0, total]).toEqual([true, true, input + output]);
    expect(completion._request_id).toMatch(/^req_/);
  });

  it('streams, with the usage at the end when it is asked for', async () => {
    await using mock = await open(greetings);
    const plain = await allOf(await mock.client.chat.completions.create({ ...hello, stream: true }));
    const text = (chunks: typeof plain) => chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
    expect(text(plain)).toBe('Good morning to you all.');
    expect(plain.length).toBeGreaterThan(3);
    expect(plain.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    expect(plain.every(({ usage }) => usage == null)).toBe(true);

    const stream_options = { include_usage: true };
    const counted = await allOf(await mock.client.chat.completions.create({ ...hello, stream: true, stream_options }));
    expect(text(counted)).toBe('Good morning to you all.');
    expect(counted.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
  });

  it('is put together by the stream helper as if it had come whole', async () => {
    await using mock = await open(greetings);
    const whole = await mock.client.chat.completions.create(hello);
    const deltas: string[] = [];
    const stream = mock.client.chat.completions.stream(hello).on('content', (delta) => deltas.push(delta));
    const final = await stream.finalChatCompletion();
    expect(final.choices).toMatchObject([{ finish_reason: 'stop', message: { content: 'Good morning to you all.' } }]);
    expect([deltas.join(''), final.model]).toEqual(['Good morning to you all.', whole.model]);
  });

  it('parses what a schema asked for', async () => {
    await using mock = await open();
    const response_format = zodResponseFormat(city, 'city');
    const parsed = await mock.client.chat.completions.parse({ ...hello, response_format });
    expect(city.safeParse(parsed.choices[0]?.message.parsed).success).toBe(true);
    const streamed = await mock.client.chat.completions.stream({ ...hello, response_format }).finalChatCompletion();
    expect(streamed.choices[0]?.message.parsed).toEqual(parsed.choices[0]?.message.parsed);
  });

  it('parses a summary of an article', async () => {
    await using mock = await open();
    const { shape } = summarySchema(['general', 'sre']);
    const summary = z.object({
      whyItMatters: z.string(),
      bullets: z.array(z.string()),
      tags: z.array(z.enum(['general', 'sre'])),
      keywords: z.array(z.string()),
    });
    const article = Array.from({ length: 8 }, (_, n) => `The team moved ${n + 10} queues to the new broker in May.`);
    const parsed = await mock.client.chat.completions.parse({
      ...{ model: 'gpt-5-mini', messages: say(article.join(' ')) },
      response_format: zodResponseFormat(summary, 'summary'),
    });
    const { bullets } = parsed.choices[0]?.message.parsed ?? {};
    expect(shape.bullets.safeParse(bullets).success).toBe(true);
    expect(article).toEqual(expect.arrayContaining([bullets?.[0]]));
  });

  it('meets a refusal and a length stop in their own forms', async () => {
    await using mock = await open(
      scenarioSchema.parse({
        rules: [
          { match: { calls: 1 }, answer: { 'near-miss': 'refusal' } },
          { match: { calls: '2-3' }, answer: { 'near-miss': 'length-stop' } },
        ],
      }),
    );
    const response_format = zodResponseFormat(city, 'city');
    const refused = await mock.client.chat.completions.parse({ ...hello, response_format });
    expect(refused.choices[0]?.message).toMatchObject({
      content: null,
      refusal: expect.stringMatching(/\w/),
      parsed: null,
    });
    await expect(mock.client.chat.completions.parse({ ...hello, response_format })).rejects.toThrow(/length/);
    const stopped = await mock.client.chat.completions.create({ ...hello, response_format });
    expect(stopped.choices[0]?.finish_reason).toBe('length');
  });
});

describe('the openai package: responses', () => {
  const ask = { model: 'gpt-5-mini', input: 'Hello there' };

  it('creates', async () => {
    await using mock = await open(greetings);
    const response = await mock.client.responses.create({ ...ask, instructions: 'Be polite.' });
    expect(response).toMatchObject({
      ...{ object: 'response', status: 'completed', model: 'gpt-5-mini', output_text: 'Good morning to you all.' },
      usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
    });
  });

  it('streams its events, numbered in order', async () => {
    await using mock = await open(greetings);
    const events = await allOf(await mock.client.responses.create({ ...ask, stream: true }));
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    const deltas = events.flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : []));
    expect(deltas.join('')).toBe('Good morning to you all.');
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(['response.created', 'response.completed']);
  });

  it('is put together by the stream helper as if it had come whole', async () => {
    await using mock = await open(greetings);
    const final = await mock.client.responses.stream(ask).finalResponse();
    expect(final).toMatchObject({ status: 'completed', output_text: 'Good morning to you all.' });
  });

  it('parses what a schema asked for, streamed or not', async () => {
    await using mock = await open();
    const text = { format: zodTextFormat(city, 'city') };
    const parsed = await mock.client.responses.parse({ ...ask, text });
    expect(city.safeParse(parsed.output_parsed).success).toBe(true);
    const streamed = await mock.client.responses.stream({ ...ask, text }).finalResponse();
    expect(streamed.output_parsed).toEqual(parsed.output_parsed);
  });

  it('says why it is incomplete', async () => {
    await using mock = await open(rule({ answer: { 'near-miss': 'length-stop' } }));
    expect(await mock.client.responses.create(ask)).toMatchObject({
      ...{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
    });
  });
});

describe('the openai package: models', () => {
  it('lists them, and knows each', async () => {
    await using mock = await open(scenarioSchema.parse({ models: ['one', 'two/b'] }));
    const models = await allOf(mock.client.models.list());
    expect(models).toMatchObject([
      { id: 'one', object: 'model' },
      { id: 'two/b', object: 'model' },
    ]);
    expect(await mock.client.models.retrieve('one')).toEqual(models[0]);
    expect(await mock.client.models.retrieve('two/b')).toEqual(models[1]);
    await expect(mock.client.models.retrieve('three')).rejects.toBeInstanceOf(NotFoundError);
    await expect(mock.client.models.retrieve('three/c')).rejects.toThrow('The model three/c is not among those');
  });
});

describe('the openai package: what goes wrong', () => {
  it.each([
    [400, OpenAI.BadRequestError],
    [401, OpenAI.AuthenticationError],
    [403, OpenAI.PermissionDeniedError],
    [404, NotFoundError],
    [422, OpenAI.UnprocessableEntityError],
    [429, RateLimitError],
    [500, InternalServerError],
    [503, InternalServerError],
  ])('maps status %i to its error, with the message', async (status, type) => {
    await using mock = await open(rule({ status, answer: { literal: 'Not this time.' } }));
    const failed = await mock.client.chat.completions.create(hello).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(type);
    expect(failed).toMatchObject({ status, message: expect.stringContaining('Not this time.') });
  });

  it('waits as Retry-After says, and succeeds on the next try', async () => {
    await using mock = await open(rule({ status: 429, headers: { 'retry-after-ms': '3', 'retry-after': '60' } }), {
      maxRetries: 1,
    });
    const completion = await mock.client.chat.completions.create(hello);
    expect(completion.choices).toHaveLength(1);
    expect(mock.server.calls()).toBe(2);
  });

  it('tells a rate limit from its headers', async () => {
    await using mock = await open(scenarioSchema.parse({ limits: { 'requests-per-minute': 1 } }));
    const { response } = await mock.client.chat.completions.create(hello).withResponse();
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('1');
    const limited = await mock.client.chat.completions.create(hello).catch((error: unknown) => error);
    expect(limited).toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    if (limited instanceof RateLimitError) expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each(['before', 'middle'])('meets a connection that is dropped %s the answer', async (drop) => {
    await using mock = await open(rule({ drop }));
    const failed = await mock.client.chat.completions.create(hello).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    if (drop === 'before') expect(failed).toBeInstanceOf(APIConnectionError);
    expect((await mock.client.chat.completions.create(hello)).choices).toHaveLength(1);
  });

  it('meets a stream that is dropped in the middle', async () => {
    await using mock = await open(rule({ drop: 'middle', answer: { literal: 'Good morning to you all.' } }));
    const chunks: unknown[] = [];
    const read = async () => {
      for await (const chunk of await mock.client.chat.completions.create({ ...hello, stream: true }))
        chunks.push(chunk);
    };
    await expect(read()).rejects.toThrow();
    expect(chunks.length).toBeGreaterThan(0);
  });

  it('goes on after a connection that was dropped after the answer', async () => {
    await using mock = await open(rule({ drop: 'after' }), { maxRetries: 1 });
    for (let call = 0; call < 3; call += 1) {
      expect((await mock.client.chat.completions.create(hello)).choices).toHaveLength(1);
    }
  });

  it('aborts, before the answer and in a stream, and the server notices', async () => {
    await using mock = await open(scenarioSchema.parse({ rules: [{ latency: { fixed: 600_000 } }] }));
    const aborter = new AbortController();
    const asked = mock.client.chat.completions.create(hello, { signal: aborter.signal });
    await mock.server.called(1);
    aborter.abort();
    await expect(asked).rejects.toBeInstanceOf(APIUserAbortError);
    await mock.server.hungUp(1);

    await using slow = await open(scenarioSchema.parse({ rules: [{ 'per-token': { fixed: 60_000 }, match: {} }] }));
    const stream = await slow.client.chat.completions.create({ ...hello, stream: true });
    for await (const _ of stream) break;
    await slow.server.hungUp(1);
  });
});
