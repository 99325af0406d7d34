import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './test-server.ts';

const key = '0123456789abcdef';
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ settings: { apiKeys: [key] } });
  await server.save('a', { tags: ['sre'], source: 'X', now: Date.UTC(2026, 0, 1) });
  await server.save('b', { tags: ['data'], source: 'Y', now: Date.UTC(2026, 0, 2), status: 'needs-review' });
});
afterAll(() => server[Symbol.asyncDispose]());

const ask = (query = '', init: RequestInit = { headers: { authorization: `Bearer ${key}` } }) =>
  server.ask(`/v1/export.jsonl${query}`, init);
const ids = async (query: string) =>
  (await (await ask(query)).text()).split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).id]));

describe('GET /v1/export.jsonl', () => {
  it('gives every record, to who has a key', async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { format: 'upshot-entry/1', id: 'a', text: 'The text of a.' },
      { id: 'b', status: 'needs-review' },
    ]);
    expect((await ask('', {})).status).toBe(401);
    expect((await ask('', { headers: { authorization: 'Bearer wrong' } })).status).toBe(403);
  });

  it('narrows down, and refuses what it does not know', async () => {
    expect(await ids('?tag=sre')).toEqual(['a']);
    expect(await ids('?source=Y&status=needs-review')).toEqual(['b']);
    expect(await ids('?since=2026-01-02')).toEqual(['b']);
    expect(await ids('?since=2026-01-01T00:00:01Z')).toEqual(['b']);
    for (const query of ['?since=yesterday', '?status=gone', '?nonsense=1'])
      expect((await ask(query)).status).toBe(400);
    expect(await (await ask('?since=yesterday')).text()).toContain(
      'The query cannot be used: since must be a day such as 2026-01-31, or a time such as 2026-01-31T09:00:00Z',
    );
  });

  it('reads no further than the client takes it', async () => {
    let reads = 0;
    const record = { id: 'a', text: 'x'.repeat(1_000_000) } as never;
    const endless: TestServer['deps']['transfer'] = {
      tagChanges: async () => [],
      async read() {
        reads += 1;
        return { records: [record], next: reads };
      },
    };
    await using slow = await startTestServer({ deps: { transfer: endless } });
    expect((await slow.ask('/v1/export.jsonl', { method: 'HEAD' })).status).toBe(200);
    expect(reads).toBe(0);
    const socket = connect(Number(new URL(slow.url).port), '127.0.0.1');
    socket.write('GET /v1/export.jsonl HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    let before = -1;
    while (before !== reads) {
      before = reads;
      for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(reads).toBeLessThan(100);
    socket.destroy();
  });
});
