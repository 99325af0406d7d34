import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

const run = (...argv: string[]) => runUpshot(argv, { cwd, clock: systemClock });
async function add(title = 'Slow shards'): Promise<string> {
  const { stdout } = await runUpshot(['summarise', '-', '--json'], { cwd, stdin: `# ${title}` });
  return JSON.parse(stdout).id;
}
const shown = async (id: string) => JSON.parse((await run('show', id, '--json')).stdout);

it('edits, shows the history, undoes and deletes', async () => {
  const id = await add();
  const { summary } = await shown(id);
  const bullet = 'The team sleeps at night.';
  const edited = await run(
    'edit',
    id,
    '--title',
    'Quick shards',
    '--bullet',
    `2=${bullet}`,
    '--by',
    'Ada',
    '--reason',
    'So.',
  );
  expect(edited).toMatchObject({ code: 0, stdout: `Changed: Quick shards (revision 2; upshot show ${id})\n` });
  expect(await shown(id)).toMatchObject({
    ...{ title: 'Quick shards', version: 2, locked: ['title', 'bullets'] },
    summary: { bullets: summary.bullets.with(1, bullet) },
  });
  const { stdout } = await run('history', id);
  expect(stdout).toContain('edited  Ada: So.\n     title: [-Slow-]{+Quick+} shards\n');
  expect((await run('undo', id, '2')).stdout).toBe(`Undone. It is revision 3 now (upshot show ${id})\n`);
  expect((await shown(id)).summary).toEqual(summary);
  expect((await run('delete', id)).code).toBe(0);
  expect((await run('show', id)).code).toBe(1);
  expect((await run('undo', id, '4')).code).toBe(0);
  expect((await shown(id)).title).toBe('Slow shards');
  expect((await run('edit', id, '--author', 'Ada')).code).toBe(0);
  const all = (await run('history', id)).stdout;
  expect(all).toContain('edited  somebody\n     author: [-A. Author-]{+Ada+}\n');
  expect(all).toContain('undone  somebody\n4 ');
});

it('mends one bullet of an imported digest that has three', async () => {
  const stdin =
    'sre\n\nPosts tagged with sre\n\nWhy it matters: Nights are calm.\n\n  • One\n  • Two\n  • Three\n\nPage 1 of 1\n';
  await runUpshot(['import', '-'], { cwd, stdin });
  const [{ id }] = JSON.parse((await run('list', '--json')).stdout).items;
  expect(await run('edit', id, '--bullet', '2=The pager rests.')).toMatchObject({ code: 0 });
  expect((await shown(id)).summary.bullets).toEqual(['One', 'The pager rests.', 'Three']);
  expect((await run('edit', id, '--bullet', '4=A fourth.')).stderr).toContain('bullets must be 5 or 6');
});

it('shows a bullet that was written anew as it was and as it is, and keywords one by one', async () => {
  const id = await add();
  const { bullets, keywords } = (await shown(id)).summary;
  const [first = '', old = ''] = bullets;
  const bullet = 'Nobody of the night shift is woken by it any more.';
  await run('edit', id, '--bullet', `2=${bullet}`, '--keyword', keywords[0], '--keyword', 'night shift');
  const { stdout } = await run('history', id);
  expect(stdout).toContain(`     bullets: ${first} [-${old}-]{+${bullet}+} ${bullets[2]}`);
  expect(stdout).toContain(`     keywords: ${keywords[0]} [-${keywords[1]}-]`);
  expect(stdout).toContain('{+night shift+}');
});

it.each<[string[], string]>([
  [['edit', 'ID'], 'Nothing is changed'],
  [['edit', 'ID', '--bullet', '9=x'], 'There is no bullet'],
  [['edit', 'ID', '--tag', 'nonsense'], 'unknown tag "nonsense"'],
  [['undo', 'ID', 'first'], 'must be a whole number. See `upshot history <id>`'],
  [['history', 'ID', '--page', '0'], 'must be a whole number from 1'],
  [['delete', 'ID', '--reason', 'x'.repeat(501)], 'at most 500 characters'],
  [['tags', 'rename', 'sre'], 'no change of a tag'],
  [['tags', 'retire'], 'no change of a tag'],
  [['tags', 'retire', 'general'], 'stays'],
  [['tags', 'merge', 'sre', 'sre'], 'sre cannot be merged into itself. Name another tag'],
  [['tags', 'merge', 'finops', 'cost'], 'To call finops that, rename it. The tags are general, sre'],
  [['tags', 'rename', 'sre', 'A B'], 'See `upshot tags --help`.'],
  [['edit', 'ID', '--line', '...'], 'whyItMatters must have a letter or a digit. See `upshot edit --help`'],
  [['backlog', '--stale', 'posts'], 'together with articles'],
])('refuses %o as wrong usage', async (argv, message) => {
  const id = await add();
  const { code, stderr } = await run(...argv.map((word) => (word === 'ID' ? id : word)));
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

it.each<[string[], string]>([
  [['history', 'nope'], 'There is no article “nope”. `upshot list` shows what there is'],
  [['delete', 'nope'], '`upshot list` shows what there is'],
  [['undo', 'ID', '99'], 'has no revision 99. `upshot history <id>` shows'],
  [['review', 'ID', '--accept'], 'it is published. `upshot list --status needs-review` shows what waits.'],
])('says what to do about %o in commands, not in requests', async (argv, message) => {
  const id = await add();
  const { code, stderr } = await run(...argv.map((word) => (word === 'ID' ? id : word)));
  expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
  expect(stderr).not.toMatch(/\/v1\/|Send \{/);
});

it('renames a tag with its articles', async () => {
  const id = await add();
  const [tag = ''] = (await shown(id)).summary.tags;
  expect((await run('tags', 'rename', tag, 'renamed', '--name', 'Renamed')).stdout).toBe('Changed 1 article.\n');
  expect((await run('tags')).stdout).toContain('      1  renamed  (Renamed)\n');
  expect((await shown(id)).summary.tags[0]).toBe('renamed');
});

it('drafts anew what another model wrote, once, and says before what it would take', async () => {
  const id = await add();
  await run('edit', id, '--unlock', 'title');
  expect(JSON.parse((await run('backlog', '--stale', '--dry-run', '--json')).stdout)).toMatchObject({
    new: 1,
    done: 0,
  });
  expect((await shown(id)).version).toBe(1);
  const { code, stdout } = await run('backlog', '--stale', '--json');
  expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ outcome: 'revised', id })]);
  expect((await shown(id)).version).toBe(2);
  expect((await run('backlog', '--stale', '--json')).stdout).not.toContain('revised');
});
