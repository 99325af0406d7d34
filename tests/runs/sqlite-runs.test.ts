import { runLivesSchema, runsSchema } from '../../src/runs/runs-schema.ts';
import { createSqliteRuns } from '../../src/runs/sqlite-runs.ts';
import { runsContract } from '../contract/runs-contract.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { openTempDatabase } from '../support/open-temp-database.ts';

runsContract('sqlite', {
  async open() {
    const clock = createInstantClock();
    const { db, writer, [Symbol.asyncDispose]: close } = await openTempDatabase([runsSchema, runLivesSchema], clock);
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
      [Symbol.asyncDispose]: close,
    };
  },
});
