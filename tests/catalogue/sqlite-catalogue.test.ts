import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { candidate } from '../contract/candidate.ts';
import { catalogueContract } from '../contract/catalogue-contract.ts';
import { catalogueEditingContract } from '../contract/catalogue-editing-contract.ts';
import { catalogueReviewContract } from '../contract/catalogue-review-contract.ts';
import { catalogueSearchContract } from '../contract/catalogue-search-contract.ts';
import { openTempStore } from '../support/open-temp-store.ts';
import { tempFolder } from '../support/temp-folder.ts';

catalogueContract('sqlite', { open: openTempStore });
catalogueReviewContract('sqlite', { open: openTempStore });
catalogueEditingContract('sqlite', { open: openTempStore });
catalogueSearchContract('sqlite', { open: openTempStore });

it('reads entries that were kept before anything was said of what was left out', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'upshot.db');
  {
    await using store = await openSqliteStore({ file, clock: systemClock, instance: 'test' });
    await store.catalogue.save(candidate('a', {}));
  }
  {
    using db = new DatabaseSync(file);
    db.exec("UPDATE entry SET provenance = json_remove(provenance, '$.dropped')");
  }
  await using store = await openSqliteStore({ file, clock: systemClock, instance: 'test' });
  expect((await store.catalogue.get('a'))?.provenance).toEqual(candidate('a', {}).provenance);
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

it('keeps what was decided on, with when, what and why, and what it replaced', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'upshot.db');
  const url = 'https://example.org/a';
  {
    await using store = await openSqliteStore({ file, clock: systemClock, instance: 'test' });
    const { catalogue } = store;
    const save = (id: string, given: Parameters<typeof candidate>[1]) => catalogue.save(candidate(id, given));
    const status = 'needs-review';
    await save('new', { title: 'New', status });
    await catalogue.decide('new', { verdict: 'accept', reason: 'Checked by hand.', now: 10 });
    await save('bad', { title: 'Bad', status });
    await catalogue.decide('bad', { verdict: 'reject', reason: null, now: 11 });
    await save('shown', { title: 'Shown', url });
    await save('over', { title: 'Overtaken', url, status, fingerprint: '1-over' });
    await save('clean', { title: 'Clean', url, now: 12 });
    await save('next', { title: 'Next', url, status });
    await catalogue.decide('next', { verdict: 'accept', reason: null, now: 13 });
  }
  using db = new DatabaseSync(file);
  const revisions = db
    .prepare(
      `SELECT reason, replaced_at AS at, note, content ->> 'title' AS title, content ->> 'status' AS status, text
       FROM revision JOIN article_text ON article_text.id = text_id ORDER BY revision.rowid`,
    )
    .all();
  expect(revisions).toEqual([
    {
      ...{ reason: 'accepted', at: 10, note: 'Checked by hand.' },
      ...{ title: 'New', status: 'needs-review', text: 'The text of new.' },
    },
    { reason: 'rejected', at: 11, note: null, title: 'Bad', status: 'needs-review', text: 'The text of bad.' },
    { reason: 'superseded', at: 12, note: null, title: 'Overtaken', status: 'needs-review', text: 'The text of over.' },
    { reason: 'new-text', at: 12, note: null, title: 'Shown', status: 'published', text: 'The text of shown.' },
    { reason: 'accepted', at: 13, note: null, title: 'Clean', status: 'published', text: 'The text of clean.' },
  ]);
});
