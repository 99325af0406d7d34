import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { runUpshot } from './run-upshot.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());
const file = (name: string, text: string) => writeFileSync(join(folder.path, name), text);
const run = (args: readonly string[], stdin = '') => runUpshot(['check', ...args], { cwd: folder.path, stdin });
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

file('post.md', '# The queue\n\nThe queue stopped for 52 minutes on 4 March. No upload was lost.\n');

it('says of every claim whether the article backs it, with the passage and what is wrong', async () => {
  file('claims.txt', 'The queue stopped for 52 minutes.\n\nThe queue stopped for 25 minutes.\n');
  const { code, stdout, stderr } = await run(['post.md', '--claims', 'claims.txt']);
  expect(code).toBe(3);
  expect(stdout).toContain('✓ The queue stopped for 52 minutes.');
  expect(stdout).toMatch(/✗ The queue stopped for 25 minutes\.\n {4}number: .*"52 minutes"/);
  expect(stdout).toContain('“The queue stopped for 52 minutes on 4 March.”');
  expect(stderr).toBe('Backed by the article: 1 of 2 claims\n');
});

it('breaks lines to fit a terminal', async () => {
  file('long-claim.txt', `The queue stopped for 25 minutes${', as everybody remembers'.repeat(5)}.`);
  const args = ['check', 'post.md', '--claims', 'long-claim.txt'];
  const { stdout } = await runUpshot(args, { cwd: folder.path, terminal: 60, env: { NO_COLOR: '1' } });
  expect(stdout).toMatch(/^✗ The queue.*\n {2}\S/);
  expect(stdout).toMatch(/\n {4}number: /);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
});

it('prints one line of JSON a claim, under the ids that were given or the number of the line', async () => {
  const claims = '{"id": "a", "text": "No upload was lost."}\n{"text": "The queue stopped on 5 March."}\nIt stopped.';
  const { code, stdout } = await run(['post.md', '--claims', '-', '--json'], claims);
  expect(code).toBe(3);
  expect(lines(stdout)).toMatchObject([
    { id: 'a', text: 'No upload was lost.', supported: true, issues: [], spans: [{ quote: 'No upload was lost.' }] },
    { id: '2', supported: false, issues: [{ code: 'number' }] },
    { id: '3', supported: true },
  ]);
});

it('ends with 0 when all are backed, and reads the article from stdin', async () => {
  file('one.txt', 'No upload was lost.');
  const { code } = await run(['-', '--claims', 'one.txt'], 'The queue stopped. No upload was lost.');
  expect(code).toBe(0);
});

it.each([
  [['post.md'], 2, '--claims'],
  [['-', '--claims', '-'], 2, 'cannot both be stdin. Give a file'],
  [['missing.md', '--claims', 'post.md'], 1, 'missing.md: There is no such file'],
  [['https://example.com/post', '--claims', 'post.md'], 2, 'is an address. Fetch the page first'],
  [['post.md', '--claims', 'missing.txt'], 1, 'missing.txt: There is no such file'],
  [['bytes.md', '--claims', 'post.md'], 1, 'bytes.md: This is not text in UTF-8'],
  [['post.md', '--claims', 'bytes.md'], 1, 'bytes.md: This is not text in UTF-8'],
  [['proseless.md', '--claims', 'post.md'], 1, 'proseless.md: '],
  [['post.md', '--claims', 'dots.txt'], 2, 'dots.txt: Line 2 of the claims: a claim must have a letter or a digit'],
  [['post.md', '--claims', 'figures.txt'], 2, 'Line 1 of the claims: a claim must have at most 20 figures'],
  [['post.md', '--claims', 'long.txt'], 2, 'Line 1 of the claims: a claim must be at most 1000 characters'],
  [['post.md', '--claims', 'empty.txt'], 2, 'no claims'],
  [['post.md', '--claims', 'broken.jsonl'], 2, 'Line 1'],
  [['post.md', '--claims', 'textless.jsonl'], 2, 'Line 1'],
])('refuses %j', async (args, exitCode, said) => {
  file('empty.txt', '\n \n');
  file('proseless.md', '```\ncode\n```\n');
  file('dots.txt', 'No upload was lost.\n... \u200b\n');
  file('figures.txt', '3 ms, '.repeat(21));
  file('long.txt', 'so '.repeat(400));
  writeFileSync(join(folder.path, 'bytes.md'), Uint8Array.of(0xff, 0xfe, 0, 1));
  file('broken.jsonl', '{"text": ');
  file('textless.jsonl', '{"id": "a"}');
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([exitCode, '']);
  expect(stderr).toContain(said);
});
