import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordFetch, type RecordOptions } from '../../src/recording/record-fetch.ts';
import { recordingSchema } from '../../src/recording/recording.ts';
import type { RecordingError } from '../../src/recording/recording-error.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { askFor, cannedFetch } from './canned-fetch.ts';

let folder: ReturnType<typeof tempFolder>;
let warnings: RecordingError[];
beforeEach(() => {
  folder = tempFolder();
  warnings = [];
});
afterEach(() => folder[Symbol.dispose]());

function record(fetch: typeof globalThis.fetch, change: Partial<RecordOptions> = {}) {
  return createRecordFetch(fetch, {
    ...{ folder: folder.path, promptHash: 'p1', secrets: [], warn: (error: RecordingError) => warnings.push(error) },
    ...change,
  });
}

const files = () => readdirSync(folder.path).sort();
const textOf = (file: string) => readFileSync(join(folder.path, file), 'utf8');
const read = (file = files()[0] ?? '') => recordingSchema.parse(JSON.parse(textOf(file)));

describe('what is recorded', () => {
  it('is one indented file for a request, named after model and topic', async () => {
    const fetch = record(cannedFetch(() => Response.json({ id: 'c1' }, { headers: { date: 'today' } })).fetch);
    const answer = await fetch(...askFor('Summarise this.\nTitle: A Seat, Sold Thrice!\n\nIt was.', { max_tokens: 9 }));
    expect(await answer.json()).toEqual({ id: 'c1' });
    const [file = ''] = files();
    expect(file).toMatch(/^gpt-5-mini-a-seat-sold-thrice-[0-9a-f]{12}\.json$/);
    expect(textOf(file)).toContain('\n  "exchanges": [\n');
    expect(read()).toMatchObject({
      ...{ version: 1, endpoint: 'POST /chat/completions', promptHash: 'p1' },
      request: { model: 'gpt-5-mini', max_tokens: 9, messages: [{ role: 'system' }, { role: 'user' }] },
      exchanges: [{ status: 200, headers: { 'content-type': 'application/json' }, json: { id: 'c1' } }],
    });
    expect(files()).toEqual([file]);
    expect(warnings).toEqual([]);
  });

  it('is the same whatever the order of fields, the headers, the host and the query', async () => {
    const fetch = record(cannedFetch(() => Response.json({})).fetch);
    const body = (fields: object) => ({ method: 'POST', body: JSON.stringify(fields) });
    await fetch('https://one.test/v1/chat/completions', body({ model: 'm', messages: [], stream: false }));
    await fetch('http://127.0.0.1:8080/api/v2/chat/completions?key=abc', {
      ...body({ stream: false, messages: [], model: 'm' }),
      headers: { 'x-request': '2' },
    });
    expect(files()).toHaveLength(1);
    expect(read().exchanges).toHaveLength(2);
    expect(textOf(files()[0] ?? '')).not.toContain('abc');
  });

  it.each<[string, [string, RequestInit], string]>([
    ['the model', askFor('x', { model: 'other' }), 'p1'],
    ['the content', askFor('y'), 'p1'],
    ['the schema', askFor('x', { response_format: { type: 'json_object' } }), 'p1'],
    ['an option', askFor('x', { max_tokens: 5 }), 'p1'],
    ['the path', ['https://llm.test/v1/responses', askFor('x')[1]], 'p1'],
    ['the prompt', askFor('x'), 'p2'],
  ])('is another file when %s is another', async (_, request, promptHash) => {
    const answers = cannedFetch(() => Response.json({}));
    await record(answers.fetch)(...askFor('x'));
    await record(answers.fetch, { promptHash })(...request);
    expect(files()).toHaveLength(2);
  });

  it('has every answer to one request in order, whatever its status', async () => {
    const fetch = record(
      cannedFetch(
        () => new Response('busy', { status: 503, headers: { 'retry-after': '2' } }),
        () => Response.json({ error: { message: 'slow down' } }, { status: 429 }),
        () => Response.json({ id: 'c1' }),
      ).fetch,
    );
    for (const _ of [1, 2, 3]) await fetch(...askFor('x'));
    expect(read().exchanges).toEqual([
      { status: 503, headers: { 'content-type': 'text/plain;charset=UTF-8', 'retry-after': '2' }, text: ['busy'] },
      expect.objectContaining({ status: 429, json: { error: { message: 'slow down' } } }),
      expect.objectContaining({ status: 200, json: { id: 'c1' } }),
    ]);
  });

  it('gives way to what the next session records of the same request', async () => {
    const session = (id: string) => record(cannedFetch(() => Response.json({ id })).fetch);
    const first = session('old');
    await first(...askFor('x'));
    await first(...askFor('x'));
    await first(...askFor('another'));
    await session('new')(...askFor('x'));
    expect(files()).toHaveLength(2);
    const ids = files().map((file) => read(file).exchanges.map((one) => 'json' in one && one.json));
    expect(ids).toContainEqual([{ id: 'new' }]);
    expect(ids).toContainEqual([{ id: 'old' }]);
  });

  it('keeps its file when only the name would now be another', async () => {
    const answers = cannedFetch(() => Response.json({}));
    await record(answers.fetch)(...askFor('x'));
    const [file = ''] = files();
    const renamed = `renamed-by-hand-${file.slice(-17)}`;
    writeFileSync(join(folder.path, renamed), textOf(file));
    rmSync(join(folder.path, file));
    await record(answers.fetch)(...askFor('x'));
    expect(files()).toEqual([renamed]);
  });

  it('has a stream of events as its lines', async () => {
    const events = 'data: {"a":1}\n\ndata: [DONE]\n\n';
    const headers = { 'content-type': 'text/event-stream' };
    const fetch = record(cannedFetch(() => new Response(events, { headers })).fetch);
    expect(await (await fetch(...askFor('x', { stream: true }))).text()).toBe(events);
    expect(read().exchanges[0]).toEqual({
      ...{ status: 200, headers },
      text: ['data: {"a":1}', '', 'data: [DONE]', '', ''],
    });
  });

  it('is nothing when no answer came, which is passed on as it is', async () => {
    const broken = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    const fetch = record(cannedFetch(() => broken).fetch);
    await expect(fetch(...askFor('x'))).rejects.toBe(broken);
    const cut = new Response(new ReadableStream({ pull: (controller) => controller.error(broken) }));
    await expect(record(cannedFetch(() => cut).fetch)(...askFor('x'))).rejects.toThrow();
    expect(files()).toEqual([]);
  });

  it('is whole and in order when many requests are under way at once', async () => {
    let number = 0;
    const fetch = record(async () => Response.json({ number: ++number }));
    await Promise.all(Array.from({ length: 60 }, (_, at) => fetch(...askFor(`question ${at % 3}`))));
    expect(files()).toHaveLength(3);
    const numbers = files().map((file) => read(file).exchanges.map((one) => ('json' in one ? one.json : null)));
    expect(numbers.map((list) => list.length)).toEqual([20, 20, 20]);
    const all = numbers.flat().map((one) => (one as { number: number }).number);
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    expect(warnings).toEqual([]);
  });

  it('passes on status, headers and bytes that are no text', async () => {
    const bytes = new Uint8Array([0, 255, 254, 10]);
    const headers = { 'x-request-id': 'r1', 'content-type': 'application/octet-stream' };
    const answer = await record(cannedFetch(() => new Response(bytes, { status: 418, headers })).fetch)(...askFor('x'));
    expect(answer.status).toBe(418);
    expect(answer.headers.get('x-request-id')).toBe('r1');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('may be an answer without a body', async () => {
    const answer = await record(cannedFetch(() => new Response(null, { status: 204 })).fetch)(...askFor('x'));
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(read().exchanges).toEqual([{ status: 204, headers: {}, text: [''] }]);
  });
});

describe('a disk that refuses', () => {
  it('loses no answer, and is told of once until it is mended', async () => {
    const fetch = record(cannedFetch(() => Response.json({ id: 'paid' })).fetch);
    rmSync(folder.path, { recursive: true });
    expect(await (await fetch(...askFor('x'))).json()).toEqual({ id: 'paid' });
    expect(await (await fetch(...askFor('y'))).json()).toEqual({ id: 'paid' });
    expect(warnings.map(({ code, hint }) => [code, hint])).toEqual([
      ['cannot-record', expect.stringContaining('UPSHOT_RECORD')],
    ]);
    expect(warnings[0]?.message).not.toContain(folder.path);
  });

  it('does not keep the next answer to the same request from being recorded', async () => {
    const names = ['no/such/folder', 'good'];
    const answers = cannedFetch(() => Response.json({ id: 'paid' }));
    const fetch = record(answers.fetch, { newId: () => names.shift() ?? 'more' });
    await Promise.all([fetch(...askFor('x')), fetch(...askFor('x'))]);
    expect(read().exchanges).toHaveLength(1);
    expect(warnings).toHaveLength(1);
  });

  it('leaves no half of a file behind', async () => {
    const answers = cannedFetch(() => Response.json({}));
    await record(answers.fetch)(...askFor('x'));
    const [file = ''] = files();
    rmSync(join(folder.path, file));
    mkdirSync(join(folder.path, file));
    await record(answers.fetch)(...askFor('x'));
    expect(warnings).toHaveLength(1);
    expect(files()).toEqual([file]);
  });

  it('is told of again after it was mended', async () => {
    const fetch = record(cannedFetch(() => Response.json({})).fetch);
    for (const there of [false, true, false]) {
      if (there) mkdirSync(folder.path);
      else rmSync(folder.path, { recursive: true });
      await fetch(...askFor(`there: ${there}`));
    }
    expect(warnings).toHaveLength(2);
  });

  it.each([
    ['a file', 'file'],
    ['below a file', 'file/folder'],
  ])('is found out at the start: the folder is %s', (_, path) => {
    writeFileSync(join(folder.path, 'file'), '');
    expect(() => record(cannedFetch().fetch, { folder: join(folder.path, path) })).toThrow(
      expect.objectContaining({
        ...{ code: 'cannot-record', exitCode: 2 },
        message: expect.stringMatching(/UPSHOT_RECORD \((EEXIST|ENOTDIR)\)/),
      }),
    );
  });

  it('makes the folder where there is none', async () => {
    const deep = join(folder.path, 'a', 'b');
    await record(cannedFetch(() => Response.json({})).fetch, { folder: deep })(...askFor('x'));
    expect(readdirSync(deep)).toHaveLength(1);
  });
});
