import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { openSqliteStore } from '../../src/sqlite/open-sqlite-store.ts';
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
