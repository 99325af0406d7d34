import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runUpshot } from '../cli/run-upshot.ts';
import { tempFolder } from '../support/temp-folder.ts';

const words = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      '•',
      '- ',
      '  • ',
      'Why it matters: ',
      'Page 1 of 2',
      '\t',
      '\u00a0',
      '\u200d',
      '“quoted”',
      '*',
      '…',
      'é',
      '<b>',
    ),
  ),
  { minLength: 1, maxLength: 6 },
);
/** Any text that can stand on a line: no line ends, no control characters, no blanks around it. */
const text = words
  .map((parts) =>
    parts
      .join('')
      .replace(/[^\P{Cc}\t]|[\u2028\u2029\ufffe\uffff]/gu, '')
      .replace(/^[ \t]+|[ \t]+$/g, '')
      .toWellFormed(),
  )
  .filter((line) => line.trim() !== '');
const post = fc.record({ why: text, bullets: fc.array(text, { minLength: 3, maxLength: 7 }) });
const page = fc.record({
  tag: fc.constantFrom('sre', 'data', 'distributed-systems'),
  posts: fc.uniqueArray(post, {
    minLength: 1,
    maxLength: 10,
    selector: ({ why, bullets }) => [why, ...bullets].join('\n'),
  }),
  number: fc.integer({ min: 1, max: 40 }),
});

function written({ tag, posts, number }: { tag: string; posts: { why: string; bullets: string[] }[]; number: number }) {
  const blocks = posts.map(
    ({ why, bullets }) => `Why it matters: ${why}\n\n${bullets.map((b) => `  • ${b}\n`).join('')}`,
  );
  return `${tag}\n\nPosts tagged with ${tag}\n\n${blocks.join('\n')}Page ${number} of 40`;
}

/** Everything above the last line, which is the page line. */
const body = (digest: string) => digest.trimEnd().split('\n').slice(0, -1).join('\n');

describe('a page of a plain digest', () => {
  it('comes out, byte for byte up to the page line, as it went in', async () => {
    using folder = tempFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(page, async (given) => {
        const cwd = join(folder.path, String(run++));
        mkdirSync(cwd);
        const digest = written(given);
        expect(await runUpshot(['import', '-'], { cwd, stdin: digest })).toMatchObject({ code: 0 });
        const { stdout } = await runUpshot(['export', '--format', 'text', '--tag', given.tag, '--page', '1'], { cwd });
        expect(body(stdout)).toBe(body(digest));
      }),
      { numRuns: 15 },
    );
  });

  it('stands above those of later pages, in whichever order they are imported', async () => {
    const sample = (number: number) => new URL(`../../samples/digests/sre-page-${number}.txt`, import.meta.url);
    const [one, two] = [1, 2].map((number) => readFileSync(sample(number), 'utf8')) as [string, string];
    const all = [one, two].map((text) => text.replace(/Page \d of 2[\s\S]*/, '')).join('\n');
    const wanted = all.replace(/\nsre\n\nPosts tagged with sre\n\n/, '\n');
    const orders = [['one.txt', 'two.txt'], ['two.txt', 'one.txt'], ['two.txt'], ['one.txt']];
    for (const commands of [[orders[0]], [orders[1]], [orders[2], orders[3]]]) {
      using folder = tempFolder();
      const cwd = folder.path;
      writeFileSync(join(cwd, 'one.txt'), one);
      writeFileSync(join(cwd, 'two.txt'), two);
      for (const files of commands) await runUpshot(['import', ...(files ?? [])], { cwd });
      expect((await runUpshot(['export', '--format', 'text', '--tag', 'sre'], { cwd })).stdout).toBe(
        `${wanted}Page 1 of 1\n`,
      );
    }
  });
});
