import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInterrupts, type InterruptCounter } from '../../src/cli/interrupts.ts';
import { ProviderError } from '../../src/provider/provider-error.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { screenOf } from '../support/screen-of.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { composeForTests, type RunOptions, runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

function write(file: string, content: string): void {
  mkdirSync(join(cwd, 'posts'), { recursive: true });
  writeFileSync(join(cwd, file), content);
}
const jsonLines = (...objects: object[]) => objects.map((object) => `${JSON.stringify(object)}\n`).join('');
const parseLines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const backlog = (args: string[], options: Partial<RunOptions> = {}) =>
  runUpshot(['backlog', ...args], { cwd, clock: createFakeClock(), ...options });

describe('backlog', () => {
  it('summarises files, folders and lines, and says what to do next', async () => {
    write('posts/a.md', '# A');
    write('posts/b.jsonl', jsonLines({ text: '# B' }, { text: '# C', title: 'Sea' }));
    const { code, stdout, stderr } = await backlog(['posts']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(
      /^No model is asked: .* set OPENAI_API_KEY,.*\nbacklog: run (\w{8}) begins\nRun \1 finished after 0\.0 s:\n {2}new +3\n {2}failed +0\nRead them: upshot list, or upshot serve\.\n$/,
    );
    const { items } = JSON.parse((await runUpshot(['list', '--json', '--sort', 'title'], { cwd })).stdout);
    expect(items.map(({ title }: { title: string }) => title)).toEqual(['A', 'B', 'Sea']);
  });

  it('--json prints one line for every article, failed or not', async () => {
    write('posts/a.jsonl', `${jsonLines({ text: '# A' }, { text: 'FAIL' })}not json\n`);
    const { code, stdout } = await backlog(['posts/a.jsonl', '--json', '--concurrency', '1']);
    expect(code).toBe(3);
    expect(parseLines(stdout)).toEqual([
      {
        place: 'posts/a.jsonl:1',
        outcome: 'created',
        id: expect.stringMatching(/^id-/),
        title: 'A',
        status: 'published',
      },
      {
        place: 'posts/a.jsonl:2',
        outcome: 'failed',
        error: { code: 'too-short', message: 'The article has 3 words', hint: 'Give at least 100 words.' },
      },
      {
        place: 'posts/a.jsonl:3',
        outcome: 'failed',
        error: { code: 'bad-json', message: 'The line is not JSON', hint: expect.any(String) },
      },
    ]);
  });

  it('says what waits for review, and where to look', async () => {
    const { code, stdout, stderr } = await backlog(['-', '--json', '--concurrency', '1'], {
      stdin: jsonLines({ text: '# A' }, { text: '# DOUBT' }, { text: 'FAIL' }),
    });
    expect(code).toBe(3);
    expect(parseLines(stdout).map(({ status }) => status)).toEqual(['published', 'needs-review', undefined]);
    expect(stderr).toMatch(/ {2}new +2\n {2}failed +1\n {2}to review +1\n/);
    expect(stderr).toMatch(/\nWhat is to review is not published: upshot list --status needs-review, or \/review\.\n$/);
  });

  it('calls a line that is no object the line', async () => {
    write('a.jsonl', '[1, 2]\n');
    const { stdout } = await backlog(['a.jsonl', '--json']);
    expect(JSON.parse(stdout).error.message).toBe('The article cannot be taken: the line must be an object');
  });

  it('lists only the failures on stdout, as JSON Lines, without --json', async () => {
    write('posts/a.jsonl', jsonLines({ text: '# A' }, { text: 'FAIL' }));
    const { code, stdout, stderr } = await backlog(['posts', 'nowhere']);
    expect(code).toBe(3);
    expect(parseLines(stdout).map(({ place, error }) => [place, error.code])).toEqual(
      expect.arrayContaining([
        ['posts/a.jsonl:2', 'too-short'],
        ['nowhere', 'unreadable-file'],
      ]),
    );
    expect(stderr).toMatch(
      /\nThe failures are listed above\. To try them again: upshot backlog --run \w+ --retry-failed\n$/,
    );
  });

  it('writes the failures to --report instead, anew each time', async () => {
    write('failures.jsonl', `${JSON.stringify({ place: 'old "', outcome: 'failed', error: { code: 'old' } })}\n`);
    const { stdout, stderr } = await backlog(['-', '--report', 'failures.jsonl'], {
      stdin: jsonLines({ text: '# A' }, { text: 'FAIL' }),
    });
    expect(stdout).toBe('');
    expect(parseLines(readFileSync(join(cwd, 'failures.jsonl'), 'utf8'))).toMatchObject([{ place: 'stdin:2' }]);
    expect(stderr).toContain('The failures are listed in failures.jsonl. To try them again: upshot backlog --run ');
    expect(stderr).toMatch(/failed +1\nWhy they failed:\n {2}1 [\w-]+: \S/);
  });

  it('says failures to people in words, and breaks no word at the edge of their terminal', async () => {
    write('all.jsonl', jsonLines({ text: 'FAIL' }));
    const { stdout, stderr } = await backlog(['all.jsonl', '--provider', 'extractive'], { terminal: 40 });
    expect(stdout).toMatch(/^upshot: all\.jsonl:1: /);
    expect(stderr).toMatch(
      /\nThe failures are listed above\. To try\nthem again: upshot backlog --run\n\w+ --retry-failed\n$/,
    );
    expect(stderr).not.toContain('No model is asked');
  });

  it('says when more articles are to be in work than calls may be made', async () => {
    write('all.jsonl', jsonLines({ text: 'a' }));
    const told = async (number: string) =>
      (await backlog(['all.jsonl', '--provider', 'mock', '--concurrency', number])).stderr;
    expect(await told('64')).not.toContain('at once');
    expect(await told('65')).toContain('No more than 64 calls are made at once');
  });

  it('works on no more articles at once than the pace leaves time for, whatever is wished', async () => {
    write('all.jsonl', jsonLines(...Array.from({ length: 30 }, (_, n) => ({ text: `a${n}` }))));
    let inWork = 0;
    let most = 0;
    const compose = composeForTests((summarise) => async (input, ...rest) => {
      inWork += 1;
      most = Math.max(most, inWork);
      await new Promise((resolve) => setImmediate(resolve));
      inWork -= 1;
      return summarise(input, ...rest);
    });
    const args = ['all.jsonl', '--provider', 'mock', '--concurrency', '20'];
    const { stderr } = await backlog([...args, '--rpm', '10'], { compose });
    expect([most, stderr]).toEqual([5, expect.stringContaining('No more than 5 articles are in work at once')]);
  });

  it('says at once when the report cannot be written', async () => {
    const { code, stderr } = await backlog(['-', '--report', 'no/such/folder.jsonl']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^upshot: The report cannot be written: no\/such\/folder\.jsonl\. Name a file in a folder/);
  });

  it('overwrites nothing with the report that is no list of failures, least of all the articles', async () => {
    write('all.jsonl', jsonLines({ text: 'FAIL' }));
    const { code, stderr } = await backlog(['all.jsonl', '--report', 'all.jsonl']);
    expect([code, readFileSync(join(cwd, 'all.jsonl'), 'utf8')]).toEqual([2, jsonLines({ text: 'FAIL' })]);
    expect(stderr).toBe(
      'upshot: The report would overwrite all.jsonl, which is no list of failures. Name another file, or remove this one.\n',
    );
  });

  it('does not take the report in the folder that it reads for articles, then or later', async () => {
    write('posts/a.jsonl', jsonLines({ text: 'FAIL' }));
    const failed = [await backlog(['posts', '--report', 'posts/failed.jsonl']), await backlog(['posts'])];
    expect(failed.map(({ stderr }) => /failed +(\d+)/.exec(stderr)?.[1])).toEqual(['1', '1']);
  });

  it.skipIf(!existsSync('/dev/full'))(
    'stops when the report can be written no further, and loses nothing',
    async () => {
      const stdin = jsonLines({ text: '# A' }, { text: 'FAIL' }, { text: '# B' });
      const { code, stderr } = await backlog(['-', '--report', '/dev/full', '--concurrency', '1'], { stdin });
      expect(code).toBe(3);
      expect(stderr).toMatch(/ stopped after .*\n {2}new +1\n {2}failed +1\n/);
      expect(stderr).toMatch(
        /\nupshot: The report cannot be written any further: \/dev\/full \(ENOSPC\)\. Free some space/,
      );
      const again = await backlog(['-', '--report', 'failures.jsonl'], { stdin });
      expect(again.stderr).toMatch(/ goes on: 1 done, 1 failed.* finished after .*\n {2}new +2\n {2}failed +1\n/s);
      expect(parseLines(readFileSync(join(cwd, 'failures.jsonl'), 'utf8'))).toMatchObject([{ place: 'stdin:2' }]);
    },
  );

  it('skips what is in the catalogue when it is run again', async () => {
    const stdin = jsonLines({ text: '# A' }, { text: '# B' });
    let asked = 0;
    const compose = composeForTests((summarise) => async (input, ...rest) => {
      const saved = await summarise(input, ...rest);
      if (saved.outcome !== 'unchanged') asked += 1;
      return saved;
    });
    await backlog(['-', '--limit', '1'], { stdin, compose });
    const { code, stdout, stderr } = await backlog(['-', '--json'], { stdin, compose });
    expect(code).toBe(0);
    expect(
      parseLines(stdout)
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['created', 'skipped']);
    expect(stderr).toMatch(/new +1\n {2}skipped +1\n {2}failed +0/);
    expect(asked).toBe(2);
  });

  it('tags every article with --tag', async () => {
    await backlog(['-', '--tag', 'sre,Machine learning'], { stdin: jsonLines({ text: '# A', tags: ['data'] }) });
    const { items } = JSON.parse((await runUpshot(['list', '--json'], { cwd })).stdout);
    expect(items[0].summary.tags).toEqual(['sre', 'ml']);
  });

  it.each([
    ['all failed', jsonLines({ text: 'FAIL' }, { text: 'FAIL too' }), 2],
    ['there was nothing', '', 0],
  ])('exits with 1 when %s', async (_, stdin, failures) => {
    const { code, stdout, stderr } = await backlog(['-'], { stdin });
    expect(code).toBe(1);
    expect(parseLines(stdout)).toHaveLength(failures);
    if (failures === 0) expect(stderr).toMatch(/\nupshot: There was no article to read\. [^\n]+\n$/);
  });

  it('shows causes with --verbose', async () => {
    const compose = composeForTests(() => async () => {
      throw new TypeError('a defect');
    });
    const { stderr } = await backlog(['-', '--verbose'], { stdin: jsonLines({ text: '# A' }), compose });
    expect(stderr).toMatch(
      /upshot: stdin:1: Upshot failed in a way it did not foresee.*\n {2}because: TypeError: a defect/,
    );
  });

  it('gives up when the key is refused again and again, and says what to do', async () => {
    const { AppError } = await import('../../src/errors.ts');
    const compose = composeForTests(() => async () => {
      throw new AppError('The key is refused', {
        code: 'provider-authentication',
        status: 502,
        hint: 'Check OPENAI_API_KEY.',
      });
    });
    const stdin = jsonLines(...Array.from({ length: 100 }, (_, i) => ({ text: `# ${i}` })));
    const { code, stdout, stderr } = await backlog(['-', '--concurrency', '1'], { stdin, compose });
    expect(code).toBe(1);
    expect(parseLines(stdout)).toHaveLength(10);
    expect(stderr).toMatch(
      /\nRun (\w+) stopped after .*\n.*\n {2}failed +10\nWhy they failed:\n {2}10 provider-authentication: The key is refused\nupshot: The key is refused\. Check OPENAI_API_KEY\.\nThe same command goes on from here, or: upshot backlog --run \1\n/,
    );
  });

  it('waits for a provider that is down as long as --wait-out says, says how to wait longer, and keeps that for the run', async () => {
    const clock = createFakeClock();
    const askedAt: number[] = [];
    const compose = composeForTests(() => async () => {
      askedAt.push(clock.steady());
      setImmediate(() => clock.advance(30_000));
      throw new ProviderError('The provider is left alone', {
        ...{ provider: 'openai', code: 'provider-circuit-open', retryAfterMs: 30_000 },
      });
    });
    const stdin = jsonLines({ text: '# A' });
    const waited = async (...args: string[]) => {
      const { code, stdout, stderr } = await backlog(args, { stdin, compose, clock });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      const [first = 0, ...later] = askedAt.splice(0);
      return { minutes: ((later.at(-1) ?? first) - first) / 60_000, stderr };
    };
    const { minutes, stderr } = await waited('-', '--wait-out', '8h');
    expect(minutes).toBe(8 * 60);
    expect(stderr).toMatch(
      /\nupshot: No article succeeded for 8 hours: The provider is left alone\..*--wait-out 8h.*\nThe same command goes on from here, or: upshot backlog --run \w+\n/,
    );
    const run = /--run (\w+)/.exec(stderr)?.[1] ?? '';
    expect((await waited('--run', run)).minutes).toBe(8 * 60);
    expect((await waited('--run', run, '--wait-out', '90s')).stderr).toContain('No article succeeded for 90 seconds: ');
    const { code, stderr: refused } = await backlog(['-', '--wait-out', 'soon'], { stdin });
    expect({ code, refused }).toMatchObject({ code: 2, refused: expect.stringContaining('such as 90s, 30m or 8h') });
  });

  it('keeps its live line off the lines of results on a terminal', async () => {
    const clock = createFakeClock();
    let written = '';
    const compose = composeForTests((summarise) => async (input, ...rest) => {
      clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
      return summarise(input, ...rest);
    });
    await backlog(['-', '--json', '--concurrency', '1'], {
      ...{ clock, compose, terminal: 80, stdin: jsonLines({ text: '# A' }, { text: '# B' }) },
      onWrite: (text) => {
        written += text;
      },
    });
    const rows = screenOf(written);
    expect(rows.filter((row) => row.startsWith('{')).map((row) => JSON.parse(row).place)).toEqual([
      'stdin:1',
      'stdin:2',
    ]);
    expect(rows.filter((row) => row.includes('read')).length).toBe(0);
    expect(written).toContain('1 done · 0 failed · 0 skipped');
    expect(rows.join('\n')).toMatch(/Run \w+ finished after 2\.0 s:\n {2}new +2\n/);
  });
});

describe('Ctrl-C', () => {
  let clock: FakeClock;
  let interrupts: InterruptCounter;
  beforeEach(() => {
    clock = createFakeClock();
    interrupts = createInterrupts(clock);
  });
  const press = () => {
    clock.advance(1_000);
    interrupts.press();
  };
  const stdin = jsonLines({ text: '# A' }, { text: '# B' }, { text: '# C' });

  it('once: what is in work is finished and kept, nothing new is begun, and the same command goes on', async () => {
    const compose = composeForTests((summarise) => async (input, ...rest) => {
      press();
      return summarise(input, ...rest);
    });
    const first = await backlog(['-', '--json', '--concurrency', '1'], { stdin, clock, interrupts, compose });
    expect(first.code).toBe(130);
    expect(parseLines(first.stdout)).toMatchObject([{ place: 'stdin:1', outcome: 'created' }]);
    expect(first.stderr).toMatch(
      /\nStopping: calls under way are finished first\. .*\nRun (\w+) was interrupted after .*\n {2}new +1\n {2}failed +0\nThe same command goes on from here, or: upshot backlog --run \1\n$/,
    );

    const second = await backlog(['-'], { stdin });
    expect(second.code).toBe(0);
    expect(second.stderr).toMatch(/run (\w+) goes on: 1 done, .*\nRun \1 finished .*\n {2}new +3\n {2}failed +0\n/);
  });

  it('twice: what is in work is given up and is no failure', async () => {
    const compose = composeForTests(() => async (_, signal) => {
      press();
      press();
      signal.throwIfAborted();
      throw new Error('not cancelled');
    });
    const { code, stdout, stderr } = await backlog(['-', '--json', '--concurrency', '1'], {
      stdin,
      clock,
      interrupts,
      compose,
    });
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/new +0\n {2}failed +0/);
  });

  it('ends a wait for stdin', async () => {
    async function* silent() {
      yield Buffer.from(jsonLines({ text: '# A' }));
      press();
      await new Promise(() => {});
    }
    expect((await backlog(['-'], { stdin: silent(), clock, interrupts })).code).toBe(130);
  });
});
