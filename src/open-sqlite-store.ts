import type { Catalogue } from './catalogue/catalogue.ts';
import {
  catalogueSchema,
  editingSchema,
  reviewSchema,
  revisionTagsSchema,
  searchSchema,
} from './catalogue/catalogue-schema.ts';
import type { CatalogueEditing } from './catalogue/editing.ts';
import { readerOn } from './catalogue/reader.ts';
import { createReaderThread } from './catalogue/reader-thread.ts';
import type { CatalogueReading } from './catalogue/reading.ts';
import {
  blockSearchSchema,
  katakanaSearchSchema,
  narrowedSearchSchema,
  textSearchSchema,
  unspacedSearchSchema,
} from './catalogue/search/schema.ts';
import { createSearchIndex } from './catalogue/search/search-index.ts';
import { tagNamesOf } from './catalogue/search/tag-names.ts';
import { sourceIndexSchema } from './catalogue/source-page.ts';
import { type Attribute, createSqliteCatalogue } from './catalogue/sqlite-catalogue.ts';
import { createSqliteEditing } from './catalogue/sqlite-editing.ts';
import { createSqliteReading } from './catalogue/sqlite-reading.ts';
import { catalogueStateSchema, shownStateSchema, tagChangeStateSchema } from './catalogue/sqlite-state.ts';
import { createSqliteSyndication, syndicationSchema } from './catalogue/sqlite-syndication.ts';
import { createSqliteTagChanges } from './catalogue/sqlite-tag-changes.ts';
import { createSqliteTransfer } from './catalogue/sqlite-transfer.ts';
import type { Syndication } from './catalogue/syndication.ts';
import type { TagChanges } from './catalogue/tag-changes.ts';
import type { CatalogueTransfer } from './catalogue/transfer.ts';
import { wordCountSchema } from './catalogue/word-count-schema.ts';
import type { Clock } from './clock.ts';
import { feedArticleSchema, feedSchema } from './ingest/feed-schema.ts';
import type { FeedStates } from './ingest/feed-states.ts';
import { createSqliteFeedStates } from './ingest/sqlite-feed-states.ts';
import type { Ledger } from './ledger/ledger.ts';
import { accountSchema, attributionSchema, ledgerSchema, uncertainCostSchema } from './ledger/ledger-schema.ts';
import { currentOwner, type IsAlive, isProcessAlive, type Owner } from './ledger/owner.ts';
import { attributeReceipts, receiptsOf } from './ledger/sqlite-costs.ts';
import { createSqliteLedger } from './ledger/sqlite-ledger.ts';
import type { DraftResult } from './provider/provider.ts';
import { noteEntry } from './queue/job-row.ts';
import type { Queue } from './queue/queue.ts';
import { queueSchema } from './queue/queue-schema.ts';
import { createSqliteQueue } from './queue/sqlite-queue.ts';
import { type NewId, randomId } from './random-id.ts';
import type { Runs } from './runs/runs.ts';
import { runLivesSchema, runsSchema } from './runs/runs-schema.ts';
import { createSqliteRuns } from './runs/sqlite-runs.ts';
import { createWriter } from './sqlite/group-commit.ts';
import type { LogFlush } from './sqlite/log-flush.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import type { Vocabulary } from './tags/vocabulary.ts';

/** Catalogue and ledger in one file. Disposing it finishes the writes on their way and closes the file. */
export interface SqliteStore extends AsyncDisposable {
  readonly catalogue: Catalogue;
  readonly reading: CatalogueReading;
  readonly editing: CatalogueEditing;
  readonly syndication: Syndication;
  readonly tagChanges: TagChanges;
  readonly transfer: CatalogueTransfer;
  readonly ledger: Ledger<DraftResult>;
  readonly feedStates: FeedStates;
  readonly queue: Queue;
  readonly runs: Runs;
  /** Starts now, in the background, what the first search would have to wait for. */
  warm(): void;
}

export interface SqliteStoreOptions {
  /** Made, with its folder, when it is missing. */
  readonly file: string;
  readonly clock: Clock;
  /** Tells this run of the program from an earlier one with the same process id; any id that is new on each start. */
  readonly instance: string;
  /** Default: random. */
  readonly newId?: NewId;
  /** Default: this process. */
  readonly owner?: Owner;
  /** Default: asks the operating system. */
  readonly isAlive?: IsAlive;
  /** Whose tags are found by their names as well. Default: by their ids alone. */
  readonly vocabulary?: Vocabulary;
  /** How to wait for the disk. Default: see sqlite/log-flush.ts. */
  readonly flush?: LogFlush | undefined;
  /** Whether searches, and what else may take a while to read, have a thread of their own. Default: they have none. */
  readonly readerThread?: boolean;
}

/** Append only: see migrate.ts. */
export const migrations: readonly string[] = [
  catalogueSchema,
  ledgerSchema,
  searchSchema,
  reviewSchema,
  runsSchema,
  queueSchema,
  accountSchema,
  feedSchema,
  catalogueStateSchema,
  sourceIndexSchema,
  editingSchema,
  textSearchSchema,
  wordCountSchema,
  feedArticleSchema,
  attributionSchema,
  tagChangeStateSchema,
  syndicationSchema,
  revisionTagsSchema,
  unspacedSearchSchema,
  narrowedSearchSchema,
  uncertainCostSchema,
  katakanaSearchSchema,
  blockSearchSchema,
  runLivesSchema,
  shownStateSchema,
];

/** @throws {AppError} `database-unusable` naming the file and what is wrong with it, or `database-too-new`. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { file, clock, instance, newId = randomId, owner = currentOwner(instance), isAlive = isProcessAlive } = options;
  const db = await openSqlite(file, migrations, clock);
  const writer = createWriter(db, clock, options.flush);
  const searchIndex = createSearchIndex(db, writer, clock);
  const attribute: Attribute = (receipts, id, job) => {
    attributeReceipts(db, receipts, id);
    if (job !== undefined) noteEntry(db, job, id);
  };
  const reader = options.readerThread ? createReaderThread(file) : readerOn(db);
  const tagNames = options.vocabulary && tagNamesOf(options.vocabulary);
  searchIndex.schedule(); // what an earlier run left unindexed
  return {
    catalogue: createSqliteCatalogue({ db, writer, searchIndex, attribute, reader, tagNames }),
    reading: createSqliteReading(db, reader),
    editing: createSqliteEditing(db, writer, searchIndex, (id) => receiptsOf(db, id)),
    syndication: createSqliteSyndication(db),
    tagChanges: createSqliteTagChanges(db, writer, searchIndex),
    transfer: createSqliteTransfer(db, writer, searchIndex, clock),
    ledger: createSqliteLedger({ db, writer, clock, owner, isAlive }),
    feedStates: createSqliteFeedStates(db, writer, clock),
    queue: createSqliteQueue({ db, writer, clock, newId, owner, isAlive }),
    runs: createSqliteRuns({ db, writer, clock, owner, isAlive }),
    warm: reader.warm,
    async [Symbol.asyncDispose]() {
      await reader[Symbol.asyncDispose]();
      await searchIndex[Symbol.asyncDispose]();
      await writer[Symbol.asyncDispose]();
      db.close();
    },
  };
}
