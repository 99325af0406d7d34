import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { tempFolder } from '../support/temp-folder.ts';

it('tells of a change at once in its own process, and a turn later in others', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'upshot.db');
  await using one = await openSqliteStore({ file, clock: systemClock, instance: 'one' });
  await using other = await openSqliteStore({ file, clock: systemClock, instance: 'other' });
  const counts = () => [one, other].map(({ tagChanges }) => tagChanges.count());
  expect(counts()).toEqual([0, 0]);

  const rename = { what: 'rename', tag: 'data', into: 'data-work', name: 'Data work' } as const;
  const changed = one.tagChanges.apply(rename, { seen: 0, now: 1000, by: 'Ada', reason: null });
  expect(counts()).toEqual([0, 0]);
  await changed;
  expect(one.tagChanges.count()).toBe(1);
  await new Promise(setImmediate);
  expect(counts()).toEqual([1, 1]);
});
