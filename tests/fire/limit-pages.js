// Loaded before the program (node --import): its database takes UPSHOT_TEST_PAGES pages and no more, and says from there on
// what it says on a full disk.
import { createRequire, syncBuiltinESMExports } from 'node:module';

const sqlite = createRequire(import.meta.url)('node:sqlite');
const { DatabaseSync } = sqlite;
sqlite.DatabaseSync = class extends DatabaseSync {
  constructor(...given) {
    super(...given);
    this.exec(`PRAGMA max_page_count = ${Number(process.env.UPSHOT_TEST_PAGES)}`);
  }
};
syncBuiltinESMExports();
