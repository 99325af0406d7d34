import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { compose } from '../../src/compose.ts';
import { AppError } from '../../src/errors.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { composeForTests, type RunOptions, runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
let asked: string[];
/** Articles that fail as long as they are in it, and how. */
let failing: Map<string, AppError>;
let onAsk: () => void;
let composed: typeof compose;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
  asked = [];
  failing = new Map();
  onAsk = () => {};
  composed = composeForTests((summarise) => async (input, signal, errand) => {
    asked.push(input.text.trim());
    onAsk();
    const error = failing.get(input.text.trim());
    if (error) throw error;
    return summarise(input, signal, errand);
  });
  lines('a', 'b', 'c', 'd');
});
afterEach(() => folder[Symbol.dispose]());

const lines = (...texts: string[]) =>
  writeFileSync(join(cwd, 'all.jsonl'), texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));
const backlog = (args: string[], options: Partial<RunOptions> = {}) =>
  runUpshot(['backlog', ...args], { cwd, clock: createFakeClock(), compose: composed, ...options });
const run = (...args: string[]) => backlog(['all.jsonl', '--concurrency', '1', ...args]);
const failure = (code: string, given: object = {}) =>
  new AppError(`It is ${code}`, { code, status: 503, hint: 'Mend it.', ...given });
const idOf = (stderr: string) => /^Run (\w+) /m.exec(stderr)?.[1] ?? 'none';
const runs = async () =>
  (await runUpshot(['runs', '--json'], { cwd })).stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('the same command again', () => {
  it('is refused while the first one works, unless it reads another stdin', async () => {
    const beside: ReturnType<typeof run>[] = [];
    const stdin = (text: string) => ({ stdin: JSON.stringify({ text }) });
    onAsk = () => {
      onAsk = () => {};
      beside.push(run('--report', 'failures.jsonl'), backlog(['-'], stdin('x')), backlog(['-'], stdin('y')));
      beside.push(run('--retry-failed'));
    };
    const first = await run();
    expect(first.code).toBe(0);
    const [second, x, y, retried] = await Promise.all(beside);
    expect(second).toMatchObject({
      code: 1,
      stderr:
        'upshot: The same command is being worked on by another process. Wait for it, or stop it there first; `upshot runs` says how far it is.\n',
    });
    expect([x?.code, y?.code, asked.toSorted()]).toEqual([0, 0, ['a', 'b', 'c', 'd', 'x', 'y']]);
    expect(retried?.stderr).toMatch(new RegExp(`^upshot: The run ${idOf(first.stderr)} is being worked on by another`));
  });

  it('knows for its own what was stored right before it was killed', async () => {
    const killed = new AbortController();
    const dying = composeForTests((summarise) => async (...asked) => {
      const saved = await summarise(...asked);
      if (asked[0].text === 'c') killed.abort();
      killed.signal.throwIfAborted();
      return saved;
    });
    const interrupts = { stop: killed.signal, abort: killed.signal };
    await backlog(['all.jsonl', '--concurrency', '1'], { compose: dying, interrupts });
    const { stderr } = await run();
    expect(stderr).toMatch(/goes on: 3 done, 0 failed[\s\S]+ new +4\n +failed +0\n/);
    expect(await runs()).toMatchObject([{ counts: { created: 4, unchanged: 0 } }]);
    expect(asked).toEqual(['d']);
  });

  it('begins a new run when the last one is finished, and does not even read what is done', async () => {
    const first = await run();
    lines('b', 'e', 'a');
    const second = await run('--json');
    expect([first.code, second.code, asked]).toEqual([0, 0, ['a', 'b', 'c', 'd', 'e']]);
    expect(
      second.stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { place: 'all.jsonl:1', outcome: 'skipped', id: expect.stringMatching(/^id-/) },
      { place: 'all.jsonl:2', outcome: 'created' },
      { place: 'all.jsonl:3', outcome: 'skipped' },
    ]);
    expect(idOf(second.stderr)).not.toBe(idOf(first.stderr));
    expect(await runs()).toMatchObject([
      { id: idOf(second.stderr), state: 'finished', counts: { created: 1, skipped: 2 }, goOn: null },
      { id: idOf(first.stderr), state: 'finished', counts: { created: 4, skipped: 0 } },
    ]);
  });

  it('takes the next ones when its --limit was reached; those done already do not count', async () => {
    const first = await run('--limit', '2');
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('The same command takes the next ones.') });
    expect((await run('--limit', '1')).code).toBe(0);
    expect(asked).toEqual(['a', 'b', 'c']);
    expect((await runs()).map(({ state, reason }) => [state, reason.code])).toEqual([
      ['stopped', 'limit-reached'],
      ['stopped', 'limit-reached'],
    ]);
  });

  it('gets further with its --limit where what stands first has failed, articles and others', async () => {
    failing.set('a', failure('too-short'));
    lines('a', 'b', 'c', 'd');
    writeFileSync(join(cwd, 'all.jsonl'), `{}\n${readFileSync(join(cwd, 'all.jsonl'), 'utf8')}`);
    const left = async () => {
      const { code, stderr } = await run('--limit', '2', '--report', 'failed.jsonl');
      return [code, /new +(\d+)/.exec(stderr)?.[1], /failed +(\d+)/.exec(stderr)?.[1]];
    };
    expect([await left(), await left(), await left()]).toEqual([
      [1, '0', '2'],
      [3, '2', '2'],
      [3, '1', '2'],
    ]);
    expect(asked).toEqual(['a', 'a', 'b', 'c', 'a', 'd']);
  });

  it('does again what is gone from the catalogue', async () => {
    await run();
    const db = new DatabaseSync(join(cwd, 'data/upshot.db'));
    db.prepare("UPDATE run_item SET entry = 'nobody' WHERE place = ?").run('all.jsonl:2');
    db.close();
    await run();
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'b']);
  });

  it('does again with a model what the offline provider wrote in its place', async () => {
    const db = () => new DatabaseSync(join(cwd, 'data/upshot.db'));
    const provider = ['--provider', 'mock'];
    await run(...provider);
    const store = db();
    store.prepare("UPDATE run_item SET provider = 'extractive' WHERE place = ?").run('all.jsonl:3');
    store.close();
    await run(...provider);
    expect(asked.slice(4)).toEqual(['c']);
  });

  it.each([
    ['other tags', ['--tag', 'sre']],
    ['another provider', ['--provider', 'mock']],
  ])('with %s is another command', async (_what, options) => {
    await run();
    await run(...options);
    expect(asked).toHaveLength(8);
  });

  it('tries failures again, and no longer lists those that are mended', async () => {
    failing.set('b', failure('too-short')).set('d', failure('too-short'));
    const first = await run('--report', 'failed.jsonl');
    expect([first.code, reported()]).toEqual([3, ['all.jsonl:2', 'all.jsonl:4']]);
    failing.delete('b');
    const second = await run('--report', 'failed.jsonl');
    expect([second.code, reported()]).toEqual([3, ['all.jsonl:4']]);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'b', 'd']);
  });
});

const reported = () =>
  readFileSync(join(cwd, 'failed.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).place);

describe('a run that was stopped', () => {
  const spent = () => failure('budget-exhausted');

  it('by its budget: exits with 3, calls nothing a failure, and goes on as the same run', async () => {
    failing.set('c', spent());
    const first = await run('--max-cost', '1.5');
    expect(first).toMatchObject({ code: 3, stdout: '' });
    expect(first.stderr).toMatch(
      /stopped after .*\n {2}new +2\n {2}failed +0\nupshot: It is budget-exhausted\. Mend it\.\nThe same command goes on/,
    );
    expect(await runs()).toMatchObject([
      {
        state: 'stopped',
        reason: { code: 'budget-exhausted' },
        options: { maxCost: 1.5 },
        counts: { created: 2, failed: 0 },
      },
    ]);
    failing.clear();
    const second = await run('--max-cost', '3');
    expect(second.code).toBe(0);
    expect(second.stderr).toMatch(/goes on: 2 done.*\n.*finished after .*\n {2}new +4\n/);
    expect(asked).toEqual(['a', 'b', 'c', 'c', 'd']);
    expect(await runs()).toHaveLength(1);
  });

  it('before anything was done by its budget exits with 3, by anything else with 1', async () => {
    failing.set('a', spent());
    expect((await run()).code).toBe(3);
    failing.set('a', failure('catalogue-full'));
    const full = await run();
    expect(full).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('It is catalogue-full. Mend it.'),
    });
  });

  it('keeps on the list what failed before, from the first moment on', async () => {
    failing.set('a', failure('too-short')).set('c', spent());
    await run('--report', 'failed.jsonl');
    expect(reported()).toEqual(['all.jsonl:1']);
    failing.set('a', spent());
    let seen: string[] = [];
    onAsk = () => {
      seen = reported();
    };
    await run('--report', 'failed.jsonl');
    expect([seen, reported()]).toEqual([['all.jsonl:1'], ['all.jsonl:1']]);
  });

  it('takes no more than its --limit in all, and what failed does not count twice', async () => {
    failing.set('a', failure('too-short')).set('c', spent());
    await run('--limit', '3');
    failing.clear();
    expect((await run('--limit', '3')).stderr).toMatch(/new +3\n {2}failed +0\n/);
    expect(asked).toEqual(['a', 'b', 'c', 'a', 'c']);
  });
});

describe('--run and --retry-failed', () => {
  it('goes on with a run by its id, with all that it was begun with', async () => {
    failing.set('b', failure('budget-exhausted'));
    const id = idOf((await run('--tag', 'sre', '--max-calls', '9')).stderr);
    failing.clear();
    const { code, stderr } = await backlog(['--run', id]);
    expect([code, idOf(stderr)]).toEqual([0, id]);
    const { items } = JSON.parse((await runUpshot(['list', '--json'], { cwd })).stdout);
    expect(items.map(({ summary }: { summary: { tags: string[] } }) => summary.tags)).toEqual(Array(4).fill(['sre']));
    expect(await runs()).toMatchObject([{ options: { concurrency: 1, maxCalls: 9, tag: ['sre'] } }]);
  });

  it('says that it reads something else from now on', async () => {
    const id = idOf((await run()).stderr);
    writeFileSync(join(cwd, 'more.jsonl'), JSON.stringify({ text: 'e' }));
    const { code, stderr } = await backlog(['more.jsonl', '--run', id]);
    expect([code, asked.at(-1)]).toEqual([0, 'e']);
    expect(stderr).toContain(`Run ${id} read all.jsonl so far; from now on it reads more.jsonl instead.\n`);
    expect((await backlog(['more.jsonl', '--run', id])).stderr).not.toContain('so far');
    expect((await backlog(['--run', id])).stderr).not.toContain('so far');
  });

  it('takes only what failed', async () => {
    failing.set('b', failure('too-short')).set('c', failure('too-short'));
    const first = await run();
    lines('a', 'b', 'c', 'd', 'e');
    failing.delete('b');
    const again = await run('--retry-failed');
    expect(asked.slice(4)).toEqual(['b', 'c']);
    expect([again.code, idOf(again.stderr)]).toEqual([3, idOf(first.stderr)]);
    expect(again.stderr).toMatch(/new +3\n {2}failed +1\n/);
    failing.clear();
    expect((await backlog(['--run', idOf(first.stderr), '--retry-failed'])).code).toBe(0);
    expect(asked.slice(6)).toEqual(['c']);
    expect(await run('--retry-failed')).toMatchObject({
      code: 0,
      stderr: 'Nothing failed: there is nothing to try again.\n',
    });
    expect(await runs()).toMatchObject([{ state: 'finished', counts: { created: 4, failed: 0 } }]);
  });

  it('says where what failed is listed since a later run of the same command took it up', async () => {
    failing.set('b', failure('too-short'));
    const [first, second] = [idOf((await run()).stderr), idOf((await run()).stderr)];
    expect(await runs()).toMatchObject([
      { id: second, goOn: `upshot backlog --run ${second} --retry-failed` },
      { id: first, counts: { failed: 1 }, goOn: null },
    ]);
    expect(await backlog(['--run', first, '--retry-failed'])).toMatchObject({
      code: 0,
      stderr: `What failed in run ${first} was tried again by a later run of the same command: see \`upshot runs\`.\n`,
    });
  });

  it('takes what was mended where it stood, and lists it no longer', async () => {
    const write = (...texts: string[]) =>
      writeFileSync(join(cwd, 'a.jsonl'), texts.map((text) => `${text}\n`).join(''));
    const good = (text: string) => JSON.stringify({ text });
    write(good('a'), '{"text": 5}', 'nonsense', good('short'));
    failing.set('short', failure('too-short'));
    await backlog(['a.jsonl', '--report', 'failures.jsonl']);
    write(good('a'), good('b'), 'still nonsense', good('long enough'), good('new'));
    asked.length = 0;
    const { code, stderr } = await backlog(['a.jsonl', '--retry-failed', '--report', 'failures.jsonl']);
    expect([code, asked]).toEqual([3, ['b', 'long enough']]);
    expect(stderr).toMatch(/new +3\n {2}failed +1\n/);
    expect(readFileSync(join(cwd, 'failures.jsonl'), 'utf8').match(/"place":"[^"]*"/g)).toEqual([
      '"place":"a.jsonl:3"',
    ]);
    expect(await runs()).toMatchObject([{ counts: { created: 3, failed: 1 } }]);
  });

  it('counts and lists lines that are no articles each by itself, also where they are the same', async () => {
    const write = (...texts: string[]) =>
      writeFileSync(join(cwd, 'all.jsonl'), texts.map((text) => `${text}\n`).join(''));
    const bad = JSON.stringify({ text: 'a', format: 'pdf' });
    write(bad, bad, '{"text": "cut', '{"text": "cut', bad);
    const first = await run();
    expect(first.stderr).toMatch(/new +0\n {2}failed +5\n/);
    const places = (stdout: string) => stdout.match(/all\.jsonl:\d/g);
    expect(places(first.stdout)).toHaveLength(5);
    write(bad, JSON.stringify({ text: 'b' }), '{"text": "cut', '{"text": "cut"}', bad);
    const again = await run('--retry-failed', '--report', 'failures.jsonl');
    expect(again.stderr).toMatch(/new +2\n {2}failed +3\n/);
    expect(places(readFileSync(join(cwd, 'failures.jsonl'), 'utf8'))).toEqual([
      ...['all.jsonl:1', 'all.jsonl:3', 'all.jsonl:5'],
    ]);
    expect((await runs())[0].counts).toMatchObject({ created: 2, failed: 3 });
  });

  it('knows lines that are no articles again where others were put in or taken out above them', async () => {
    const write = (...texts: string[]) =>
      writeFileSync(join(cwd, 'all.jsonl'), texts.map((text) => `${text}\n`).join(''));
    const good = (text: string) => JSON.stringify({ text });
    const bad = JSON.stringify({ text: 'a', format: 'pdf' });
    write(good('a'), bad, '{"text": "cut', good('b'), bad);
    await run('--report', 'failed.jsonl');
    expect(reported()).toEqual(['all.jsonl:2', 'all.jsonl:3', 'all.jsonl:5']);
    asked.length = 0;
    write(good('new'), good('newer'), good('a'), bad, '{"text": "cut', good('b'), bad);
    await run('--retry-failed', '--report', 'failed.jsonl');
    expect(reported()).toEqual(['all.jsonl:4', 'all.jsonl:5', 'all.jsonl:7']);
    expect([asked, (await runs())[0].counts]).toMatchObject([[], { created: 2, failed: 3 }]);
    write(good('a'), good('mended'), good('c'), good('b'), bad);
    await run('--retry-failed', '--report', 'failed.jsonl');
    expect([asked, reported()]).toEqual([[], ['all.jsonl:5']]);
  });

  it('lists what failed in one moment in the order of its lines', async () => {
    const bad = Array.from({ length: 12 }, (_, n) => JSON.stringify({ text: `${n}`, format: 'pdf' }));
    writeFileSync(join(cwd, 'all.jsonl'), bad.join('\n'));
    await run('--report', 'failed.jsonl');
    expect(reported()).toEqual(bad.map((_, n) => `all.jsonl:${n + 1}`));
  });

  it('tells of an address on a list where it stands, and takes what was put in its place', async () => {
    const list = (...lines: string[]) => writeFileSync(join(cwd, 'list.txt'), `${lines.join('\n')}\n`);
    const address = (file: string) => `http://127.0.0.1:9/${file}`;
    list('# mine', address('x'), 'nonsense', address('y'));
    const args = ['--urls', 'list.txt', '--concurrency', '1'];
    const shown = await backlog([...args, '--report', 'failed.jsonl', '--verbose']);
    expect(shown.stderr).toContain(`upshot: list.txt:2 (${address('x')}): ${address('x')} answered 404`);
    const lines = () => readFileSync(join(cwd, 'failed.jsonl'), 'utf8').split('\n').filter(Boolean);
    expect(
      lines()
        .sort()
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { place: 'list.txt:2', url: address('x'), outcome: 'failed' },
      { place: 'list.txt:3', outcome: 'failed' },
      { place: 'list.txt:4', url: address('y'), outcome: 'failed' },
    ]);
    list('# mine', address('mended'), 'nonsense', address('y'), address('new'));
    await backlog([...args, '--retry-failed', '--report', 'failed.jsonl']);
    expect(
      lines()
        .map((line) => JSON.parse(line).url)
        .toSorted(),
    ).toEqual([address('mended'), address('y'), undefined]);
    expect(await backlog(['.', '--report', 'again.jsonl'])).toMatchObject({ code: 0 }); // the report is no article
  });

  it('lets lines fail no faster than that is booked, so that memory does not grow with them', async () => {
    writeFileSync(join(cwd, 'all.jsonl'), '{"text": "cut\n'.repeat(1000));
    let open = 0;
    let most = 0;
    const compose: typeof composed = async (...given) => {
      const upshot = await composed(...given);
      const record: typeof upshot.runs.record = async (...booked) => {
        open += 1;
        most = Math.max(most, open);
        await upshot.runs.record(...booked);
        open -= 1;
      };
      return { ...upshot, runs: { ...upshot.runs, record } };
    };
    expect((await backlog(['all.jsonl'], { compose })).stderr).toMatch(/failed +1,000\n/);
    expect(most).toBeLessThan(300);
  });

  it('finds what failed though it stands elsewhere by now', async () => {
    failing.set('b', failure('too-short'));
    await run();
    lines('new', 'a', 'b', 'c', 'd');
    failing.clear();
    asked.length = 0;
    expect((await run('--retry-failed')).stderr).toMatch(/new +4\n {2}failed +0\n/);
    expect(asked).toEqual(['b']);
  });

  it('takes nothing new that stands where a failure stood which stands elsewhere by now', async () => {
    failing.set('b', failure('too-short'));
    await run();
    lines('new', 'newer', 'a', 'b', 'c', 'd');
    asked.length = 0;
    await run('--retry-failed');
    expect([asked, (await runs())[0].counts]).toMatchObject([['b'], { created: 3, failed: 1 }]);
    lines('new', 'newer', 'a', 'mended', 'c', 'd');
    await run('--retry-failed');
    expect([asked, (await runs())[0].counts]).toMatchObject([['b', 'mended'], { created: 4, failed: 0 }]);
  });

  it('keeps on its list what it did not come to', async () => {
    failing.set('b', failure('too-short')).set('d', failure('too-short'));
    await run();
    lines('new', 'a', 'b', 'c', 'd');
    asked.length = 0;
    const some = await run('--retry-failed', '--limit', '1');
    expect([asked, (await runs())[0].counts.failed]).toEqual([['b'], 2]);
    expect(some.stderr).toContain('\nMore may have failed than were tried: without --limit all of them are.\n');
    expect(await runs()).toMatchObject([{ state: 'finished' }]);
    failing.clear();
    asked.length = 0;
    await run('--retry-failed');
    expect(asked).toEqual(['b', 'd']);
  });

  it('lists no longer what was taken out of a list that is shorter now, unless it could not be read', async () => {
    failing.set('b', failure('too-short')).set('d', failure('too-short'));
    await run('--report', 'failed.jsonl');
    const list = join(cwd, 'all.jsonl');
    renameSync(list, `${list}.away`);
    await run('--retry-failed', '--report', 'failed.jsonl');
    expect(reported()).toEqual(['all.jsonl', 'all.jsonl:2', 'all.jsonl:4']);
    renameSync(`${list}.away`, list);
    lines('a', 'b', 'c');
    await run('--retry-failed', '--report', 'failed.jsonl');
    expect([reported(), (await runs())[0].counts]).toMatchObject([['all.jsonl:2'], { created: 2, failed: 1 }]);
  });

  it('leaves a run that was stopped no further than it was', async () => {
    failing.set('a', failure('too-short')).set('c', failure('budget-exhausted'));
    await run();
    failing.clear();
    expect((await run('--retry-failed')).code).toBe(0);
    expect(await runs()).toMatchObject([{ state: 'stopped', reason: { code: 'budget-exhausted' } }]);
    expect((await run()).stderr).toMatch(/new +4\n {2}failed +0\n/);
  });

  it.each([
    [['--run', 'nobody'], 2, 'There is no run nobody. See `upshot runs`'],
    [[], 2, 'There is nothing to work on.'],
    [['x', '--max-cost', 'much'], 2, 'It must be an amount of US dollars'],
    [['x', '--dry-run', '--retry-failed'], 2, 'are given together. Give one of the two'],
    [['-', '--urls', '-'], 2, '- (stdin) is given more than once'],
  ])('refuses %j', async (args, code, said) => {
    expect(await backlog(args)).toMatchObject({ code, stderr: expect.stringContaining(said) });
  });
});

describe('runs', () => {
  it('says what each did and how to go on, newest first', async () => {
    mkdirSync(join(cwd, 'posts'));
    writeFileSync(join(cwd, 'posts/a.md'), '# A');
    failing.set('d', failure('too-short'));
    const first = idOf((await run()).stderr);
    failing.set('# A', failure('budget-exhausted'));
    const second = idOf((await backlog(['posts'])).stderr);
    const { code, stdout } = await runUpshot(['runs'], { cwd });
    expect(code).toBe(0);
    expect(stdout.replaceAll(second, 'SECOND').replaceAll(first, 'FIRST')).toBe(
      [
        'SECOND  2025-06-01 00:00 UTC  stopped',
        '  upshot backlog posts',
        '  0 new, 0 failed',
        '  It is budget-exhausted.',
        '  Go on: upshot backlog --run SECOND',
        '',
        'FIRST  2025-06-01 00:00 UTC  finished',
        '  upshot backlog all.jsonl --concurrency 1',
        '  3 new, 1 failed',
        '  Go on: upshot backlog --run FIRST --retry-failed',
        '',
        '',
      ].join('\n'),
    );
  });

  it('says when there are none', async () => {
    expect(await runUpshot(['runs'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No runs yet: upshot backlog begins one.\n',
    });
  });
});
