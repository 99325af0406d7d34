import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presentEntry } from '../../src/catalogue/entry.ts';
import { saveEntry } from '../../src/catalogue/save-entry.ts';
import { indexBatch } from '../../src/catalogue/search/search-index.ts';
import { migrations } from '../../src/open-sqlite-store.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import { candidate } from '../contract/candidate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

async function add(title: string, ...options: string[]): Promise<void> {
  await runUpshot(['summarise', '-', ...options], { cwd, stdin: `# ${title}` });
}
const list = async (...options: string[]) =>
  JSON.parse((await runUpshot(['list', '--json', ...options], { cwd })).stdout);

describe('list', () => {
  it('says how to begin when there is nothing', async () => {
    expect(await runUpshot(['list'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No entries yet. Make the first: upshot summarise <file>\n',
    });
    expect((await runUpshot(['list', '--tag', 'ml'], { cwd })).stderr).toBe('No entry is like that.\n');
  });

  it('says so when all there is waits for review', async () => {
    await add('DOUBT about figures');
    const { stderr } = await runUpshot(['list'], { cwd });
    expect(stderr).toBe('Nothing is published yet, and 1 waits for review: upshot list --status needs-review\n');
  });

  it('--json prints the body of GET /v1/articles', async () => {
    await add('One', '--url', 'https://a.example/1');
    const body = await list();
    expect(Object.keys(body).sort()).toEqual(['items', 'page', 'pageCount', 'perPage', 'total']);
    expect(body).toMatchObject({ page: 1, perPage: 10, pageCount: 1, total: 1 });
    const [entry] = body.items;
    expect(entry.links).toEqual(presentEntry(entry).links);
  });

  it('makes links absolute with UPSHOT_PUBLIC_URL', async () => {
    await add('One');
    const { stdout } = await runUpshot(['list', '--json'], {
      cwd,
      env: { UPSHOT_PUBLIC_URL: 'https://upshot.example/' },
    });
    expect(JSON.parse(stdout).items[0].links.self).toMatch(/^https:\/\/upshot\.example\/v1\/articles\//);
  });

  it('filters, sorts and pages', async () => {
    await add('Bravo', '--tag', 'sre', '--source', 'X');
    await add('Alpha', '--tag', 'data', '--source', 'Y');
    await add('Charlie', '--tag', 'sre', '--source', 'Y');
    const titles = async (...options: string[]) =>
      (await list(...options)).items.map(({ title }: { title: string }) => title);
    expect(await titles('--sort', 'title')).toEqual(['Alpha', 'Bravo', 'Charlie']);
    expect(await titles('--tag', 'sre', '--sort', 'title')).toEqual(['Bravo', 'Charlie']);
    expect(await titles('--source', 'Y', '--sort', 'title')).toEqual(['Alpha', 'Charlie']);
    expect(await titles('--q', 'bravo')).toEqual(['Bravo']);
    expect(await titles('--sort', 'title', '--per-page', '2', '--page', '2')).toEqual(['Charlie']);
    expect(await titles('--status', 'needs-review')).toEqual([]);
  });

  it('finds a tag in any case, by its name, under an id or a name that it had, and once the vocabulary has it no more', async () => {
    await add('Alpha', '--tag', 'finops');
    const found = async (tag: string, env = {}) =>
      (await runUpshot(['list', '--tag', tag], { cwd, env })).stdout.split('\t')[2];
    expect(await found('FinOps')).toBe('Alpha');
    await add('Beta', '--tag', 'Machine learning');
    expect([await found('Machine learning'), await found('machine-learning')]).toEqual(['Beta', 'Beta']);
    await runUpshot(['tags', 'rename', 'ml', 'ai', '--name', 'Thinking machines'], { cwd });
    expect([await found('Machine learning'), await found('thinking machines')]).toEqual(['Beta', 'Beta']);
    await runUpshot(['tags', 'merge', 'finops', 'culture'], { cwd });
    expect([await found('FINOPS'), await found('culture')]).toEqual(['Alpha', 'Alpha']);
    const vocabulary = { tags: [{ id: 'general', name: 'General', description: 'All else.', keywords: [] }] };
    writeFileSync(join(cwd, 'tags.json'), JSON.stringify(vocabulary));
    expect(await found('culture', { UPSHOT_VOCABULARY: 'tags.json' })).toBe('Alpha');
    await runUpshot(['tags', 'retire', 'culture'], { cwd });
    expect(await runUpshot(['list', '--tag', 'finops'], { cwd })).toEqual({
      ...{ code: 2, stdout: '' },
      stderr:
        'upshot: The tag “finops” was retired. Its articles are under the other tags that they have: `upshot tags` lists them.\n',
    });
  });

  it('says what was meant by a misspelt word, and what was not understood', async () => {
    await add('Bravo', '--title', 'Bravo');
    expect((await list('--q', 'bravoo')).search).toEqual({
      suggestion: 'bravo',
      corrected: true,
      complete: true,
      hints: [],
    });
    expect((await list('--q', 'bravo')).items[0].highlights).toEqual([{ field: 'title', start: 0, end: 5 }]);
    const { stderr } = await runUpshot(['list', '--q', 'bravoo after:soon'], { cwd });
    expect(stderr).toMatch(
      /^Page 1 of 1, 1 entry\n“after:” takes a date[^\n]+\nNothing has these words[^\n]+ Shown: bravo after:soon\n$/,
    );
    expect((await runUpshot(['list', '--q', 'bravoo', '--exact'], { cwd })).stderr).toBe('No entry is like that.\n');
  });

  it('says “at least” where a search for common words looked through the newest alone', async () => {
    await add('First', '--title', 'Walrus seal');
    const db = await openSqlite(join(cwd, 'data', 'upshot.db'), migrations, createFakeClock());
    db.exec(`BEGIN; UPDATE sqlite_sequence SET seq = 4000000 WHERE name = 'entry'`);
    for (let n = 0; n < 210; n += 1) saveEntry(db, candidate(`a${n}`, { title: `Walrus and seal ${n}` }));
    saveEntry(db, candidate('last', { title: 'Walrus seal' }));
    db.exec('COMMIT');
    while (indexBatch(db, new Set()) > 0);
    db.close();
    const { stderr } = await runUpshot(['list', '--q', '"walrus seal"'], { cwd });
    expect(stderr).toMatch(/^Page 1 of 1, at least 1 entry\nOnly about the newest [\d,]+ articles were looked through/);
  });

  it('shows two lines an entry on a terminal, none wider than it', async () => {
    await add('A title that is long enough to be cut off at forty', '--source', 'Example Engineering Blog');
    const { stdout, stderr } = await runUpshot(['list'], { cwd, terminal: 40, env: { NO_COLOR: '1' } });
    const [title = '', meta = '', ...rest] = stdout.split('\n');
    expect(title).toBe('A title that is long enough to be cut o…');
    expect(meta).toMatch(/^ {2}id-\w{8} · 2025-05-30 · Example En…$/);
    expect(meta).toHaveLength(40);
    expect(rest).toEqual(['']);
    expect(stderr).toBe('\nPage 1 of 1, 1 entry\n');
  });

  it('parts fields by tabs in a pipe, whatever a title holds', async () => {
    await add('One', '--title', 'Tab\there', '--source', 'X', '--tag', 'sre,data');
    const { stdout, stderr } = await runUpshot(['list'], { cwd });
    expect(stdout).toMatch(/^id-\w{8}\t2025-05-30\tTab here\tX\tsre,data\textractive\n$/);
    expect(stderr).toBe('Page 1 of 1, 1 entry\n');
  });

  it('shows the line of what has no title', async () => {
    const stdin =
      'sre\n\nPosts tagged with sre\n\nWhy it matters: Nights are calm.\n\n  • A.\n  • B.\n  • C.\n\nPage 1 of 1\n';
    await runUpshot(['import', '-'], { cwd, stdin });
    expect((await runUpshot(['list'], { cwd })).stdout.split('\t')[2]).toBe('Nights are calm.');
    expect((await runUpshot(['list'], { cwd, terminal: 60 })).stdout).toContain('Nights are calm.');
  });

  it('says in one line when the database cannot be used', async () => {
    writeFileSync(join(cwd, 'data'), 'a file where the folder should be');
    const { code, stderr } = await runUpshot(['list'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^upshot: [^\n]+\n$/);
  });
});

describe('show', () => {
  const idOf = async () => (await list()).items[0].id as string;

  it('prints an entry, its JSON, its text or its evidence', async () => {
    await add('One');
    const id = await idOf();
    const show = async (...options: string[]) => (await runUpshot(['show', id, ...options], { cwd })).stdout;
    expect(await show()).toMatch(/^One\n[\s\S]*Why it matters: /);
    expect(JSON.parse(await show('--json'))).toEqual((await list()).items[0]);
    expect(await show('--text')).toBe('# One\n');
    expect(await show('--evidence')).toContain('“Passage 1” [10–19]');
  });

  it('says when there is no such entry', async () => {
    expect(await runUpshot(['show', 'nosuch\u001b'], { cwd })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'upshot: There is no article “nosuch”. `upshot list` shows what there is, `upshot list --status needs-review` what waits for review.\n',
    });
  });
});
