import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/mock-llm/read-body.ts';

/** What comes of a body that arrives in these pieces. */
function read(pieces: readonly Buffer[], { ended = true } = {}) {
  const request = new PassThrough();
  const got: (string | null)[] = [];
  readBody(request as unknown as IncomingMessage, (body) => got.push(body === null ? null : body.toString()));
  for (const piece of pieces) request.write(piece);
  if (ended) request.end();
  return new Promise<(string | null)[]>((resolve) => setImmediate(() => resolve(got)));
}

const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, 'x');

describe('the body of a request', () => {
  it('is whole, whatever pieces it came in', async () => {
    const bytes = Buffer.from('süß 🦊 grün');
    expect(await read([bytes])).toEqual(['süß 🦊 grün']);
    expect(await read(Array.from(bytes, (byte) => Buffer.of(byte)))).toEqual(['süß 🦊 grün']);
    expect(await read([])).toEqual(['']);
  });

  it('is none before its end', async () => {
    expect(await read([Buffer.from('half')], { ended: false })).toEqual([]);
  });

  it('is null, once, when it is longer than 32 MB', async () => {
    expect((await read([megabytes(16), megabytes(16)]))[0]).toHaveLength(32 * 1024 * 1024);
    expect(await read([megabytes(16), megabytes(16), Buffer.of(1), megabytes(1)])).toEqual([null]);
  });
});
