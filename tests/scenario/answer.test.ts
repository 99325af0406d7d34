import { describe, expect, it } from 'vitest';
import { plainScenario } from '../../src/scenario/scenario.ts';
import type { WireRequest } from '../../src/scenario/wire.ts';
import { ask, contentOf, play } from './wire-requests.ts';

describe('without rules', () => {
  const plain = play(plainScenario);

  it('an answer is a chat completion, at once', () => {
    const request = ask('Hello there');
    const { status, headers, body, latencyMs } = plain(request);
    expect({ status, headers, latencyMs }).toEqual({
      ...{ status: 200, latencyMs: 0 },
      headers: {
        'content-type': 'application/json',
        'x-request-id': expect.stringMatching(/^req_[0-9a-f]{22}000001$/),
      },
    });
    expect(JSON.parse(body)).toMatchObject({
      object: 'chat.completion',
      created: Date.UTC(2025, 0, 1) / 1000,
      model: 'any',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', refusal: null } }],
      usage: { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 },
    });
  });

  it('an answer is the same for the same request', () => {
    expect(plain(ask('x'))).toEqual(play(plainScenario)(ask('x')));
    expect(JSON.parse(plain(ask('x')).body).id).not.toBe(JSON.parse(plain(ask('y')).body).id);
  });

  it('an answer fits the schema that was asked for', () => {
    const schema = { type: 'object', required: ['sum'], properties: { sum: { type: 'integer' } } };
    const format = { type: 'json_schema', json_schema: { name: 'sum', schema } };
    expect(contentOf(plain(ask('x', { response_format: format })))).toBe('{"sum":0}');
  });

  it('JSON mode gets a summary where there is an article, else an empty object', () => {
    const format = { response_format: { type: 'json_object' } };
    const article = '<article-0123456789abcdef>\nTitle: X\n\nThe queue drained.\n</article-0123456789abcdef>';
    expect(JSON.parse(contentOf(plain(ask(article, format))))).toHaveProperty('whyItMatters');
    expect(contentOf(plain(ask('x', format)))).toBe('{}');
  });

  it.each([
    ['another address', { ...ask('x'), path: '/v1/embeddings' }, 404],
    ['another method', { ...ask('x'), method: 'GET' }, 405],
    ['a model that is not listed', { ...ask('x'), method: 'GET', path: '/v1/models/other' }, 404],
    ['a body that is no JSON', { ...ask('x'), body: '{' }, 400],
    ['no messages', ask('x', { messages: [] }), 400],
    ['a role that nobody has', ask('x', { messages: [{ role: 'poet', content: 'x' }] }), 400],
    ['a stream by another name', ask('x', { stream: 'yes' }), 400],
    ['several choices', ask('x', { n: 2 }), 400],
    ['a tool that must be called', ask('x', { tools: [{ type: 'function' }], tool_choice: 'required' }), 400],
    ['a key that no rule has', ask('x', {}, { 'x-upshot-scenario': 'k' }), 404],
  ])('%s is an error in the form of the API', (_, request, status) => {
    const answered = plain(request);
    expect(answered.status).toBe(status);
    expect(JSON.parse(answered.body).error).toMatchObject({ message: expect.any(String), type: expect.any(String) });
  });
});

describe('a request that is refused', () => {
  const said = play({});
  const idOf = (request: WireRequest) => said(request).headers['x-request-id'];

  it('has an id like any other, which depends on what was asked and how often', () => {
    const wrong = [{ ...ask('x'), body: '{' }, ask('x', { n: 2 }), ask('x', {}, { 'x-upshot-scenario': 'k' })];
    const others = [
      { ...ask('x'), path: '/v1/embeddings' },
      { ...ask('x'), method: 'GET' },
    ];
    const ids = [...wrong, ...others].map(idOf);
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-z]{28}$/);
    expect(new Set([...ids, ...wrong.map(idOf)]).size).toBe(8);
    expect(play({})(ask('x', { n: 2 })).headers['x-request-id']).toBe(ids[1]);
  });

  it('for broken JSON is told so', () => {
    const { body } = said({ ...ask('x'), body: '{"model":' });
    expect(JSON.parse(body).error.message).toMatch(/^The JSON body of your request could not be parsed/);
  });

  it('for options of a stream that is none is told so', () => {
    for (const stream of [{}, { stream: false }, { stream: null }]) {
      const { status, body } = said(ask('x', { stream_options: { include_usage: true }, ...stream }));
      expect([status, JSON.parse(body).error.param]).toEqual([400, 'stream_options']);
    }
    expect(said(ask('x', { stream_options: null })).status).toBe(200);
  });
});

it('the head of the list of models is that of the list', () => {
  const request = { method: 'GET', path: '/v1/models', headers: {}, body: '' };
  const said = play({});
  expect(said({ ...request, method: 'HEAD' })).toMatchObject({ status: 200, body: said(request).body });
});

it('a schema that nothing can be found for is refused, with the keyword that is to blame', () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string', pattern: '^q{7}w$' } } };
  const given = play({})(ask('x', { response_format: { type: 'json_schema', json_schema: { schema } } }));
  expect(given).toMatchObject({ status: 400, decidedBy: 'request' });
  expect(JSON.parse(given.body).error).toMatchObject({
    message: expect.stringMatching(/nothing was found for its pattern\. Give the schema an example/),
    param: 'response_format',
  });
});

describe('a request that is nested hundreds of thousands deep', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  const said = play({});
  const chat = (body: string) => ({ ...ask('x'), body });

  it('is read for its text', () => {
    const body = `{"model":"m","messages":[{"role":"user","content":[{"a":${deep}},{"type":"text","text":"four"}]}]}`;
    expect(said(chat(body)).usage?.inputTokens).toBe(1);
  });

  it('is refused when the answer would have to repeat it', () => {
    const schema = `{"type":"json_schema","json_schema":{"schema":{"const":${deep}}}}`;
    const body = `{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":${schema}}`;
    expect(said(chat(body))).toMatchObject({ status: 400, decidedBy: 'request' });
    const metadata = `{"model":"m","input":"x","metadata":{"a":${deep}}}`;
    expect(said({ ...chat(metadata), path: '/v1/responses' }).status).toBe(400);
  });
});

it('what is no text in a message counts for nothing', () => {
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(4000)}` } };
  const given = play({})(
    ask('', { messages: [{ role: 'user', content: [{ type: 'text', text: 'Look.' }, image, null] }] }),
  );
  expect(given.usage?.inputTokens).toBe(2);
});

describe('a key that no rule has', () => {
  const messageOf = (scenario: object) =>
    JSON.parse(play(scenario)(ask('x', {}, { 'x-upshot-scenario': 'mine' })).body).error.message;

  it('is answered with those that are known', () => {
    const rules = [{ match: { key: 'slow' } }, { match: { key: 'stuck' } }, { match: { key: 'slow', calls: 1 } }];
    expect(messageOf({ rules })).toBe('The scenario has no rule with the key "mine": its keys are slow, stuck');
    expect(messageOf({})).toBe(
      'The scenario has no rule with the key "mine": it has none; leave x-upshot-scenario out',
    );
    const many = Array.from({ length: 60 }, (_, index) => ({ match: { key: `k${index}` } }));
    expect(messageOf({ rules: many })).toMatch(/k48, k49 and 10 more$/);
  });

  it('counts for nothing but the stats', () => {
    const said = play({ outages: [{ calls: 1 }], rules: [{ match: { key: 'slow' } }] });
    expect(said(ask('x', {}, { 'x-upshot-scenario': 'mine' })).status).toBe(404);
    expect(said(ask('x')).status).toBe(503);
  });
});

describe('rules', () => {
  it('are tried in order, and the first that matches answers', () => {
    const said = play({
      rules: [
        { match: { contains: 'queue' }, answer: { literal: 'about a queue' } },
        { match: { key: 'k' }, answer: { literal: 'by key' } },
        { answer: { literal: 'anything else' } },
      ],
    });
    const key = { 'x-upshot-scenario': 'k' };
    expect(contentOf(said(ask('the queue', {}, key)))).toBe('about a queue');
    expect(contentOf(said(ask('the cache', {}, key)))).toBe('by key');
    expect(contentOf(said(ask('the cache')))).toBe('anything else');
  });

  it('count the calls that their key and text fit, each for itself', () => {
    const said = play({
      rules: [
        { match: { contains: 'a', calls: '2-3' }, status: 503 },
        { match: { calls: 1 }, status: 500 },
      ],
    });
    const statuses = ['b', 'a', 'a', 'b', 'a', 'a'].map((text) => said(ask(text)).status);
    expect(statuses).toEqual([500, 200, 503, 200, 503, 200]);
  });

  it('count calls that an earlier rule answers too', () => {
    const rules = [
      { match: { calls: '1-2' }, status: 503 },
      { match: { calls: 3 }, status: 429 },
      { match: { contains: 'b', calls: 2 }, status: 500 },
    ];
    const said = play({ rules });
    expect(['a', 'a', 'a', 'a'].map((text) => said(ask(text)).status)).toEqual([503, 503, 429, 200]);
    const again = play({ rules });
    expect(['b', 'a', 'a', 'b'].map((text) => again(ask(text)).status)).toEqual([503, 503, 429, 500]);
  });

  it('walk through a list by how often they answered', () => {
    const said = play({ rules: [{ match: { calls: '3-' }, latency: { list: [10, 20] } }] });
    expect([1, 2, 3, 4, 5].map(() => said(ask('x')).latencyMs)).toEqual([0, 0, 10, 20, 10]);
  });

  it('set status, headers and latency', () => {
    const said = play({ rules: [{ status: 429, headers: { 'retry-after': '1' }, latency: { fixed: 60 } }] });
    const answered = said(ask('x'));
    expect(answered).toMatchObject({
      ...{ status: 429, latencyMs: 60 },
      headers: { 'content-type': 'application/json', 'retry-after': '1' },
    });
    expect(JSON.parse(answered.body).error).toMatchObject({ type: 'rate_limit_error', code: null });
  });

  it('write the content of an answer, as text or as any value', () => {
    const said = play({
      rules: [{ match: { calls: 1 }, answer: { literal: 'no JSON' } }, { answer: { literal: { a: [1] } } }],
    });
    expect(contentOf(said(ask('x')))).toBe('no JSON');
    expect(contentOf(said(ask('x')))).toBe('{"a":[1]}');
  });

  it('write the message or the whole body of an error', () => {
    const body = { error: { message: 'no money', code: 'insufficient_quota' } };
    const said = play({
      rules: [
        { match: { calls: 1 }, status: 400, answer: { literal: 'no such thing' } },
        { status: 429, answer: { literal: body } },
      ],
    });
    expect(JSON.parse(said(ask('x')).body).error.message).toBe('no such thing');
    expect(JSON.parse(said(ask('x')).body)).toEqual(body);
  });

  it('ask for a summary where no schema did', () => {
    const said = play({ rules: [{ answer: { summary: 'article' } }] });
    expect(JSON.parse(contentOf(said(ask('The queue drained.'))))).toHaveProperty('bullets');
  });

  it('draw latencies by seed and request, in whatever order requests come', () => {
    const rules = [{ latency: { uniform: [0, 1000] } }];
    const latencies = (seed: number, texts: string[]) => {
      const said = play({ seed, rules });
      return new Map(texts.map((text) => [text, said(ask(text)).latencyMs]));
    };
    const forwards = latencies(1, ['a', 'b', 'c']);
    expect(latencies(1, ['c', 'b', 'a'])).toEqual(forwards);
    expect(latencies(2, ['a', 'b', 'c'])).not.toEqual(forwards);
  });
});
