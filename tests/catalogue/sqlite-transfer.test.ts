import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { catalogueTransferContract, type OpenTransfer } from '../contract/catalogue-transfer-contract.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function open(): Promise<OpenTransfer> {
  const folder = tempFolder();
  const store = await openSqliteStore({ file: join(folder.path, 'upshot.db'), clock: systemClock, instance: 'test' });
  return {
    catalogue: store.catalogue,
    editing: store.editing,
    tagChanges: store.tagChanges,
    transfer: store.transfer,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

catalogueTransferContract('sqlite', { open });
