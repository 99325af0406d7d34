import { join } from 'node:path';
import type { Owner } from '../../src/ledger/owner.ts';
import { createSqliteLedger } from '../../src/ledger/sqlite-ledger.ts';
import { migrations } from '../../src/open-sqlite-store.ts';
import { createWriter } from '../../src/sqlite/group-commit.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import { ledgerContract } from '../contract/ledger-contract.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

ledgerContract('sqlite', {
  async open() {
    const folder = tempFolder();
    const clock = createInstantClock();
    const db = await openSqlite(join(folder.path, 'upshot.db'), migrations, clock);
    const writer = createWriter(db, clock);
    const dead = new Set<number>();
    let pid = 100;
    return {
      start() {
        pid += 1;
        const owner: Owner = { host: 'here', pid, instance: `i${pid}` };
        const ledger = createSqliteLedger({ db, writer, clock, owner, isAlive: (asked) => !dead.has(asked) });
        return { ledger, die: () => dead.add(owner.pid) };
      },
      advance: clock.advance,
      now: clock.now,
      async [Symbol.asyncDispose]() {
        await writer[Symbol.asyncDispose]();
        db.close();
        folder[Symbol.dispose]();
      },
    };
  },
});
