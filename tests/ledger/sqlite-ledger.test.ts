import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { uncertainCostSchema } from '../../src/ledger/ledger-schema.ts';
import type { Owner } from '../../src/ledger/owner.ts';
import { createSqliteLedger } from '../../src/ledger/sqlite-ledger.ts';
import { migrations, openSqliteStore } from '../../src/open-sqlite-store.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
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

it('finds out how much of the accounts of an older database is of uncertain calls', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'upshot.db');
  const clock = createInstantClock();
  const before = await openSqlite(file, migrations.slice(0, migrations.indexOf(uncertainCostSchema)), clock);
  const call = (receipt: number, state: string, run: string | null, nanos: number) =>
    before.run(
      `INSERT INTO ledger (receipt, request, provider, model, state, owner_host, owner_pid, owner_instance,
         reserved_at, lease_until, run, cost_nanos) VALUES (?, 'q' || ?, 'openai', 'm', ?, 'h', 1, 'i', ?, 0, ?, ?)`,
      [receipt, receipt, state, Date.UTC(2025, 7, 7, 12), run, nanos],
    );
  call(1, 'uncertain', 'r', 100_000_000);
  call(2, 'uncertain', null, 200_000_000);
  call(3, 'settled', 'r', 400_000_000);
  before.exec(`INSERT INTO ledger_account VALUES ('day:2025-08-07', 3, 1, 2, 0, 0, 700000000, 3, 0),
    ('run:r', 2, 1, 1, 0, 0, 500000000, 2, 0)`);
  before.close();

  await using store = await openSqliteStore({ file, clock, instance: 'i' });
  expect(await store.ledger.account('run:r')).toMatchObject({ costUsd: 0.5, uncertainUsd: 0.1 });
  expect(await store.ledger.account('day:2025-08-07')).toMatchObject({ costUsd: 0.7, uncertainUsd: 0.3 });
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
