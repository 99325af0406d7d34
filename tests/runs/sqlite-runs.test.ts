import { join } from 'node:path';
import { runsSchema } from '../../src/runs/runs-schema.ts';
import { createSqliteRuns } from '../../src/runs/sqlite-runs.ts';
import { createWriter } from '../../src/sqlite/group-commit.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import { runsContract } from '../contract/runs-contract.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

runsContract('sqlite', {
  async open() {
    const folder = tempFolder();
    const clock = createInstantClock();
    const db = await openSqlite(join(folder.path, 'upshot.db'), [runsSchema], clock);
    const writer = createWriter(db, clock);
    const dead = new Set<number>();
    let pid = 100;
    return {
      start(host = 'here') {
        pid += 1;
        const owner = { host, pid, instance: `i${pid}` };
        const runs = createSqliteRuns({ db, writer, clock, owner, isAlive: (asked) => !dead.has(asked) });
        return { runs, die: () => dead.add(owner.pid) };
      },
      advance: clock.advance,
      async [Symbol.asyncDispose]() {
        await writer[Symbol.asyncDispose]();
        db.close();
        folder[Symbol.dispose]();
      },
    };
  },
});
