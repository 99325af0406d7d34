import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/article/fingerprint.ts';
import type { EntryRecord } from '../../src/catalogue/entry-record.ts';
import { systemClock } from '../../src/clock.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { candidate } from '../contract/candidate.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type RunOptions, runUpshot, streamOf } from './run-upshot.ts';

const digest = readFileSync(new URL('../../samples/digests/sre-page-1.txt', import.meta.url), 'utf8');

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
let elsewhere: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
  elsewhere = join(cwd, 'elsewhere');
  mkdirSync(elsewhere);
});
afterEach(() => folder[Symbol.dispose]());

const run = (argv: readonly string[], options: Partial<RunOptions> = {}) => runUpshot(argv, { cwd, ...options });
const exported = async (...options: string[]) => (await run(['export', ...options])).stdout;
const bullets = [1, 2, 3].map((n) => `  • Point ${n}.\n`).join('');

async function save(id: string, given: Parameters<typeof candidate>[1] = {}): Promise<void> {
  await using store = await openSqliteStore({
    ...{ file: join(cwd, 'data', 'upshot.db'), clock: systemClock, instance: 'test' },
  });
  const text = `The text of ${id}.`;
  await store.catalogue.save(candidate(id, { text, fingerprint: fingerprintOf(text), ...given }));
}

describe('export and import of records', () => {
  it('make the same catalogue elsewhere, once', async () => {
    await save('a', { url: 'https://example.org/a', now: 1000 });
    await save('a2', { url: 'https://example.org/a', now: 2000, title: 'Anew' });
    await save('w', { status: 'needs-review', now: 3000 });
    await run(['import', '-'], { stdin: digest });
    const records = await exported();
    expect(records.trimEnd().split('\n')).toHaveLength(5);

    const there = (argv: string[], stdin = '') => runUpshot(argv, { cwd: elsewhere, stdin });
    expect(await there(['import', '-', '--json'], records)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\{"place":"stdin:1","outcome":"created","id":"a"\}\n/),
      stderr: 'Imported: 5 new.\n',
    });
    expect((await there(['export'])).stdout).toBe(records);
    expect(await there(['import', '-'], records)).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Imported: 0 new, 5 there already.\n',
    });
  });

  it('leave out nothing but what is asked for', async () => {
    await save('a', { source: 'X', tags: ['sre'], now: Date.UTC(2026, 0, 1) });
    await save('b', { source: 'Y', tags: ['data'], now: Date.UTC(2026, 0, 2) });
    await save('c', { source: 'Y', tags: ['sre'], now: Date.UTC(2026, 0, 3), status: 'needs-review' });
    const ids = async (...options: string[]) =>
      (await exported(...options)).split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).id]));
    expect(await ids()).toEqual(['a', 'b', 'c']);
    expect(await ids('--tag', 'sre')).toEqual(['a', 'c']);
    expect(await ids('--source', 'Y', '--status', 'published')).toEqual(['b']);
    expect(await ids('--since', '2026-01-02')).toEqual(['b', 'c']);
    expect(await ids('--since', '2026-01-02T00:00:01Z')).toEqual(['c']);
    expect(await ids('--page', '2', '--per-page', '1')).toEqual(['a']);
    expect(await ids('--page', '1')).toEqual(['a', 'b']);
    await run(['tags', 'rename', 'data', 'figures']);
    const page = await exported('--page', '1');
    expect(await run(['import', '-'], { stdin: page, cwd: elsewhere })).toMatchObject({ code: 0 });
  });

  it('never writes the list of failures over what it is to read', async () => {
    const file = join(elsewhere, 'own.jsonl');
    writeFileSync(file, '{"format":"upshot-entry/1"}\n');
    const ran = await run(['import', 'own.jsonl', '--report', 'own.jsonl'], { cwd: elsewhere });
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('would overwrite own.jsonl') });
    expect(readFileSync(file, 'utf8')).toBe('{"format":"upshot-entry/1"}\n');
  });

  it('tell of each line that cannot be used, and take the others', async () => {
    await save('a');
    await save('b');
    const [a, b] = (await exported())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)) as [EntryRecord, EntryRecord];
    const spoilt = [
      { ...a, text: 'Another text.' },
      { ...a, format: 'upshot-entry/9' },
      { ...a, summary: { ...a.summary, tags: ['nonsense'] } },
      {
        ...a,
        evidence: [{ claim: 'whyItMatters', supported: true, spans: [{ start: 1, end: 4, quote: 'The' }], issues: [] }],
      },
      { ...a, version: 7 },
      { ...a, id: undefined },
      { ...a, revisions: [{ number: 1 }] },
    ];
    const lines = [...spoilt.map((record) => JSON.stringify(record)), '{"half', '', JSON.stringify(b), '{"format":1}'];
    writeFileSync(join(elsewhere, 'in.jsonl'), lines.join('\n'));
    const { code, stdout, stderr } = await run(['import', 'in.jsonl', '--report', 'report.jsonl'], { cwd: elsewhere });
    expect({ code, stdout, stderr }).toEqual({
      ...{ code: 3, stdout: '' },
      stderr: 'Imported: 1 new, 9 failed.\nThe failures are listed in report.jsonl.\n',
    });
    const report = readFileSync(join(elsewhere, 'report.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const told = report.map(({ place, error }) => `${place} ${error.code} ${error.message}`);
    expect(told).toEqual([
      expect.stringMatching(/^in\.jsonl:1 bad-record .*fingerprint 2-\w+ is not that of its text/),
      expect.stringMatching(/^in\.jsonl:2 bad-record .*a newer Upshot wrote: this one reads upshot-entry\/1/),
      expect.stringMatching(/^in\.jsonl:3 bad-record .*the tag "nonsense" is not in the vocabulary/),
      expect.stringMatching(/^in\.jsonl:4 bad-record .*a quote is not what the text has at its place/),
      expect.stringMatching(/^in\.jsonl:5 bad-record .*version: it must be one more than the last revision/),
      expect.stringMatching(/^in\.jsonl:6 bad-record .*id is missing/),
      expect.stringMatching(/^in\.jsonl:7 bad-record .*revisions\/0\/replacedAt/),
      expect.stringMatching(/^in\.jsonl:8 bad-json /),
      expect.stringMatching(/^in\.jsonl:11 bad-record /),
    ]);
    expect((await run(['export'], { cwd: elsewhere })).stdout).toBe(`${JSON.stringify(b)}\n`);
  });

  it('take in nothing that no page could show', async () => {
    await save('a');
    const a = JSON.parse(await exported()) as EntryRecord;
    const revision = { ...{ number: 1, replacedAt: a.createdAt, reason: 'edited' }, by: null, note: null };
    const revisedFrom = (content: unknown) => ({
      version: 2,
      revisions: [{ ...revision, fingerprint: null, content }],
    });
    const spoilt: readonly [object, RegExp][] = [
      [{ id: '' }, /id: it must be up to 100 letters/],
      [{ id: '../a' }, /id: /],
      [{ id: 'a\u0000' }, /id: /],
      [{ url: 'javascript:alert(1)' }, /url: it must be an http or https address/],
      [{ title: 'One\nTwo' }, /title: it must be one line/],
      [{ title: 'a\ud800' }, /title: half of a character/],
      [{ source: '\u0000' }, /source: /],
      [{ title: 'a\u202eb' }, /title: it must be one line, without control/],
      [{ author: 'x'.repeat(1001) }, /author must have at most 1000 characters/],
      [{ publishedAt: 'yesterday' }, /publishedAt: /],
      [{ text: 'a\u0000', fingerprint: fingerprintOf('a\u0000'), evidence: [] }, /text: it holds what is no character/],
      [
        { summary: { ...a.summary, whyItMatters: 'One.\n\nPosts tagged with sre' } },
        /whyItMatters: it must be one line/,
      ],
      [{ summary: { ...a.summary, tags: ['sre', 'sre'] } }, /tags: they must all be different/],
      [revisedFrom({ summary: {} }), /revisions\/0\/content\/summary\/whyItMatters/],
      [revisedFrom({ id: 'a', title: 'No more than this' }), /evidence, provenance is missing/],
      [revisedFrom({ url: 'javascript:alert(1)' }), /content\/url: /],
    ];
    const change = {
      format: 'upshot-tag-change/1',
      number: 1,
      changedAt: a.createdAt,
      by: null,
      note: null,
      entries: 0,
    };
    const changes: readonly (readonly [object, RegExp])[] = [
      [{ ...change, what: 'retire', tag: 'general', into: null, name: null }, /tag: the tag general stays/],
      [{ ...change, what: 'merge', tag: 'sre', into: '../x', name: null }, /into: it must be lower-case words/],
    ];
    const lines = spoilt.map(([change]) => `${JSON.stringify({ ...a, ...change })}\n`);
    lines.push(...changes.map(([change]) => `${JSON.stringify(change)}\n`));
    writeFileSync(join(elsewhere, 'in.jsonl'), lines.join(''));
    const { code } = await run(['import', 'in.jsonl', '--report', 'report.jsonl'], { cwd: elsewhere });
    const report = readFileSync(join(elsewhere, 'report.jsonl'), 'utf8').trimEnd().split('\n');
    const told = report.map((line) => JSON.parse(line).error.message);
    expect([code, told]).toEqual([1, [...spoilt, ...changes].map(([, message]) => expect.stringMatching(message))]);
  });

  it('keep what is there unless told to replace it', async () => {
    await save('a', { title: 'Old' });
    const [line = ''] = (await exported()).split('\n');
    const changed = `${JSON.stringify({ ...JSON.parse(line), title: 'New' })}\n`;
    const refused = await run(['import', '-'], { stdin: changed });
    expect(refused).toMatchObject({ code: 1, stderr: 'Imported: 0 new, 1 failed.\nThe failures are listed above.\n' });
    expect(JSON.parse(refused.stdout)).toMatchObject({
      place: 'stdin:1',
      outcome: 'failed',
      error: { code: 'id-taken' },
    });
    expect(await run(['import', '-', '--replace'], { stdin: changed })).toMatchObject({
      ...{ code: 0, stderr: 'Imported: 0 new, 1 replaced.\n' },
    });
    const [was, { version, revisions, ...is }] = [JSON.parse(changed), JSON.parse(await exported())];
    expect({ ...is, version: 1, revisions: [] }).toEqual(was);
    expect([version, revisions]).toMatchObject([2, [{ number: 1, reason: 'imported', content: { title: 'Old' } }]]);
    expect((await run(['import', '-', '--replace'], { stdin: changed })).stderr).toContain('1 there already');
  });

  it('stop when they are interrupted, and go on with the same command', async () => {
    for (let n = 0; n < 3; n += 1) await save(`e${n}`);
    const lines = (await exported()).split(/(?<=\n)/);
    const stop = new AbortController();
    const interrupts = { stop: stop.signal, abort: new AbortController().signal };
    async function* stdin() {
      yield* streamOf(...lines.slice(0, 2));
      stop.abort();
      await new Promise(() => {}); // a pipe that nobody writes to any more
    }
    expect(await run(['import', '-'], { cwd: elsewhere, stdin: stdin(), interrupts })).toEqual({
      ...{ code: 130, stdout: '' },
      stderr: 'Interrupted: 2 new.\nThe same command goes on from here.\n',
    });
    expect((await run(['import', '-'], { cwd: elsewhere, stdin: lines.join('') })).stderr).toBe(
      'Imported: 1 new, 2 there already.\n',
    );
  });
});

describe('export to a file', () => {
  it('writes all of it or nothing, in the form of its name', async () => {
    await run(['import', '-'], { stdin: digest });
    expect(await run(['export', '--tag', 'sre', '--out', 'sre.txt'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(cwd, 'sre.txt'), 'utf8')).toBe(digest.replace(/Page 1 of 2[\s\S]*/, 'Page 1 of 1\n'));
    await run(['export', '--out', 'all.md']);
    expect(readFileSync(join(cwd, 'all.md'), 'utf8')).toMatch(/^# Latest posts\n\n/);
    expect(await run(['export', '--out', 'nowhere/all.jsonl'])).toEqual({
      ...{ code: 1, stdout: '' },
      stderr: 'upshot: nowhere/all.jsonl cannot be written. Name a file in a folder that exists and may be written.\n',
    });
    writeFileSync(join(cwd, 'kept.jsonl'), 'as it was');
    const stopped = { stop: AbortSignal.abort(), abort: AbortSignal.abort() };
    expect(await run(['export', '--out', 'kept.jsonl'], { interrupts: stopped })).toMatchObject({ code: 130 });
    expect(readFileSync(join(cwd, 'kept.jsonl'), 'utf8')).toBe('as it was');
    expect(readdirSync(cwd).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each([
    [['--tag', 'nonsense'], /^upshot: unknown tag "nonsense": not in the vocabulary\. The tags are general/],
    [['--format', 'text', '--page', '2'], /^upshot: --page is given without --tag\. /],
    [['--since', '2026-01-01', '--page', '2'], /^upshot: --since and --page are given together\. /],
    [['--since', 'yesterday'], /It must be a day such as 2026-01-31/],
    [['--since', '2026-02-30'], /It must be a day such as 2026-01-31/],
  ])('refuses %j', async (options, message) => {
    const { code, stderr } = await run(['export', ...options]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('export as text', () => {
  it('prints a page of a tag, or one with all of it, or all of every tag', async () => {
    const posts = [1, 2, 3, 4].map((n) => `Why it matters: ${n}.\n\n${bullets}`);
    const page = (tag: string, ...which: string[]) => `${tag}\n\nPosts tagged with ${tag}\n\n${which.join('\n')}`;
    await run(['import', '-'], { stdin: `${page('sre', ...posts)}Page 1 of 1` });
    await run(['import', '-'], { stdin: `${page('data', posts[1] ?? '', posts[3] ?? '')}Page 1 of 1` });
    const text = (...options: string[]) => exported('--format', 'text', ...options);
    const second = ['--tag', 'sre', '--per-page', '2', '--page', '2'];
    expect(await text(...second)).toBe(`${page('sre', posts[2] ?? '', posts[3] ?? '')}Page 2 of 2\n`);
    expect(await text('--tag', 'ml')).toBe('ml\n\nPosts tagged with ml\n\nPage 1 of 1\n');
    const all = await text();
    expect(all).toBe(
      `${page('sre', ...posts)}Page 1 of 1\n\n${page('data', posts[1] ?? '', posts[3] ?? '')}Page 1 of 1\n`,
    );
    await run(['import', '-'], { cwd: elsewhere, stdin: all });
    expect((await run(['export', '--format', 'text'], { cwd: elsewhere })).stdout).toBe(all);
  });
});

describe('import of plain digests', () => {
  it('says which file and line is wrong, and keeps nothing of any of them', async () => {
    writeFileSync(join(cwd, 'good.txt'), digest);
    writeFileSync(join(cwd, 'bad.txt'), digest.replace(/ {2}• Nights.*\n/, ''));
    expect(await run(['import', 'good.txt', 'bad.txt'])).toEqual({
      ...{ code: 1, stdout: '' },
      stderr:
        'upshot: bad.txt: line 13: this post has 2 bullets. A post has 3 to 7 of them, each on a line that begins with •.\n',
    });
    expect(await exported()).toBe('');
    expect((await run(['import', 'none.txt'])).stderr).toBe(
      'upshot: none.txt: There is no such file. Check the path; it is relative to the folder you are in.\n',
    );
  });

  it('refuses a tag that the vocabulary does not have, or files its posts under another', async () => {
    const stdin = digest.replaceAll(/^(.*)\bsre$/gm, '$1operations');
    const { code, stderr } = await run(['import', '-'], { stdin });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^upshot: stdin: line 1: the tag "operations" is not in the vocabulary\. .*--tag-as <tag>/);
    expect(await run(['import', '-', '--tag-as', 'sre', '--source', 'Example'], { stdin })).toMatchObject({ code: 0 });
    const record = JSON.parse((await exported()).split('\n')[0] ?? '');
    expect(record).toMatchObject({
      source: 'Example',
      title: null,
      evidence: [],
      text: null,
      summary: { tags: ['sre'] },
    });
    expect(record.summary.keywords.length).toBeGreaterThan(1);
    expect((await run(['import', '-', '--tag-as', 'nonsense'], { stdin })).code).toBe(2);
    expect(await run(['import', '-', '--tag-as', 'SRE'], { stdin })).toMatchObject({ code: 0 });
    expect(await exported('--format', 'text', '--tag', 'SRE')).toBe(await exported('--format', 'text', '--tag', 'sre'));
  });

  it('refuses a source that is no name', async () => {
    for (const source of ['', ' ', 'x'.repeat(201)])
      expect(await run(['import', '-', '--source', source], { stdin: digest })).toMatchObject({ code: 2 });
  });

  it('makes entries that have no text, and no link to one', async () => {
    await run(['import', '-'], { stdin: digest });
    const { items } = JSON.parse((await run(['list', '--json'])).stdout);
    expect(items).toHaveLength(3);
    expect(items[0].links.text).toBeNull();
    expect((await run(['show', items[0].id, '--text'])).stderr).toMatch(/^upshot: The article \w+ has no text\./);
    expect((await run(['show', items[0].id])).stdout).toContain('Imported from a digest');
  });
});
