import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordFetch } from '../../src/recording/record-fetch.ts';
import { createReplayFetch } from '../../src/recording/replay-fetch.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { askFor, cannedFetch } from './canned-fetch.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder[Symbol.dispose]());

/** Records each question with these answers in turn. */
async function recorded(questions: readonly string[], ...answers: (() => Response)[]): Promise<void> {
  for (const question of questions) {
    const { fetch } = cannedFetch(...answers);
    const options = { folder: folder.path, promptHash: 'p1', secrets: [], warn: fail };
    const record = createRecordFetch(fetch, options);
    for (const _ of answers) await record(...askFor(question));
  }
}

const fail = (error: Error) => {
  throw error;
};
const replay = (change: { promptHash?: string; folder?: string } = {}) =>
  createReplayFetch({ folder: folder.path, promptHash: 'p1', ...change });
const onlyFile = () => join(folder.path, readdirSync(folder.path)[0] ?? '');

describe('a replay', () => {
  it('gives the nth answer to the nth request, and the last one from then on', async () => {
    await recorded(
      ['x'],
      () => new Response('busy', { status: 503, headers: { 'retry-after': '2' } }),
      () => Response.json({ id: 'c1' }),
    );
    const fetch = replay();
    const first = await fetch(...askFor('x'));
    expect([first.status, first.headers.get('retry-after'), await first.text()]).toEqual([503, '2', 'busy']);
    for (const _ of [2, 3]) {
      const later = await fetch(...askFor('x'));
      expect([later.status, await later.json()]).toEqual([200, { id: 'c1' }]);
    }
    expect((await replay()(...askFor('x'))).status).toBe(503);
  });

  it('counts requests in the order in which they were made', async () => {
    await recorded(['x'], ...[1, 2, 3].map((number) => () => Response.json(number)));
    const fetch = replay();
    const answers = await Promise.all([1, 2, 3].map(async () => (await fetch(...askFor('x'))).json()));
    expect(answers).toEqual([1, 2, 3]);
  });

  it.each([
    ['a stream of events', 'data: {"a":1}\r\n\r\ndata: [DONE]\n\n', 'text/event-stream'],
    ['a page', '<html>\n</html>', 'text/html'],
    ['a JSON text', '"word"', 'application/json'],
  ])('gives %s as it came', async (_, body, type) => {
    await recorded(['x'], () => new Response(body, { headers: { 'content-type': type } }));
    const answer = await replay()(...askFor('x'));
    expect([await answer.text(), answer.headers.get('content-type')]).toEqual([body, type]);
  });

  it('gives an answer without a type none', async () => {
    await recorded(['x'], () => new Response(new TextEncoder().encode('busy')));
    const answer = await replay()(...askFor('x'));
    expect([await answer.text(), [...answer.headers]]).toEqual(['busy', []]);
  });

  it('gives an answer without a body', async () => {
    await recorded(['x'], () => new Response(null, { status: 204 }));
    const answer = await replay()(...askFor('x'));
    expect([answer.status, await answer.text(), [...answer.headers]]).toEqual([204, '', []]);
  });

  it('opens no file before it is needed', async () => {
    await recorded(['x', 'y'], () => Response.json({}));
    const fetch = replay();
    for (const file of readdirSync(folder.path)) writeFileSync(join(folder.path, file), '{');
    await expect(fetch(...askFor('x'))).rejects.toMatchObject({ code: 'bad-recording' });
  });

  it('answers nobody who has left', async () => {
    await recorded(['x'], () => Response.json({}));
    const [address, init] = askFor('x');
    await expect(replay()(address, { ...init, signal: AbortSignal.abort('left') })).rejects.toBe('left');
  });
});

describe('a folder that cannot be replayed', () => {
  it.each([
    ['that is not there', 'missing', 'is not there'],
    ['without recordings', 'empty', 'has no recordings'],
    ['that is a file', 'file', 'cannot be read'],
  ])('%s is refused at the start', (_, name, problem) => {
    mkdirSync(join(folder.path, 'empty'));
    writeFileSync(join(folder.path, 'empty', 'README.md'), 'words');
    writeFileSync(join(folder.path, 'file'), '');
    expect(() => replay({ folder: join(folder.path, name) })).toThrow(
      expect.objectContaining({
        ...{ code: 'no-recording', exitCode: 2, message: `The folder of UPSHOT_REPLAY ${problem}` },
        hint: expect.stringContaining('UPSHOT_RECORD'),
      }),
    );
  });

  it.each([
    ['with another name than recordings have', 'notes.json', 'The recording notes.json cannot be used: its name'],
    ['twice', 'a-copy-{digits}.json', 'answers the same request'],
  ])('because it holds a file %s is refused at the start', async (_, name, problem) => {
    await recorded(['x'], () => Response.json({}));
    const digits = /([0-9a-f]{12})\.json$/.exec(onlyFile())?.[1] ?? '';
    writeFileSync(join(folder.path, name.replace('{digits}', digits)), '{}');
    expect(() => replay()).toThrow(
      expect.objectContaining({ code: 'bad-recording', message: expect.stringContaining(problem) }),
    );
  });
});

describe('a broken recording', () => {
  type Edit = (recording: Record<string, unknown>) => unknown;
  it.each<[string, Edit, string]>([
    ['that is not JSON', () => null, 'it is not JSON'],
    ['of another version', (one) => ({ ...one, version: 2 }), 'version'],
    ['with a field too many', (one) => ({ ...one, extra: 1 }), 'extra is not known here'],
    ['without an answer', (one) => ({ ...one, exchanges: [] }), 'exchanges must hold at least one answer'],
    [
      'with an answer without a body',
      (one) => ({ ...one, exchanges: [{ status: 200, headers: {} }] }),
      'either json or text',
    ],
    ['with an impossible status', (one) => ({ ...one, exchanges: [{ status: 99, headers: {}, json: 1 }] }), 'status'],
    ['without the request', (one) => ({ ...one, request: undefined }), 'request'],
    ['with an edited request', (one) => ({ ...one, request: {} }), 'not the one it states'],
    ['with an edited prompt', (one) => ({ ...one, promptHash: 'p2' }), 'not the one it states'],
  ])('%s is refused with its name and what to do', async (_, edit, problem) => {
    await recorded(['x'], () => Response.json({}));
    const file = onlyFile();
    const fetch = replay();
    const edited = edit(JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(file, edited === null ? '{"version": 1,' : JSON.stringify(edited));
    const error = await fetch(...askFor('x')).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'bad-recording', status: 502, retryable: false });
    expect(error).toMatchObject({
      message: expect.stringContaining(problem),
      hint: expect.stringContaining('UPSHOT_RECORD'),
    });
    expect(error).toMatchObject({ message: expect.stringContaining('gpt-5-mini-x-') });
    expect((error as Error).message).not.toContain(folder.path);
  });

  it('under the name of another is refused', async () => {
    await recorded(['x', 'y'], () => Response.json({}));
    const [one = '', other = ''] = readdirSync(folder.path).map((name) => join(folder.path, name));
    writeFileSync(one, readFileSync(other));
    const fetch = replay();
    const errors = await Promise.all(
      ['x', 'y'].map((text) => fetch(...askFor(text)).catch((reason: unknown) => reason)),
    );
    expect(errors).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('its name must end in') }),
    );
  });

  it('that has gone is refused, and does not stand in the way of others', async () => {
    await recorded(['x', 'y'], () => Response.json({}));
    const fetch = replay();
    for (const name of readdirSync(folder.path).filter((name) => name.includes('-x-'))) rmSync(join(folder.path, name));
    await expect(fetch(...askFor('x'))).rejects.toMatchObject({ code: 'bad-recording' });
    expect((await fetch(...askFor('y'))).status).toBe(200);
    await expect(fetch(...askFor('z'))).rejects.toThrow(/the nearest is gpt-5-mini-y-/);
  });
});
