import type { Catalogue } from './catalogue/catalogue.ts';
import type { CatalogueEditing } from './catalogue/editing.ts';
import type { CatalogueReading } from './catalogue/reading.ts';
import { tagNamesOf } from './catalogue/search/tag-names.ts';
import type { Syndication } from './catalogue/syndication.ts';
import type { CatalogueTransfer } from './catalogue/transfer.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { createEditor, type Editor } from './editing/editor.ts';
import { createResummariser, type Resummariser } from './editing/resummarise.ts';
import { createTagEditor, type TagEditor } from './editing/tag-editor.ts';
import type { AppError } from './errors.ts';
import { articleOf } from './fetching/fetch-article.ts';
import { createGuardedFetcher } from './fetching/guarded-fetcher.ts';
import type { PageFetcher } from './fetching/page-fetcher.ts';
import type { FeedStates } from './ingest/feed-states.ts';
import { dayAccount } from './ledger/account.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openProviders } from './open-providers.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { loadPrompt } from './prompt/load-prompt.ts';
import { promptTexts } from './prompt/prompt-texts.ts';
import type { GuardedProvider } from './provider/guard-readings.ts';
import type { Provider } from './provider/provider.ts';
import type { Queue } from './queue/queue.ts';
import { type WorkQueueOptions, workQueue } from './queue/work-queue.ts';
import { type NewId, randomFraction, randomId } from './random-id.ts';
import { createReviewer, type Reviewer } from './review.ts';
import type { Runs } from './runs/runs.ts';
import type { LogFlush } from './sqlite/log-flush.ts';
import { type ArticleLook, createSummariser, type Summariser } from './summarise.ts';
import { createLiveVocabulary } from './tags/live-vocabulary.ts';
import { followTags } from './tags/tag-change.ts';
import { loadVocabulary, type Vocabulary } from './tags/vocabulary.ts';
import type { Logger } from './telemetry/logger.ts';
import { createMetrics, type Metrics } from './telemetry/metrics.ts';
import { readVersion } from './version.ts';
import { createTextWorkerPool, type TextWorkerPool } from './workers/text-worker-pool.ts';

/** Everything a way in (HTTP, command line) needs, put together. Disposing of it leaves nothing running or open. */
export interface Upshot extends AsyncDisposable {
  readonly summariser: Summariser & ArticleLook;
  readonly reviewer: Reviewer;
  readonly resummariser: Resummariser;
  readonly editor: Editor;
  readonly tagEditor: TagEditor;
  /** Holds claims against an article that is not kept. */
  readonly checker: Pick<TextWorkerPool, 'check'>;
  readonly parseFeed: TextWorkerPool['parseFeed'];
  /** Fetches what somebody names by its address. */
  readonly fetcher: PageFetcher;
  readonly catalogue: Catalogue;
  readonly reading: CatalogueReading;
  readonly syndication: Syndication;
  readonly editing: CatalogueEditing;
  readonly transfer: CatalogueTransfer;
  readonly ledger: Ledger;
  readonly runs: Runs;
  readonly queue: Queue;
  readonly feedStates: FeedStates;
  readonly vocabulary: Vocabulary;
  readonly provider: Provider;
  /** Those of the providers that can fail, in the order of failover. */
  readonly guarded: readonly GuardedProvider[];
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  /** Works on the queue until it is stopped; see work-queue.ts. */
  workQueue(options: Pick<WorkQueueOptions, 'concurrency' | 'stop' | 'abort' | 'untilIdle'>): Promise<void>;
  /** Starts now, in the background, what the first article, or the first `search`, would have to wait for. */
  warm(first: { readonly article?: true; readonly search?: true }): void;
}

export interface ComposeOptions {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly newId?: NewId;
  /** Uniform in [0, 1): the jitter of retries. */
  readonly random?: () => number;
  /** Used in place of the configured provider, as it is. */
  readonly provider?: Provider;
  /** Told of what goes wrong beside the work, which goes on. Default: it is logged. */
  readonly warn?: (error: AppError) => void;
  /** Used in place of the network, for requests to models. */
  readonly fetch?: typeof globalThis.fetch;
  /** Folder of the prompt in place of the built-in one. */
  readonly promptFolder?: string | undefined;
  /** Used in place of the network, for pages. */
  readonly fetcher?: PageFetcher;
  /** Used in place of the wait for the disk. */
  readonly flush?: LogFlush;
  /** Used in place of a pool of threads, and left open. */
  readonly workers?: TextWorkerPool;
}

/** How long a job waits for its turn behind others of the same host, in milliseconds, before jobs of other hosts go first. */
const PATIENCE_MS = 1000;

/**
 * The only place that picks adapters, with open-sqlite-store.ts and open-providers.ts for those that belong together.
 *
 * @throws {AppError} naming the file when the database, the vocabulary, the prices or the scenario cannot be used.
 */
export async function compose(config: Config, options: ComposeOptions): Promise<Upshot> {
  const { log, clock = systemClock, newId = randomId, random = randomFraction } = options;
  await using opened = new AsyncDisposableStack();
  const base = loadVocabulary(config.vocabularyFile);
  const store = opened.use(
    await openSqliteStore({
      file: config.databaseFile,
      clock,
      instance: newId(),
      readerThread: true,
      vocabulary: base,
      flush: options.flush,
    }),
  );
  const vocabulary = createLiveVocabulary(base, store.tagChanges);
  const workers = options.workers ?? opened.use(createTextWorkerPool());
  const metrics = createMetrics();
  const { publicUrl, allowPrivateFetch: allowPrivate } = config;
  const fetcher =
    options.fetcher ?? opened.use(createGuardedFetcher({ clock, version: readVersion(), publicUrl, allowPrivate }));
  const {
    provider,
    guarded,
    warm: warmProviders,
  } = options.provider
    ? { provider: options.provider, guarded: [], warm: () => {} }
    : opened.use(
        await openProviders(config, {
          ...{ workers, ledger: store.ledger, vocabulary, clock, random, log, metrics },
          warn: options.warn ?? ((error) => log.warn({ err: error }, error.message)),
          fetch: options.fetch,
          promptFolder: options.promptFolder,
        }),
      );
  const prompt = loadPrompt(options.promptFolder);
  const summariser = createSummariser({
    ...{ workers, provider, vocabulary, clock, newId },
    ...{ catalogue: store.catalogue, ledger: store.ledger },
    ...{ maxRepairs: config.maxRepairs, grounding: config.grounding, timeoutMs: config.timeoutMs },
    told: (now) => promptTexts(prompt, now),
    onIssue: metrics.issue,
    isDown: () => guarded[0]?.breaker().state === 'open',
  });
  const { catalogue, editing, ledger, tagChanges } = store;
  const reviewer = createReviewer({ catalogue, editing, workers, ledger, clock });
  const editor = createEditor({ catalogue, editing, workers, ledger, clock, tagChanges: tagChanges.changes });
  const resummariser = createResummariser({ catalogue, editing, ledger, provider, redraft: summariser.redraft });
  const tagEditor = createTagEditor({ tagChanges, vocabulary, tagNames: tagNamesOf(base), clock });

  metrics.watchQueue(store.queue.depth);
  metrics.watchSpending(async () => (await store.ledger.account(dayAccount(clock.now()))).costUsd ?? 0);

  const closing = opened.move();
  return {
    ...{ summariser, reviewer, resummariser, editor, tagEditor, catalogue, editing, ledger, vocabulary, provider },
    guarded,
    ...{ fetcher, metrics, clock, newId, log, checker: workers, runs: store.runs, queue: store.queue },
    ...{
      reading: store.reading,
      syndication: store.syndication,
      transfer: store.transfer,
      feedStates: store.feedStates,
      parseFeed: workers.parseFeed,
    },
    workQueue: (given) =>
      workQueue({
        ...{ queue: store.queue, summarise: summariser.summarise, resummarise: resummariser.resummarise },
        ...{ clock, random, log, tagsNow: (tags) => followTags(tags, tagChanges.changes()) },
        fetchArticle: (work, signal) => articleOf(work, { fetcher, signal, patienceMs: PATIENCE_MS }),
        ...given,
      }),
    warm({ article, search }) {
      if (search) store.warm();
      if (!article) return;
      workers.warm();
      warmProviders();
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
