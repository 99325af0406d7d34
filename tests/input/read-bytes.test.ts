import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { MAX_ARTICLE_BYTES } from '../../src/article/article.ts';
import { collectArticle, decodeUtf8, splitLines } from '../../src/input/read-bytes.ts';

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function lines(limit: number, ...parts: (string | Uint8Array)[]) {
  const found: [number, string | null][] = [];
  for await (const { number, bytes } of splitLines(chunks(...parts), limit)) {
    found.push([number, bytes && Buffer.from(bytes).toString()]);
  }
  return found;
}

describe('splitLines', () => {
  it('cuts at LF and CRLF, whatever the chunks, and numbers from one', async () => {
    expect(await lines(100, 'a\nb', 'c\r', '\n', '\nlast')).toEqual([
      [1, 'a'],
      [2, 'bc'],
      [3, ''],
      [4, 'last'],
    ]);
  });

  it('has no line after the last line end, and none in an empty stream', async () => {
    expect(await lines(100, 'a\n')).toEqual([[1, 'a']]);
    expect(await lines(100, '')).toEqual([]);
  });

  it('passes over a line that is too long and goes on with the next', async () => {
    expect(await lines(5, 'short\n', 'much ', 'too', ' long\nnext\n')).toEqual([
      [1, 'short'],
      [2, null],
      [3, 'next'],
    ]);
  });

  propertyTest.prop([fc.array(fc.stringMatching(/^[ab]{0,3}$/), { minLength: 1 }), fc.integer({ min: 1, max: 7 })])(
    'gives back what was joined, cut at any place',
    async (words, step) => {
      const text = `${words.join('\n')}\n`;
      const parts = Array.from({ length: Math.ceil(text.length / step) }, (_, i) =>
        text.slice(i * step, (i + 1) * step),
      );
      expect((await lines(100, ...parts)).map(([, line]) => line)).toEqual(words);
    },
  );
});

describe('collectArticle', () => {
  it('gathers up to 1 MB and refuses one byte more without reading on', async () => {
    const most = await collectArticle(chunks('ab', 'c'.repeat(MAX_ARTICLE_BYTES - 2)));
    expect([most.byteLength, Buffer.from(most.subarray(0, 3)).toString()]).toEqual([MAX_ARTICLE_BYTES, 'abc']);
    await expect(collectArticle(chunks('ab', 'c'.repeat(MAX_ARTICLE_BYTES - 1)))).rejects.toThrow('larger than 1 MB');
    let read = 0;
    async function* endless() {
      while (true) {
        read += 1;
        yield Buffer.alloc(MAX_ARTICLE_BYTES / 2);
      }
    }
    await expect(collectArticle(endless())).rejects.toMatchObject({
      code: 'article-too-large',
      status: 413,
    });
    expect(read).toBe(3);
  });
});

describe('decodeUtf8', () => {
  it('drops a byte order mark', () => {
    expect(decodeUtf8(Buffer.from('\ufeffnaïve'))).toBe('naïve');
  });

  it.each([
    ['Latin-1', Buffer.from('naïve', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffnaïve', 'utf16le')],
    ['half a character', Buffer.from('é').subarray(0, 1)],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeUtf8(bytes)).toThrow(expect.objectContaining({ code: 'not-utf8' }));
  });
});
