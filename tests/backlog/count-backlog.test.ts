import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countBacklog } from '../../src/backlog/count-backlog.ts';
import { tempFolder } from '../support/temp-folder.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
  mkdirSync(join(folder.path, 'posts'));
  writeFileSync(join(folder.path, 'posts/a.md'), 'x');
  writeFileSync(join(folder.path, 'posts/b.jsonl'), `{}\n\n${'{"a":1}\n'.repeat(100_000)}{}`);
  writeFileSync(join(folder.path, 'list'), 'https://a.example/\nhttps://b.example/\n');
});
afterEach(() => folder[Symbol.dispose]());

const count = (inputs: string[], signal = new AbortController().signal) =>
  countBacklog(inputs, { cwd: folder.path, signal });

describe('countBacklog', () => {
  it('counts files, lines that are not blank, and addresses', async () => {
    const inputs = [join(folder.path, 'posts'), `urls:${join(folder.path, 'list')}`, 'https://c.example/'];
    expect(await count(inputs)).toBe(1 + 100_002 + 2 + 1);
  });

  it.each([[['-']], [['urls:-']]])('knows nothing beforehand of %j', async (inputs) => {
    expect(await count(inputs)).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('takes nothing out of a pipe, which can be read only once', async () => {
    const pipe = join(folder.path, 'pipe.jsonl');
    execFileSync('mkfifo', [pipe]);
    expect(await count([pipe])).toBeNull();
  });

  it('does not guess at what a file without an extension is', async () => {
    expect(await count([join(folder.path, 'list')])).toBeNull();
  });

  it('leaves off when nobody wants to know any more', async () => {
    expect(await count([join(folder.path, 'posts')], AbortSignal.abort())).toBeNull();
  });
});
