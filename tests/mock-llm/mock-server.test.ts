import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startMockServer } from '../../src/mock-llm/mock-server.ts';
import type { WireRequest } from '../../src/scenario/wire.ts';
import { rawBytes, rawRequest } from '../http/raw-request.ts';
import { startTestMock, wireAnswer } from './start-test-mock.ts';

const sse = { 'content-type': 'text/event-stream' };
const frames = (...given: [text: string, afterMs: number][]) => given.map(([text, afterMs]) => ({ text, afterMs }));
const bytesOf = (url: string, close = true) =>
  rawBytes(url, `POST /v1/responses HTTP/1.1\r\nhost: localhost\r\n${close ? 'connection: close\r\n' : ''}\r\n`);

describe('a request', () => {
  it('reaches the scenario as it was sent, without its query', async () => {
    const seen: WireRequest[] = [];
    await using mock = await startTestMock({
      answer(request) {
        seen.push(request);
        return wireAnswer();
      },
    });
    const response = await mock.ask('/v1/chat/completions?beta=true', {
      headers: { 'X-Upshot-Scenario': 'slow' },
      body: '{"a":"süß"}',
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ answer: 'ü' });
    expect(seen).toMatchObject([
      { method: 'POST', path: '/v1/chat/completions', headers: { 'x-upshot-scenario': 'slow' }, body: '{"a":"süß"}' },
    ]);
  });

  it.each([
    ['/v1/chat/completions', true],
    ['/v1/anything', true],
    ['/models', true],
    ['/openai/deployments/one/chat/completions', true],
    ['/api/v2/models/gpt-5', true],
    ['/v1', false],
    ['/_mock/models', false],
    ['/chat', false],
  ])('to %s is one to the model: %s', async (path, isModel) => {
    await using mock = await startTestMock({ answer: () => wireAnswer({ status: 418 }) });
    expect((await mock.ask(path, { method: 'GET' })).status).toBe(isModel ? 418 : 404);
  });

  it('of more than 32 MB is refused in a form that clients can read, and the connection ended', async () => {
    await using mock = await startTestMock();
    const head = `POST /v1/responses HTTP/1.1\r\nhost: x\r\ncontent-length: ${2 ** 40}\r\n\r\n`;
    const answer = await rawBytes(mock.url, head + 'x'.repeat(32 * 1024 * 1024 + 1));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"error":{"message":"The body of the request is longer than 32 MB."');
    expect(mock.model.stats().calls).toBe(0);
  });

  it('that is compressed is told so, rather than that it is no JSON', async () => {
    await using mock = await startTestMock();
    const response = await mock.ask('/v1/responses', { headers: { 'content-encoding': 'gzip' }, body: '{}' });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('is compressed') } });
    expect(mock.model.stats().calls).toBe(0);
  });

  it('that cannot be read as HTTP is told so', async () => {
    await using mock = await startTestMock();
    expect(await rawBytes(mock.url, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"malformed-request"/);
  });

  it('that the scenario fails over is answered with 500, and told', async () => {
    const defect = new Error('a defect');
    const answer = () => {
      throw defect;
    };
    await using mock = await startTestMock({ answer });
    const response = await mock.ask();
    expect([response.status, await response.json()]).toMatchObject([500, { error: { type: 'server_error' } }]);
    expect(mock.defects).toEqual([defect]);
  });
});

describe('latency', () => {
  it('passes before the first byte', async () => {
    await using mock = await startTestMock({ answer: () => wireAnswer({ latencyMs: 200.5 }) });
    let answered = false;
    const asked = mock.ask().then((response) => {
      answered = true;
      return response;
    });
    await mock.timer.waiting(1);
    expect(mock.inFlight()).toBe(1);
    mock.timer.advance(200.4);
    expect([answered, mock.timer.alarms()]).toEqual([false, 1]);
    mock.timer.advance(0.1);
    expect((await asked).status).toBe(200);
    expect(mock.timer.alarms()).toBe(0);
  });

  it('is no longer for the time that it took to find the answer', async () => {
    const busy = () => {
      mock.timer.jump(30);
      return wireAnswer({ latencyMs: 100 });
    };
    await using mock = await startTestMock({ answer: busy });
    const asked = mock.ask();
    await mock.timer.waiting(1);
    mock.timer.advance(70);
    expect((await asked).status).toBe(200);
  });
});

describe('an answer', () => {
  it('that is whole says its length', async () => {
    await using mock = await startTestMock({ answer: () => wireAnswer() });
    expect(await bytesOf(mock.url)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*content-length: 15\r\n[\s\S]*"ü"}$/);
  });

  it.each([204, 304])('of status %i has no body', async (status) => {
    await using mock = await startTestMock({ answer: () => wireAnswer({ status, frames: [] }) });
    expect(await bytesOf(mock.url)).not.toContain('content-length');
  });

  it('without any text is whole too', async () => {
    await using mock = await startTestMock({ answer: () => wireAnswer({ frames: [] }) });
    expect(await bytesOf(mock.url)).toContain('content-length: 0\r\n');
  });

  it('in frames that are due at once leaves in one piece', async () => {
    const answer = () => wireAnswer({ headers: sse, frames: frames(['one ', 0], ['two ', 0], ['three', 0]) });
    await using mock = await startTestMock({ answer });
    expect(await bytesOf(mock.url)).toContain('\r\n\r\nd\r\none two three\r\n0\r\n\r\n');
  });

  it('sends each frame when it is due, counted from the request', async () => {
    const paced = frames(['one', 0], ['two', 10], [' and three', 0], ['four', 30]);
    await using mock = await startTestMock({
      answer: () => wireAnswer({ headers: sse, latencyMs: 100, frames: paced }),
    });
    const asked = mock.ask();
    await mock.timer.waiting(1);
    mock.timer.advance(100);
    const reader = (await asked).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader?.read()).toEqual({ done: false, value: 'one' });
    mock.timer.advance(10);
    expect(await reader?.read()).toEqual({ done: false, value: 'two and three' });
    mock.timer.advance(29.9);
    expect(mock.timer.alarms()).toBe(1);
    mock.timer.advance(0.1);
    expect(await reader?.read()).toEqual({ done: false, value: 'four' });
    expect((await reader?.read())?.done).toBe(true);
  });

  it('catches up with its pace after a frame that was late', async () => {
    const paced = frames(['one', 0], ['two', 10], ['three', 30], ['four', 30]);
    await using mock = await startTestMock({
      answer: () => wireAnswer({ headers: sse, latencyMs: 100, frames: paced }),
    });
    const asked = mock.ask();
    await mock.timer.waiting(1);
    mock.timer.jump(115);
    const reader = (await asked).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader?.read()).toEqual({ done: false, value: 'onetwo' });
    mock.timer.advance(25);
    expect(await reader?.read()).toEqual({ done: false, value: 'three' });
    mock.timer.advance(30);
    expect(await reader?.read()).toEqual({ done: false, value: 'four' });
    const { body } = await rawRequest(`${mock.url}/metrics`);
    expect(body).toContain('upshot_mock_late_seconds_sum 0.015\n');
  });

  it('that is closed is whole, and then the connection ends, which nothing announced', async () => {
    await using mock = await startTestMock({ answer: () => wireAnswer({ ending: 'closed' }) });
    const answer = await bytesOf(mock.url, false);
    expect(answer).toMatch(/connection: keep-alive\r\n[\s\S]*"ü"}$/i);
  });

  it('that is cut breaks off after its last frame', async () => {
    const answer = () => wireAnswer({ ending: 'cut', frames: frames(['{"ans', 0]) });
    await using mock = await startTestMock({ answer });
    expect(await bytesOf(mock.url, false)).toMatch(/\r\n\r\n5\r\n\{"ans\r\n$/);
    const response = await mock.ask();
    await expect(response.text()).rejects.toThrow();
  });

  it('that is cut without a frame never begins, and takes its time over that', async () => {
    const answer = () => wireAnswer({ ending: 'cut', frames: [], latencyMs: 50 });
    await using mock = await startTestMock({ answer });
    const bytes = bytesOf(mock.url, false);
    await mock.timer.waiting(1);
    mock.timer.advance(50);
    expect(await bytes).toBe('');
  });

  it('leaves the connection open for the next', async () => {
    await using mock = await startTestMock({ answer: () => wireAnswer() });
    const asked = 'POST /v1/responses HTTP/1.1\r\nhost: x\r\n';
    const answers = await rawBytes(mock.url, `${asked}\r\n${asked}connection: close\r\n\r\n`);
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });
});

describe('an answer to HTTP/1.0', () => {
  it('that breaks off is no whole answer to the client', async () => {
    const answer = () => wireAnswer({ ending: 'cut', frames: frames(['half', 0]) });
    await using mock = await startTestMock({ answer });
    const asked = rawBytes(mock.url, 'POST /v1/responses HTTP/1.0\r\n\r\n');
    await expect(asked).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('a long stream', () => {
  it('lets others have their turn', async () => {
    let made = 0;
    function* many() {
      for (; made < 5000; made += 1) yield { text: 'x', afterMs: 0 };
    }
    const rest = { frames: many(), text: '' };
    await using mock = await startTestMock({ answer: () => wireAnswer({ headers: sse, rest }) });
    const response = await mock.ask();
    expect(made).toBeLessThan(600);
    const text = response.text();
    for (let turn = 0; turn < 20; turn += 1) {
      mock.timer.advance(0);
      await new Promise(setImmediate);
    }
    expect(await text).toBe(`{"answer":"ü"}${'x'.repeat(5000)}`);
  });
});

describe('a client that leaves', () => {
  it('before its answer cancels it', async () => {
    const left = Promise.withResolvers<void>();
    await using mock = await startTestMock({
      answer: () => wireAnswer({ latencyMs: 60_000 }),
      onHangUp: left.resolve,
    });
    const client = new AbortController();
    const asked = mock.ask('/v1/chat/completions', { signal: client.signal });
    await mock.timer.waiting(1);
    client.abort();
    await expect(asked).rejects.toThrow();
    await left.promise;
    expect([mock.timer.alarms(), mock.inFlight()]).toEqual([0, 0]);
    expect(await (await mock.ask('/metrics', { method: 'GET' })).text()).toContain('upshot_mock_hang_ups_total 1\n');
  });

  it('in the middle of a stream cancels the rest', async () => {
    const left = Promise.withResolvers<void>();
    const answer = () => wireAnswer({ headers: sse, frames: frames(['one', 0], ['two', 1000]) });
    await using mock = await startTestMock({ answer, onHangUp: left.resolve });
    const response = await mock.ask();
    await response.body?.cancel();
    await left.promise;
    expect(mock.timer.alarms()).toBe(0);
  });

  it('with several answers waiting for the same connection cancels them all', async () => {
    let hangUps = 0;
    const left = Promise.withResolvers<void>();
    await using mock = await startTestMock({
      answer: ({ path }) => wireAnswer({ latencyMs: path === '/v1/done' ? 0 : 60_000 }),
      onHangUp() {
        hangUps += 1;
        if (hangUps === 3) left.resolve();
      },
    });
    const { hostname, port } = new URL(mock.url);
    const client = connect(Number(port), hostname);
    const asked = (path: string) => `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`;
    client.write(asked('/v1/slow') + asked('/v1/slow') + asked('/v1/done'));
    await mock.timer.waiting(2);
    client.destroy();
    await left.promise;
    expect([mock.timer.alarms(), mock.inFlight()]).toEqual([0, 0]);
  });

  it('is not what an answer that breaks off looks like', async () => {
    let hangUps = 0;
    await using mock = await startTestMock({
      answer: () => wireAnswer({ ending: 'cut', frames: [] }),
      onHangUp: () => {
        hangUps += 1;
      },
    });
    expect(await bytesOf(mock.url, false)).toBe('');
    expect([hangUps, mock.inFlight()]).toEqual([0, 0]);
  });
});

describe('a crowd of answers that wait', () => {
  it('is told once, when there are 256 of them', async () => {
    let told = 0;
    await using mock = await startTestMock({
      answer: () => wireAnswer({ latencyMs: 60_000 }),
      onCrowd() {
        told += 1;
      },
    });
    const { hostname, port } = new URL(mock.url);
    const client = connect(Number(port), hostname).on('error', () => {});
    const ask = (times: number) =>
      client.write('POST /v1/slow HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n'.repeat(times));
    ask(255);
    await mock.timer.waiting(255);
    expect(told).toBe(0);
    ask(10);
    await mock.timer.waiting(265);
    expect(told).toBe(1);
    client.destroy();
  });
});

describe('an answer that waits for its connection behind another', () => {
  const asked = (path: string) => `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`;

  it.each([
    ['cut', []],
    ['cut', frames(['{"half', 0])],
    ['closed', frames(['{}', 0])],
  ] as const)('is %s in its turn, when that is what becomes of it', async (ending, itsFrames) => {
    await using mock = await startTestMock({
      answer: ({ path }) =>
        path === '/v1/first' ? wireAnswer({ latencyMs: 500 }) : wireAnswer({ ending, frames: itsFrames }),
    });
    const received = rawBytes(mock.url, asked('/v1/first') + asked('/v1/second'));
    await mock.timer.waiting(1);
    mock.timer.advance(500);
    const bytes = await received; // the connection has ended
    expect(bytes).toContain('{"answer":"ü"}');
    expect(bytes.trimEnd().endsWith(itsFrames[0]?.text ?? '}')).toBe(true); // the second may be a chunk
    expect(mock.inFlight()).toBe(0);
  });
});

describe('metrics', () => {
  it('tell what was answered, why, and how long it was to take', async () => {
    const given = [
      wireAnswer({ usage: { inputTokens: 10, outputTokens: 3 } }),
      wireAnswer({ status: 429, decidedBy: 'rate-limit' }),
      wireAnswer({ latencyMs: 300, usage: { inputTokens: 5, outputTokens: 4 } }),
    ];
    await using mock = await startTestMock({ answer: () => given.shift() ?? wireAnswer() });
    await (await mock.ask()).text();
    await (await mock.ask()).text();
    const third = mock.ask();
    await mock.timer.waiting(1);
    const { headers, body } = await rawRequest(`${mock.url}/metrics`);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of [
      'upshot_mock_requests_total{status="200",decided_by="no-rule"} 2',
      'upshot_mock_requests_total{status="429",decided_by="rate-limit"} 1',
      'upshot_mock_tokens_total{direction="input"} 15',
      'upshot_mock_tokens_total{direction="output"} 7',
      'upshot_mock_requests_in_flight 1',
      'upshot_mock_configured_latency_seconds_bucket{le="0.2"} 2',
      'upshot_mock_configured_latency_seconds_bucket{le="0.5"} 3',
      'upshot_mock_late_seconds_count 2',
    ]) {
      expect(body).toContain(`${line}\n`);
    }
    mock.timer.advance(300);
    await third;
  });
});

describe('the server', () => {
  it('takes many connections at once', async () => {
    await using mock = await startTestMock({ answer: () => wireAnswer({ latencyMs: 10 }) });
    const asked = Array.from({ length: 300 }, () => mock.ask().then(({ status }) => status));
    await mock.timer.waiting(300);
    mock.timer.advance(10);
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));
  });

  it('cuts off what is on its way when it is closed, and frees the port', async () => {
    await using mock = await startTestMock({ answer: () => wireAnswer({ latencyMs: 1000 }) });
    const asked = mock.ask();
    await mock.timer.waiting(1);
    await mock.close();
    await expect(asked).rejects.toThrow();
    await expect(mock.ask()).rejects.toThrow();
    expect(mock.timer.alarms()).toBe(0);
  });

  it.each([
    ['localhost', /^http:\/\/localhost:\d+$/],
    ['::1', /^http:\/\/\[::1\]:\d+$/],
    ['[::1]', /^http:\/\/\[::1\]:\d+$/],
    ['0.0.0.0', /^http:\/\/localhost:\d+$/],
  ])('listens on %s and says where', async (host, url) => {
    await using mock = await startTestMock({ host });
    expect(mock.url).toMatch(url);
    expect((await fetch(`${mock.url}/healthz`)).status).toBe(200);
  });

  it('says when the port is taken, or the address is not of this machine', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startTestMock({ port })).rejects.toMatchObject({
      code: 'address-in-use',
      message: `Cannot listen on 127.0.0.1:${port}: something else does already`,
      hint: expect.stringContaining('--port'),
    });
    await new Promise((resolve) => other.close(resolve));
    await expect(startTestMock({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'address-unavailable' });
  });

  it('keeps to the time of the machine unless told otherwise', async () => {
    const { model } = await startTestMock({ answer: () => wireAnswer({ latencyMs: 3 }) }).then(async (mock) => {
      await mock.close();
      return mock;
    });
    await using server = await startMockServer({ model });
    const sent = performance.now();
    expect((await fetch(`${server.url}/v1/responses`, { method: 'POST' })).status).toBe(200);
    expect(performance.now() - sent).toBeGreaterThanOrEqual(3);
  });
});
