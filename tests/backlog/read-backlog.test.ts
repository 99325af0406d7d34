import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadAddress } from '../../src/backlog/backlog-item.ts';
import { isReadOnce, readBacklog, resolveInput, resolveUrlList } from '../../src/backlog/read-backlog.ts';
import type { AppError } from '../../src/errors.ts';
import { allOf } from '../support/all-of.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'upshot-backlog-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), content);
}

async function* streamOf(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

const resolved = (path: string) =>
  path.startsWith('urls:') ? resolveUrlList(path.slice(5), cwd) : resolveInput(path, cwd);
const readAddress: ReadAddress = async (url, given) => ({ text: `fetched ${url}`, ...given });

async function read(paths: string[], { stdin = streamOf(), signal = new AbortController().signal } = {}) {
  const items = await allOf(readBacklog(paths.map(resolved), { cwd, stdin, signal, readAddress }));
  return Promise.all(
    items.map(async ({ place, read }) => [
      place,
      await read(new AbortController().signal).catch((error: AppError) => error.code),
    ]),
  );
}

describe('readBacklog: files and folders', () => {
  it('walks a folder in one order, folders in it included, and takes only what can be an article', async () => {
    for (const file of [
      'b.md',
      'a/z.markdown',
      'a/a.HTML',
      'c.htm',
      'd.txt',
      'skip.png',
      '.hidden.md',
      'node_modules/x.md',
    ]) {
      write(`posts/${file}`, file);
    }
    write('posts/e.jsonl', '{"text":"one"}\n');
    expect(await read(['posts'])).toEqual([
      ['posts/a/a.HTML', { text: 'a/a.HTML', format: 'html' }],
      ['posts/a/z.markdown', { text: 'a/z.markdown', format: 'markdown' }],
      ['posts/b.md', { text: 'b.md', format: 'markdown' }],
      ['posts/c.htm', { text: 'c.htm', format: 'html' }],
      ['posts/d.txt', { text: 'd.txt', format: 'text' }],
      ['posts/e.jsonl:1', { text: 'one' }],
    ]);
  });

  it('follows links to files, says which lead nowhere, and follows no link to a folder, which may lead back', async () => {
    write('posts/real.md', 'text');
    symlinkSync(join(cwd, 'posts'), join(cwd, 'posts', 'loop'));
    symlinkSync(join(cwd, 'posts', 'real.md'), join(cwd, 'posts', 'link.md'));
    symlinkSync(join(cwd, 'nowhere'), join(cwd, 'posts', 'broken.md'));
    symlinkSync(join(cwd, 'nowhere'), join(cwd, 'posts', 'broken.png'));
    const text = { text: 'text', format: 'markdown' };
    const found = [
      ['posts/broken.md', 'unreadable-file'],
      ['posts/link.md', text],
      ['posts/real.md', text],
    ];
    expect(await read(['posts'])).toEqual(found);
    expect(await read(['posts/*.md'])).toEqual(found);
  });

  it.skipIf(process.getuid?.() === 0)('says which folder in it is closed, and goes on behind it', async () => {
    for (const file of ['a/a.md', 'b/b.md', 'c/c.md']) write(`posts/${file}`, 'text');
    chmodSync(join(cwd, 'posts', 'b'), 0o000);
    try {
      expect(await read(['posts'])).toEqual([
        ['posts/a/a.md', { text: 'text', format: 'markdown' }],
        ['posts/b', 'unreadable-file'],
        ['posts/c/c.md', { text: 'text', format: 'markdown' }],
      ]);
    } finally {
      chmodSync(join(cwd, 'posts', 'b'), 0o700);
    }
  });

  it('takes a file with any other extension when it is named, its format left open', async () => {
    write('README', 'text');
    expect(await read(['README'])).toEqual([['README', { text: 'text' }]]);
  });

  it('takes what has no extension for JSON Lines when it begins like it, as stdin', async () => {
    write('export', '\ufeff\n{"text":"one"}\n{"text"\n');
    write('blank', '\n');
    expect(await read(['export', 'blank'])).toEqual([
      ['export:2', { text: 'one' }],
      ['export:3', 'bad-json'],
      ['blank', 'invalid-article'],
    ]);
  });

  describe.skipIf(process.platform === 'win32')('a pipe with a name', () => {
    it('is read as a file of that name would be', async () => {
      const pipes = ['a.md', 'b.jsonl', 'c'];
      for (const name of pipes) {
        execFileSync('mkfifo', [join(cwd, name)]);
        spawn('sh', ['-c', `echo '{"text":"x"}' > ${name}`], { cwd });
      }
      expect(await read(pipes)).toEqual([
        ['a.md', { text: '{"text":"x"}\n', format: 'markdown' }],
        ['b.jsonl:1', { text: 'x' }],
        ['c:1', { text: 'x' }],
      ]);
    });

    it.each(['a.md', 'b.jsonl', 'c'])('is waited for no longer than until the run is stopped: %s', async (name) => {
      execFileSync('mkfifo', [join(cwd, name)]);
      const stop = new AbortController();
      const reading = allOf(
        readBacklog([resolved(name)], { cwd, stdin: streamOf(), signal: stop.signal, readAddress }),
      );
      setImmediate(() => stop.abort(new Error('stopped')));
      expect(await reading).toEqual([]);
    });
  });

  it.skipIf(process.platform === 'win32')('knows what can be read only once', () => {
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    write('file', 'text');
    const once = [
      '-',
      'urls:-',
      'pipe',
      'urls:pipe',
      'file',
      'urls:file',
      'none',
      '*.md',
      'https://a.example/',
      'x'.repeat(5000),
    ];
    expect(once.filter((input) => isReadOnce(resolved(input)))).toEqual(once.slice(0, 4));
  });

  it.skipIf(process.platform !== 'linux')('says of a name that is not UTF-8 that it is not', async () => {
    writeFileSync(Buffer.concat([Buffer.from(join(cwd, 'na')), Buffer.from([0xff]), Buffer.from('me.md')]), 'text');
    const [item] = await allOf(
      readBacklog([cwd], { cwd, stdin: streamOf(), signal: new AbortController().signal, readAddress }),
    );
    await expect(item?.read(new AbortController().signal)).rejects.toMatchObject({
      ...{ code: 'unreadable-file', message: 'The name of the file is not UTF-8, so that it cannot be opened' },
    });
  });

  it('says what is wrong with each path and goes on', async () => {
    mkdirSync(join(cwd, 'empty'));
    write('latin.md', Buffer.from('naïve', 'latin1'));
    write('large.md', 'x'.repeat(1024 * 1024 + 1));
    write('blank.md', ' \n');
    write('data.json', '[]');
    write('good.md', 'text');
    expect(
      await read([
        ...['nowhere', 'urls:nowhere', 'empty', 'latin.md', 'large.md', 'blank.md', 'data.json'],
        ...['good.md/x', 'good.md'],
      ]),
    ).toEqual([
      ['nowhere', 'unreadable-file'],
      ['nowhere', 'unreadable-file'],
      ['empty', 'no-articles'],
      ['latin.md', 'not-utf8'],
      ['large.md', 'article-too-large'],
      ['blank.md', 'invalid-article'],
      ['data.json', 'unsupported-file'],
      ['good.md/x', 'unreadable-file'],
      ['good.md', { text: 'text', format: 'markdown' }],
    ]);
  });
});

describe('readBacklog: JSON Lines', () => {
  it('reads an article a line, passing over blank lines but counting them, with a byte order mark and CRLF', async () => {
    write('posts.jsonl', '\ufeff{"text":"one","title":"T"}\r\n\r\n  \n{"text":"two"}');
    expect(await read(['posts.jsonl'])).toEqual([
      ['posts.jsonl:1', { text: 'one', title: 'T' }],
      ['posts.jsonl:4', { text: 'two' }],
    ]);
  });

  it('gives each bad line its place and goes on', async () => {
    const lines = [
      '{"text":"one"',
      '{"title":"no text"}',
      '{"text":"x","colour":"red"}',
      '{"text":"x","url":"ftp://a"}',
      '[1]',
      'null',
      Buffer.from('{"text":"naïve"}', 'latin1'),
      '{"text":"good"}',
    ];
    write('posts.ndjson', Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])));
    expect(await read(['posts.ndjson'])).toEqual([
      ['posts.ndjson:1', 'bad-json'],
      ['posts.ndjson:2', 'invalid-article'],
      ['posts.ndjson:3', 'invalid-article'],
      ['posts.ndjson:4', 'invalid-article'],
      ['posts.ndjson:5', 'invalid-article'],
      ['posts.ndjson:6', 'invalid-article'],
      ['posts.ndjson:7', 'not-utf8'],
      ['posts.ndjson:8', { text: 'good' }],
    ]);
  });

  it('says once of a packed file what it is', async () => {
    const packed = gzipSync(`${'{"text": "a"}\n'.repeat(3)}`);
    for (const name of ['a.jsonl', 'a.jsonl.gz']) {
      write(name, packed);
      const { signal } = new AbortController();
      const [item, ...more] = await allOf(
        readBacklog([resolved(name)], { cwd, stdin: streamOf(), signal, readAddress }),
      );
      await expect(item?.read(signal)).rejects.toMatchObject({
        code: 'packed',
        hint: expect.stringContaining('gunzip'),
      });
      expect([item?.place, more]).toEqual([name, []]);
    }
  });

  it('tells bad lines apart by where they stand, once they were read, for each of them has to be mended', async () => {
    const lines = ['nonsense', '{"text": "cut off', '{"title": "no text"}', '{"text": 5}', '{"url": null}'];
    write('a.jsonl', `${[...lines, ...lines].join('\n')}\n`);
    const { signal } = new AbortController();
    const items = await allOf(readBacklog([resolved('a.jsonl')], { cwd, stdin: streamOf(), signal, readAddress }));
    for (const item of items) await expect(item.read(signal)).rejects.toThrow();
    expect(new Set(items.map(({ key }) => key)).size).toBe(10);
  });

  it('tells lines apart by what they say, wherever they stand and whatever comes first in them', async () => {
    const lines = ['\ufeff{"text":"a"}', ' {"tags":["text"], "text" : "b"} ', '{"url":"https://a.example/"}'];
    write('a.jsonl', `${lines.join('\n')}\n`);
    write('b.jsonl', `\n${lines.toReversed().join('\n')}`);
    const source = { cwd, stdin: streamOf(), signal: new AbortController().signal, readAddress };
    const keys = async (file: string) => (await allOf(readBacklog([resolved(file)], source))).map(({ key }) => key);
    const [there, elsewhere] = [await keys('a.jsonl'), await keys('b.jsonl')];
    expect(there.every((key) => key.startsWith('sha256:'))).toBe(true);
    expect(there.slice(1)).toEqual(elsewhere.toReversed().slice(1));
  });

  it('says which host an article has to be fetched from', async () => {
    write('a.jsonl', '{"url": "https://a.example/1"}\n{"url": "https://a.example/1", "text": "here"}\n{"url": 5}\n');
    write('long.jsonl', `{"url": "https://d.example/1", "title": "${'x'.repeat(8192)}"}\n`);
    write('list.urls', 'https://b.example:8080/1\n');
    const source = { cwd, stdin: streamOf(), signal: new AbortController().signal, readAddress };
    const files = ['https://c.example/1', 'a.jsonl', 'long.jsonl', 'list.urls'];
    const items = await allOf(readBacklog(files.map(resolved), source));
    expect(items.map(({ host }) => host)).toEqual([
      ...['c.example', 'a.example', undefined, undefined],
      undefined, // too long to be looked through twice
      'b.example:8080',
    ]);
  });

  it('passes over a line without an end and keeps none of it', async () => {
    async function* stdin() {
      yield Buffer.from('{"text":"');
      for (let sent = 0; sent < 8; sent += 1) yield Buffer.alloc(1024 * 1024, 'x');
      yield Buffer.from('"}\n{"text":"good"}\n');
    }
    expect(await read(['-'], { stdin: stdin() })).toEqual([
      ['stdin:1', 'line-too-long'],
      ['stdin:2', { text: 'good' }],
    ]);
  });

  it('reads no further than is asked for', async () => {
    let sent = 0;
    async function* stdin() {
      while (true) {
        sent += 1;
        yield Buffer.from(`{"text":"${sent}"}\n`);
      }
    }
    const items = readBacklog(['-'], {
      ...{ cwd, stdin: stdin(), signal: new AbortController().signal, readAddress },
    });
    await items.next();
    await items.next();
    await items.return(undefined);
    expect(sent).toBeLessThanOrEqual(3);
  });
});

describe('readBacklog: stdin', () => {
  it('is JSON Lines when it begins with a brace, however it is cut', async () => {
    const stdin = streamOf(' \n', '{"te', 'xt":"one"}\n{"text":"two"}\n');
    expect(await read(['-'], { stdin })).toEqual([
      ['stdin:2', { text: 'one' }],
      ['stdin:3', { text: 'two' }],
    ]);
  });

  it('is one article when it does not', async () => {
    expect(await read(['-'], { stdin: streamOf('# Ti', 'tle\n\n{"text":"x"}\n') })).toEqual([
      ['stdin', { text: '# Title\n\n{"text":"x"}\n' }],
    ]);
  });

  it.each([[''], [' \n\n']])('has nothing in %j', async (text) => {
    expect(await read(['-'], { stdin: streamOf(text) })).toEqual([]);
  });

  it('is given up at once when the run is stopped, though nobody writes to it', async () => {
    const controller = new AbortController();
    async function* stdin() {
      yield Buffer.from('{"text":"one"}\n');
      controller.abort();
      await new Promise(() => {});
    }
    expect(await read(['-', 'never'], { stdin: stdin(), signal: controller.signal })).toEqual([
      ['stdin:1', { text: 'one' }],
    ]);
  });
});

describe('readBacklog: patterns and addresses', () => {
  it('takes the files that match a pattern, in one order, and no folder', async () => {
    for (const file of ['b/2.md', 'a/1.md', 'a/x.md/3.txt', 'c.md']) write(`posts/${file}`, file);
    expect((await read(['posts/**/*.md'])).map(([place]) => place)).toEqual([
      'posts/a/1.md',
      'posts/b/2.md',
      'posts/c.md',
    ]);
  });

  it('takes a file whose name looks like a pattern for what it is, and says when nothing matches', async () => {
    write('a[1].md', 'text');
    expect(await read(['a[1].md', 'b*.md'])).toEqual([
      ['a[1].md', { text: 'text', format: 'markdown' }],
      ['b*.md', 'no-match'],
    ]);
  });

  it('takes no address that it cannot ask for a pattern of files', async () => {
    expect(await read(['http://[bad', 'ftp://a.example/1'])).toEqual([
      ['http://[bad', 'bad-address'],
      ['ftp://a.example/1', 'bad-address'],
    ]);
  });

  it('fetches addresses: named, on a list, in a line of JSON, or as a text of nothing else', async () => {
    write('list.urls', '# mine\n\nhttps://a.example/2\r\nnonsense\n');
    write('list.txt', '\ufeffhttps://a.example/4\r\nhttps://a.example/5\n');
    write('list.jsonl', '{"url":"https://a.example/3","title":"T"}\n{"url":"ftp://a"}\n');
    write('more', 'https://a.example/6');
    write('essay.txt', 'https://a.example/4\nis where this stood.\n');
    expect(
      await read(['https://a.example/1', 'list.urls', 'list.jsonl', 'list.txt', 'urls:more', 'essay.txt']),
    ).toEqual([
      ['https://a.example/1', { text: 'fetched https://a.example/1' }],
      ['list.urls:3', { text: 'fetched https://a.example/2' }],
      ['list.urls:4', 'bad-address'],
      ['list.jsonl:1', { text: 'fetched https://a.example/3', title: 'T' }],
      ['list.jsonl:2', 'invalid-article'],
      ['list.txt:1', { text: 'fetched https://a.example/4' }],
      ['list.txt:2', { text: 'fetched https://a.example/5' }],
      ['more:1', { text: 'fetched https://a.example/6' }],
      ['essay.txt', { text: 'https://a.example/4\nis where this stood.\n', format: 'text' }],
    ]);
  });

  it('reads a list of addresses from stdin', async () => {
    const stdin = () => streamOf('https://a.example/1\nhttps://a.example/2');
    const places = ['stdin:1', 'stdin:2'];
    expect((await read(['-'], { stdin: stdin() })).map(([place]) => place)).toEqual(places);
    expect((await read(['urls:-'], { stdin: stdin() })).map(([place]) => place)).toEqual(places);
  });

  it('gives an article the same key wherever it stands, and another when it says something else', async () => {
    write('a.md', 'text');
    write('b.md', 'text');
    write('c.md', 'other');
    write('d.txt', 'text');
    const items = await allOf(
      readBacklog(['a.md', 'b.md', 'c.md', 'd.txt', 'gone.md'].map(resolved), {
        ...{ cwd, stdin: streamOf(), signal: new AbortController().signal, readAddress },
      }),
    );
    const [a, b, c, d, gone] = items.map(({ key }) => key);
    expect(a).toBe(b);
    expect(new Set([a, c, d, gone]).size).toBe(4);
  });
});
