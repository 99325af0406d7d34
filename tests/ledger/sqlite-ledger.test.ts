import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Owner } from '../../src/ledger/owner.ts';
import { createSqliteLedger } from '../../src/ledger/sqlite-ledger.ts';
import { migrations, openSqliteStore } from '../../src/open-sqlite-store.ts';
import { ledgerContract } from '../contract/ledger-contract.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { openTempDatabase } from '../support/open-temp-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

ledgerContract('sqlite', {
  async open() {
    const clock = createInstantClock();
    const { db, writer, [Symbol.asyncDispose]: close } = await openTempDatabase(migrations, clock);
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
      [Symbol.asyncDispose]: close,
    };
  },
});

it('lets two connections that race for it spend a budget to the last cent, and not past it', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'upshot.db');
  const open = (pid: number) => {
    const owner: Owner = { host: 'here', pid, instance: `i${pid}` };
    return openSqliteStore({ file, clock: systemClock, instance: owner.instance, owner, isAlive: () => true });
  };
  await using one = await open(1);
  await using other = await open(2);
  const terms = {
    leaseUntil: systemClock.now() + 600_000,
    estimate: { inputTokens: 10, outputTokens: 10, costUsd: 0.01 },
    spending: { run: 'r', maxCostUsd: 0.07 },
  };
  const keys = Array.from({ length: 30 }, (_, n) => ({ request: `q${n}`, provider: 'openai', model: 'm' }));
  const asked = keys.map((key, n) => (n % 2 ? one : other).ledger.reserve(key, terms));
  const states = (await Promise.all(asked)).map(({ state }) => state);
  expect(states.filter((state) => state === 'reserved')).toHaveLength(7);
  expect(await one.ledger.account('run:r')).toMatchObject({ calls: 7, open: { costUsd: 0.07 } });
});
