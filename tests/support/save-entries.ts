/**
 * A process of its own that saves entries: `node save-entries.ts <database> <prefix> <count>`. It prints the id of each
 * entry once that is on disk.
 */
import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { systemClock } from '../../src/clock.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { candidate } from '../contract/candidate.ts';

const [file = '', prefix = '', count = '0'] = argv.slice(2);
await using store = await openSqliteStore({ file, clock: systemClock, instance: prefix });
const numbers = Array.from({ length: Number(count) }, (_, n) => n).values();
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (const n of numbers) {
      const id = `${prefix}${n}`;
      // Every third text is the same in all processes: one of them creates it.
      const fingerprint = n % 3 === 0 ? `1-shared${n}` : `1-${id}`;
      const saved = await store.catalogue.save(candidate(id, { fingerprint, tags: ['sre'], title: `Title ${n % 7}` }));
      writeSync(1, `${saved.outcome} ${saved.entry.id}\n`);
    }
  }),
);
