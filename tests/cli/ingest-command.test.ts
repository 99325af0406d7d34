import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { HostRestsError } from '../../src/fetching/fetch-error.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type Web, webOf } from '../support/web-of.ts';
import { composeForTests, runUpshot } from './run-upshot.ts';

const url = 'https://blog.example/feed.xml';
const rss = (...posts: number[]) =>
  `<rss version="2.0"><channel><title>Blog</title>${posts
    .map((n) => `<item><title>Post ${n}</title><link>https://blog.example/${n}</link></item>`)
    .join('')}</channel></rss>`;
const page = (text: string) => ({ type: 'text/html', text: `<html><body><article>${text}</article></body></html>` });

describe('ingest', () => {
  let folder: ReturnType<typeof tempFolder>;
  let web: Web;
  beforeEach(() => {
    folder = tempFolder();
    web = webOf({ [url]: { text: rss(1, 2), validators: { etag: '"1"' } } });
    for (const n of [1, 2, 3]) web.set(`https://blog.example/${n}`, page(`Post ${n}`));
  });
  afterEach(() => folder[Symbol.dispose]());

  const run = (...args: string[]) =>
    runUpshot(['ingest', ...args], {
      cwd: folder.path,
      clock: createFakeClock(),
      compose: composeForTests(undefined, web),
    });
  const lines = (stdout: string) =>
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const listed = async () => lines((await runUpshot(['list', '--json'], { cwd: folder.path })).stdout)[0];

  it('summarises what a feed has, and nothing twice', async () => {
    const first = await run(url, '--json');
    expect(first.code).toBe(0);
    expect(lines(first.stdout)).toMatchObject([
      { place: 'https://blog.example/1', outcome: 'created', title: 'Post 1' },
      { place: 'https://blog.example/2', outcome: 'created', title: 'Post 2' },
    ]);
    expect((await listed()).items).toMatchObject([{ source: 'Blog' }, { source: 'Blog' }]);

    const again = await run(url, '--json');
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toContain('Nothing is new in these feeds.');

    web.set(url, { text: rss(3, 1, 2), validators: { etag: '"2"' } });
    expect(lines((await run(url, '--json')).stdout)).toMatchObject([{ place: 'https://blog.example/3' }]);
  });

  it('takes the sources and tags of an outline, and a limit', async () => {
    writeFileSync(
      join(folder.path, 'feeds.opml'),
      `<opml version="2.0"><body><outline text="Ours" xmlUrl="${url}" category="sre"/></body></opml>`,
    );
    expect((await run('feeds.opml', '--limit', '1')).code).toBe(0);
    expect((await listed()).items).toMatchObject([{ source: 'Ours', summary: { tags: ['sre'] } }]);
    await run('feeds.opml', '--limit', '1');
    expect((await listed()).total).toBe(2);
  });

  it('tries again what failed for now, and not what was refused for good', async () => {
    web.set('https://blog.example/1', new AppError('Busy', { code: 'fetch-failed', status: 502, retryable: true }));
    web.set('https://blog.example/2', page('FAIL'));
    const first = await run(url, '--json');
    expect(first.code).toBe(1);
    expect(lines(first.stdout).map(({ error }) => error.code)).toEqual(['fetch-failed', 'too-short']);

    web.set('https://blog.example/2', page('Post 2, mended'));
    const second = await run(url, '--json');
    expect(lines(second.stdout)).toMatchObject([{ place: 'https://blog.example/1', outcome: 'failed' }]);

    web.set('https://blog.example/1', page('Post 1'));
    expect(lines((await run(url, '--json')).stdout)).toMatchObject([
      { place: 'https://blog.example/1', outcome: 'created' },
    ]);
  });

  it('--retry-failed looks again at what was refused for good', async () => {
    web.set('https://blog.example/2', page('FAIL'));
    expect((await run(url, '--json')).code).toBe(3);
    web.set('https://blog.example/2', page('Post 2, mended'));
    const again = await run(url, '--json', '--retry-failed');
    expect(lines(again.stdout)).toMatchObject([{ place: 'https://blog.example/2', outcome: 'created' }]);
  });

  it('says what is wrong with a source and goes on with the others', async () => {
    const { code, stdout } = await run('missing.opml', 'https://gone.example/feed', url);
    expect(code).toBe(3);
    expect(lines(stdout)).toMatchObject([
      { place: join(folder.path, 'missing.opml'), error: { code: 'unreadable-file' } },
      { place: 'https://gone.example/feed', error: { code: 'fetch-failed' } },
    ]);
    expect((await listed()).total).toBe(2);
  });

  it('leaves articles for later whose host rests, which is no failure, and says so once', async () => {
    const posts = ['https://blog.example/1', 'https://blog.example/2'];
    for (const post of posts) web.set(post, new HostRestsError('blog.example', 600_000));
    const first = await run(url);
    expect([first.code, first.stdout]).toEqual([0, '']);
    expect(first.stderr).toMatch(/new +0\n {2}left alone +2\n {2}failed +0\n/);
    expect(first.stderr.match(/asked to be left alone for another 10 minutes/g)).toHaveLength(1);
    const json = await run(url, '--json');
    const until = new Date(createFakeClock().now() + 600_000).toISOString();
    expect(lines(json.stdout)).toMatchObject(posts.map((place) => ({ place, outcome: 'skipped', until })));
    for (const [n, post] of posts.entries()) web.set(post, page(`Post ${n + 1}`));
    expect(lines((await run(url, '--json')).stdout)).toMatchObject(posts.map(() => ({ outcome: 'created' })));
  });

  it('leaves alone a feed that rests, which is no failure', async () => {
    const resting = 'https://gone.example/feed';
    expect((await run(resting, '--json')).code).toBe(1);
    const until = '2025-06-01T00:15:00.000Z';
    const json = await run(resting, '--json');
    expect([json.code, lines(json.stdout)]).toMatchObject([
      0,
      [{ place: resting, outcome: 'skipped', until, error: { code: 'feed-resting' } }],
    ]);
    const { code, stdout, stderr } = await run(resting, url, '--report', 'failures.jsonl');
    expect([code, stdout, readFileSync(join(folder.path, 'failures.jsonl'), 'utf8')]).toEqual([0, '', '']);
    expect(stderr).toContain(`upshot: ${resting}: The feed failed and is left alone until 2025-06-01 00:15 UTC: `);
    expect(stderr).toMatch(
      /new +2\n {2}left alone +1\n {2}failed +0\nRead them: .*\nThe same command takes what is left alone/,
    );
    expect(web.asked.filter((asked) => asked === resting)).toHaveLength(1);
    const dry = await run(resting, '--dry-run');
    expect([dry.code, dry.stdout, dry.stderr]).toEqual([
      0,
      '',
      expect.stringContaining('left alone until 2025-06-01 00:15 UTC'),
    ]);
  });

  it('says what there is to do, and leaves everything as it was', async () => {
    const { code, stdout } = await run(url, '--dry-run', '--json');
    expect(code).toBe(0);
    expect(lines(stdout)).toMatchObject([{ new: 2, done: 0, failed: 0, unseen: 2 }]);
    expect(web.asked).toEqual([url]);
    expect(lines((await run(url, '--json')).stdout)).toHaveLength(2);
  });

  it('leaves out what is old', async () => {
    const dated = (n: number, day: string) =>
      `<item><title>Post ${n}</title><link>https://blog.example/${n}</link><pubDate>${day} May 2025 00:00:00 GMT</pubDate></item>`;
    web.set(url, `<rss version="2.0"><channel><title>B</title>${dated(1, '03')}${dated(2, '30')}</channel></rss>`);
    expect(lines((await run(url, '--json', '--since', '2025-05-10')).stdout)).toMatchObject([{ title: 'Post 2' }]);
    expect(lines((await run(url, '--json', '--since', '60d')).stdout)).toMatchObject([
      ...[{ place: 'https://blog.example/1', outcome: 'created' }],
    ]);
    for (const none of ['yesterday', '2026-02-30', '2026-02-30T00:00:00Z', '2026-13-01']) {
      const { code, stderr } = await run(url, '--since', none);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`--since ${none} is no date`)]);
    }
  });

  it('goes on with a run as it was begun: the same days, the same source', async () => {
    const dated = (n: number, day: string) =>
      `<item><title>Post ${n}</title><link>https://blog.example/${n}</link><pubDate>${day} May 2025 00:00:00 GMT</pubDate></item>`;
    const items = [dated(1, '03'), dated(2, '29'), dated(3, '30')].join('');
    web.set(url, `<rss version="2.0"><channel><title>B</title>${items}</channel></rss>`);
    const begun = await run(url, '--limit', '1', '--since', '2025-05-10', '--source', 'Mine', '--json');
    expect(lines(begun.stdout)).toMatchObject([{ title: 'Post 3' }]);
    const [, id = ''] = /run (\w+) begins/.exec(begun.stderr) ?? [];
    const { stdout } = await run('--run', id, '--limit', '10', '--json');
    expect(lines(stdout).map(({ title }) => title)).toEqual(['Post 2']);
    expect((await listed()).items.map(({ source }: { source: string }) => source)).toEqual(['Mine', 'Mine']);
  });

  it('reads the feeds of the samples from their files', async () => {
    const sample = fileURLToPath(new URL('../../samples/feeds/field-notes.atom', import.meta.url));
    const { stdout } = await run(sample, '--json');
    expect(lines(stdout).map(({ title }) => title)).toEqual([
      'Why we stopped restarting the ingest workers every night',
      'Moving the schedule table out of the shared database',
    ]);
    expect(web.asked).toEqual([]);
    expect(readFileSync(sample, 'utf8')).toContain('</feed>');
  });
});
