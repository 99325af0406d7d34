import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readVersion } from '../../src/version.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

const commands = [
  ...[
    'serve',
    'summarise',
    'check',
    'backlog',
    'runs',
    'ingest',
    'feeds',
    'list',
    'show',
    'review',
    'export',
    'import',
  ],
  ...['edit', 'history', 'undo', 'delete', 'tags', 'worker', 'jobs', 'costs', 'mock-llm', 'eval', 'doctor'],
];

describe('help', () => {
  it.each([[['--help']], [['-h']], [['help']]])('%o lists every command on stdout', async (argv) => {
    const { code, stdout, stderr } = await runUpshot(argv, { cwd });
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b.*\\s{2,}\\w`, 'm'));
  });

  it.each(commands)('of %s says what it does, takes and prints', async (command) => {
    const direct = await runUpshot([command, '--help'], { cwd });
    expect(direct).toEqual(await runUpshot(['help', command], { cwd }));
    expect(direct).toMatchObject({ code: 0, stderr: '' });
    expect(direct.stdout).toContain(`Usage: upshot ${command}`);
    expect(direct.stdout).toMatch(/\n\n[a-z][^\n]{20,}\n/i);
    expect(direct.stdout).toContain('--verbose');
    expect(Math.max(...direct.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('knows the American spelling', async () => {
    expect((await runUpshot(['summarize', '--help'], { cwd })).stdout).toContain('Usage: upshot summarise|summarize');
  });

  it('prints the version', async () => {
    expect(await runUpshot(['--version'], { cwd })).toEqual({ code: 0, stdout: `${readVersion()}\n`, stderr: '' });
  });
});

describe('wrong usage is one line that says what and where to look, and exits with 2', () => {
  it.each([
    [['lst'], /^upshot: unknown command 'lst'\. Did you mean list\? See `upshot --help`\.\n$/],
    [['list', '--tga', 'sre'], /^upshot: unknown option '--tga'\. Did you mean --tag\? See `upshot list --help`\.\n$/],
    [['summarise'], /^upshot: missing required argument 'file'\. See `upshot summarise --help`\.\n$/],
    [['summarize'], /See `upshot summarise --help`\.\n$/],
    [['show'], /^upshot: missing required argument 'id'\./],
    [['review', 'a'], /^upshot: Nothing is decided\. Give --accept or --reject\.\n$/],
    [['review', 'a', '--accept', '--reject'], /'--accept' cannot be used with option '--reject'/],
    [['review', 'a', '--accept', '--reason', 'x'.repeat(501)], /reason must be at most 500 characters/],
    [['show', 'a', 'b'], /^upshot: too many arguments for 'show'/],
    [['list', 'extra'], /^upshot: too many arguments for 'list'/],
    [['list', '--sort', 'size'], /'size' is invalid.*Allowed choices are newest, oldest, title, source\./],
    [['list', '--page', '0'], /'0' is invalid.*It must be a whole number from 1\./],
    [['list', '--per-page', '101'], /whole number from 1 to 100/],
    [['list', '--page', '1e3'], /whole number/],
    [['list', '--tag', 'sre2'], /^upshot: unknown tag "sre2".*The tags are general/],
    [['show', 'x', '--json', '--text'], /'--json' cannot be used with option '--text'/],
    [['backlog', '.', '--concurrency', 'many'], /whole number from 1 to 256/],
    [['backlog', '.', '--limit', '-1'], /whole number from 1/],
    [['backlog', 'posts', ''], /is an empty text\. Name each; a variable of the shell/],
    [['backlog', '--urls', ''], /is an empty text/],
    [['backlog', '-', '-'], /stdin\) is given more than once\. It can be read only once/],
    [['backlog', '.', '--tag', 'nosuch'], /unknown tag "nosuch"/],
    [['summarise', '-', '--tag', 'sre,data,ml,mobile'], /tags/],
    [['summarise', '-', '--url', 'example.com'], /url must be an absolute http or https address/],
    [['summarise', 'a', 'b', '--title', 'T'], /--title and --url are of one article/],
    [['summarise', '-', '--provider', 'opnai'], /UPSHOT_PROVIDER must be openai, openai@name, extractive or mock/],
    [['serve', '--port', '70000'], /PORT must be at most 65535/],
  ])('%o', async (argv, line) => {
    const { code, stdout, stderr } = await runUpshot(argv, { cwd });
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('shows the help on stderr when there is no command', async () => {
    const { code, stdout, stderr } = await runUpshot([], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: upshot');
  });
});

describe('errors', () => {
  it('are one line without a stack; --verbose adds the causes', async () => {
    const compose = async () => {
      throw new TypeError('a defect', { cause: new Error('deep down') });
    };
    const plain = await runUpshot(['list'], { cwd, compose });
    expect(plain.code).toBe(1);
    expect(plain.stderr).toMatch(/^upshot: Upshot failed in a way it did not foresee\. Run again with --verbose.*\n$/);
    const verbose = await runUpshot(['list', '--verbose'], { cwd, compose });
    expect(verbose.stderr).toContain('because: TypeError: a defect');
    expect(verbose.stderr).toContain('because: Error: deep down');
  });

  it('of the configuration exit with 2 and name the variable', async () => {
    const { code, stderr } = await runUpshot(['list'], { cwd, env: { PORT: 'x' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^upshot: The configuration cannot be used: PORT must be a whole number\. Mend it.*\n$/);
  });
});
