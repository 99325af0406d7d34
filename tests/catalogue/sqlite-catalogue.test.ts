import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { candidate } from '../contract/candidate.ts';
import { catalogueContract } from '../contract/catalogue-contract.ts';
import { tempFolder } from '../support/temp-folder.ts';

catalogueContract('sqlite', {
  async open() {
    const folder = tempFolder();
    const store = await openSqliteStore({ file: join(folder.path, 'upshot.db'), clock: systemClock, instance: 'test' });
    return {
      catalogue: store.catalogue,
      async [Symbol.asyncDispose]() {
        await store[Symbol.asyncDispose]();
        folder[Symbol.dispose]();
      },
    };
  },
});

it('keeps what a save replaced, with when and why', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'upshot.db');
  const url = 'https://example.org/a';
  {
    await using store = await openSqliteStore({ file, clock: systemClock, instance: 'test' });
    const save = (id: string, given: Parameters<typeof candidate>[1]) => store.catalogue.save(candidate(id, given));
    await save('a', { url, title: 'First', now: 1 });
    await save('b', { url, title: 'Second', now: 2 });
    await save('c', { url, title: 'Third', now: 3, fingerprint: '1-b', text: 'The text of b.', replaces: 'scripted' });
    await save('d', { url, title: 'Unseen', now: 4, fingerprint: '1-b' });
  }
  using db = new DatabaseSync(file);
  const revisions = db
    .prepare(
      `SELECT number, replaced_at, reason, content ->> 'title' AS title, article_text.text FROM revision
       JOIN article_text ON article_text.id = text_id ORDER BY number`,
    )
    .all();
  expect(revisions).toEqual([
    { number: 1, replaced_at: 2, reason: 'new-text', title: 'First', text: 'The text of a.' },
    { number: 2, replaced_at: 3, reason: 'drafted-anew', title: 'Second', text: 'The text of b.' },
  ]);
});
