import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInterrupts } from '../../src/cli/interrupts.ts';
import type { FetchOptions, PageFetcher } from '../../src/fetching/page-fetcher.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { composeForTests, runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

const write = (file: string, content: string | Uint8Array) => writeFileSync(join(cwd, file), content);

describe('summarise', () => {
  it('prints a file for people and says where it is kept', async () => {
    write('post.md', '# A post\n\nText.');
    const { code, stdout, stderr } = await runUpshot(['summarise', 'post.md'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^A post\n/);
    expect(stdout).toContain('\nWhy it matters: On-call engineers gain');
    expect(stdout.match(/^ {2}• .*\.$/gm)).toHaveLength(5);
    expect(stdout).toContain('Backed by the article: 6 of 6 claims');
    expect(stdout).toContain('Extracted without a model');
    expect(stdout).toMatch(/Kept in data\/upshot\.db: upshot show id-\w+\n$/);
  });

  it('says so when it was there already', async () => {
    write('post.md', '# A post\n\nText.');
    await runUpshot(['summarise', 'post.md'], { cwd });
    expect((await runUpshot(['summarize', 'post.md'], { cwd })).stdout).toContain('Already kept in data/upshot.db');
  });

  it('keeps nothing with --no-store', async () => {
    write('post.md', '# A post\n\nText.');
    const { stdout } = await runUpshot(['summarise', '--no-store', 'post.md'], { cwd });
    expect(stdout).toContain('Not kept (--no-store)\n');
    expect(JSON.parse((await runUpshot(['list', '--json'], { cwd })).stdout).total).toBe(0);
  });

  it('reads stdin and puts what options say in place of what the article says', async () => {
    const { stdout } = await runUpshot(
      [
        'summarise',
        '-',
        '--json',
        '--title',
        'Mine',
        '--url',
        'https://a.example/x',
        '--source',
        'A',
        '--tag',
        'SRE',
        '--tag',
        'data',
      ],
      { cwd, stdin: '# Theirs\n\nText.' },
    );
    const entry = JSON.parse(stdout);
    expect(entry).toMatchObject({
      title: 'Mine',
      url: 'https://a.example/x',
      source: 'A',
      summary: { tags: ['sre', 'data'] },
      links: { self: `/v1/articles/${entry.id}`, original: 'https://a.example/x' },
    });
  });

  it('fetches the page at an address, for a person, and lets options say what they know better', async () => {
    const asked: FetchOptions[] = [];
    const web: PageFetcher = {
      async fetch(url, options) {
        asked.push(options);
        const text = '<link rel="canonical" href="/post"><h1>Theirs</h1>';
        return { outcome: 'fetched', url, permanentUrl: url, type: 'text/html', text, validators: {} };
      },
    };
    const { code, stdout, stderr } = await runUpshot(
      ['summarise', 'https://a.example/post?utm_source=x', '--json', '--title', 'Mine'],
      { cwd, compose: composeForTests((same) => same, web) },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ title: 'Mine', url: 'https://a.example/post' });
    expect(asked).toEqual([expect.objectContaining({ byHand: true })]);
  });

  it('prints the entries of several files, one JSON a line', async () => {
    write('a.md', '# A');
    write('b.txt', 'B');
    const { code, stdout } = await runUpshot(['summarise', 'a.md', 'b.txt', '--json'], { cwd });
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).title),
    ).toEqual(['A', 'B']);
  });

  it('says what is wrong with each file in one line, goes on, and exits with 3', async () => {
    mkdirSync(join(cwd, 'folder'));
    write('latin.md', Buffer.from('naïve', 'latin1'));
    write('large.md', 'x'.repeat(1024 * 1024 + 1));
    write('short.md', 'FAIL');
    write('lines.jsonl', '{}');
    write('good.md', '# Good');
    const files = [
      'nowhere.md',
      'folder',
      'latin.md',
      'large.md',
      'short.md',
      'lines.jsonl',
      'http://a.example/',
      'ftp://a.example/',
      'good.md',
    ];
    const { code, stdout, stderr } = await runUpshot(['summarise', ...files], { cwd });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Good\n/);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'upshot: nowhere.md: There is no such file. Check the path; it is relative to the folder you are in.',
      'upshot: folder: This is a folder. Give its files, or summarise all of them with `upshot backlog <folder>`.',
      'upshot: latin.md: This is not text in UTF-8. Save it as UTF-8; of PDF and office files, save the text first.',
      'upshot: large.md: The article is larger than 1 MB. Give its text alone, without embedded images or data, or split it.',
      'upshot: short.md: The article has 3 words. Give at least 100 words.',
      expect.stringMatching(/^upshot: lines\.jsonl: This is JSON, not the text of an article\. .*upshot backlog/),
      'upshot: http://a.example/: http://a.example/ answered 404.',
      'upshot: ftp://a.example/: ftp://a.example/ answered 404.',
    ]);
  });

  it.each([
    [['nowhere.md'], 1],
    [['nowhere.md', 'nor-here.md'], 1],
    [['https://a.example/post'], 1],
  ])('exits with %o: %d when nothing came of it', async (files, exitCode) => {
    const { code, stdout } = await runUpshot(['summarise', ...files], { cwd });
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
  });

  it.each<[string[], RegExp]>([
    [['--tag', 'a,b,c,d'], /tags must be one to three\. See `upshot summarise --help`/],
    [['--url', 'nowhere'], /url must be an absolute http or https address\. See `upshot summarise --help`/],
  ])('refuses %o as wrong usage', async (options, message) => {
    write('post.md', '# A post');
    const { code, stderr } = await runUpshot(['summarise', 'post.md', ...options], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  it('refuses an empty stdin', async () => {
    const { code, stderr } = await runUpshot(['summarise', '-'], { cwd, stdin: '\n' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^upshot: stdin: There is no text in it\. Give an article/);
  });

  it('ends at once with 130 on Ctrl-C, even while stdin says nothing', async () => {
    const interrupts = createInterrupts(createFakeClock());
    async function* stdin() {
      yield Buffer.from('# Half');
      interrupts.press();
      await new Promise(() => {});
    }
    const { code, stdout, stderr } = await runUpshot(['summarise', '-'], { cwd, stdin: stdin(), interrupts });
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: '', stderr: 'upshot: Interrupted.\n' });
  });

  it('cancels the summary in work on Ctrl-C and begins no other', async () => {
    const interrupts = createInterrupts(createFakeClock());
    write('a.md', '# A');
    write('b.md', '# B');
    const seen: string[] = [];
    const compose = composeForTests(() => async ({ text }, signal) => {
      seen.push(text);
      interrupts.press();
      signal.throwIfAborted();
      throw new Error('not cancelled');
    });
    const { code } = await runUpshot(['summarise', 'a.md', 'b.md'], { cwd, interrupts, compose });
    expect({ code, seen }).toEqual({ code: 130, seen: ['# A'] });
  });

  it('shows what it is doing on a terminal, and leaves nothing of that behind', async () => {
    write('post.md', '# A post');
    const { stdout, stderr } = await runUpshot(['summarise', 'post.md'], { cwd, terminal: 80 });
    expect(stderr).toBe('\r\u001b[2KSummarising post.md…\r\u001b[2K');
    expect(stdout).toContain('\u001b[1mA post\u001b[22m');
  });

  it('never lets an article steer the terminal', async () => {
    const { stdout } = await runUpshot(['summarise', '-', '--source', 'Evil\u001b]0;title\u0007\u202e Corp'], {
      cwd,
      stdin: '# A \u001b[2Jpost\u009b31m',
    });
    expect(stdout).toContain('A [2Jpost31m');
    for (const control of '\u001b\u009b\u0007\u202e') expect(stdout).not.toContain(control);
  });
});
