import { expect, it } from 'vitest';
import { allRecords } from '../../src/catalogue/all-records.ts';

it('lets others have their turn, though nothing that it reads is asked for', async () => {
  let pages = 0;
  const transfer: Parameters<typeof allRecords>[0] = {
    tagChanges: async () => [],
    async read() {
      pages += 1;
      return { records: [], next: pages < 20 ? pages : null };
    },
  };
  let turns = 0;
  let isDone = false;
  const takeTurn = () => {
    turns += 1;
    if (!isDone) setImmediate(takeTurn);
  };
  setImmediate(takeTurn);
  for await (const _ of allRecords(transfer, { tag: 'none' })) throw new Error('there is none');
  isDone = true;
  expect(pages).toBe(20);
  expect(turns).toBeGreaterThanOrEqual(19);
});
