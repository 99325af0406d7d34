import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

const run = (...argv: string[]) => runUpshot(argv, { cwd });
async function add(title = 'DOUBT about figures', ...options: string[]): Promise<string> {
  const { stdout } = await runUpshot(['summarise', '-', '--json', ...options], { cwd, stdin: `# ${title}` });
  return JSON.parse(stdout).id;
}
const titles = async (...options: string[]) =>
  JSON.parse((await run('list', '--json', ...options)).stdout).items.map(({ title }: { title: string }) => title);

describe('review', () => {
  it('publishes what is accepted', async () => {
    const id = await add();
    expect(await titles()).toEqual([]);
    expect(await run('review', id, '--accept', '--reason', 'Checked by hand')).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: `Published: DOUBT about figures (upshot show ${id})\n`,
    });
    expect(await titles()).toEqual(['DOUBT about figures']);
    expect(await titles('--status', 'needs-review')).toEqual([]);
  });

  it('drops what is rejected', async () => {
    const id = await add();
    expect(await run('review', id, '--reject')).toEqual({
      ...{ code: 0, stderr: '', stdout: `Rejected ${id}. Sent again, it is drafted anew.\n` },
    });
    expect(await titles('--status', 'needs-review')).toEqual([]);
    expect((await run('show', id)).code).toBe(1);
    expect(await run('review', id, '--reject')).toEqual({
      ...{ code: 1, stdout: '' },
      stderr: `upshot: There is no article “${id}”. If it waited for review, it has been decided on meanwhile.\n`,
    });
  });

  it('--json prints the published entry, and nothing when there is none', async () => {
    const id = await add();
    expect(JSON.parse((await run('review', id, '--accept', '--json')).stdout)).toMatchObject({
      id,
      status: 'published',
    });
    const other = await add('DOUBT again');
    expect((await run('review', other, '--reject', '--json')).stdout).toBe('');
  });

  it('refuses what does not wait', async () => {
    const id = await add('Sound');
    const { code, stderr } = await run('review', id, '--reject');
    expect(code).toBe(1);
    expect(stderr).toContain(`The article ${id} does not wait for review: it is published.`);
    expect(await titles()).toEqual(['Sound']);
  });
});

describe('what waits for review', () => {
  const hint = (id: string) =>
    `Look at it: upshot show ${id} --evidence; decide: upshot review ${id} --accept, or --reject\n`;

  it('is told when it is summarised, again as well', async () => {
    const summarise = () => runUpshot(['summarise', '-'], { cwd, stdin: '# DOUBT' });
    const first = await summarise();
    const id = JSON.parse((await run('list', '--json', '--status', 'needs-review')).stdout).items[0].id;
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('\nNeeds review, so it is not published\n');
    expect(first.stdout).toContain('  ! bullet 3: The article does not state "ten percent".\n');
    expect(first.stdout.endsWith(`\nKept in data/upshot.db for review. ${hint(id)}`)).toBe(true);
    expect((await summarise()).stdout).toContain('\nAlready kept in data/upshot.db for review. ');
    const preview = await runUpshot(['summarise', '-', '--no-store'], { cwd, stdin: '# DOUBT' });
    expect(preview.stdout).toContain('\nNeeds review, so it is not published\n');
    expect(preview.stdout).not.toContain('upshot review');
  });

  it('is listed with how much is wrong, and how to decide', async () => {
    await add();
    const { stdout, stderr } = await runUpshot(['list', '--status', 'needs-review'], { cwd, terminal: 120 });
    expect(stdout).toContain('1 of 6 claims not backed');
    expect(stderr).toBe(
      '\nPage 1 of 1, 1 entry\nLook at one: upshot show <id> --evidence; decide: upshot review <id> --accept, or --reject\n',
    );
    expect((await run('list')).stderr).not.toContain('upshot review');
  });

  it('is shown with its issues and the nearest passages, and how to decide', async () => {
    const id = await add();
    const { stdout, stderr } = await run('show', id, '--evidence');
    expect(stdout).toContain(
      '✗ The team replaced fixed retries with a budget of ten percent of the requests in the last minute.\n' +
        '  ! The article does not state "ten percent".\n  “Passage 3” [30–39]\n  “Another 3” [90–99]\n',
    );
    expect(stderr).toBe(`\n${hint(id)}`);
    expect((await run('show', id)).stdout).toContain('Needs review, so it is not published\n');
    expect((await run('show', await add('Sound'), '--evidence')).stderr).toBe('');
  });

  it('as a revision leaves the published one as it is, and says so', async () => {
    const url = 'https://example.com/a';
    const first = await add('Sound', '--url', url);
    const second = await add('DOUBT', '--url', url);
    expect(second).not.toBe(first);
    expect((await run('show', second)).stdout).toContain(
      `Needs review, so it is not published; ${first} stays published as it is until it is accepted\n`,
    );
    expect(await titles()).toEqual(['Sound']);
    expect((await run('review', second, '--accept')).stdout).toBe(`Published: DOUBT (upshot show ${first})\n`);
    expect(await titles()).toEqual(['DOUBT']);
  });
});
