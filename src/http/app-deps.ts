import type { Catalogue } from '../catalogue/catalogue.ts';
import type { CatalogueReading } from '../catalogue/reading.ts';
import type { Syndication } from '../catalogue/syndication.ts';
import type { CatalogueTransfer } from '../catalogue/transfer.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Editor } from '../editing/editor.ts';
import type { Resummariser } from '../editing/resummarise.ts';
import type { TagEditor } from '../editing/tag-editor.ts';
import type { PageFetcher } from '../fetching/page-fetcher.ts';
import type { FeedStates } from '../ingest/feed-states.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { GuardedProvider } from '../provider/guard-readings.ts';
import type { Provider } from '../provider/provider.ts';
import type { Queue } from '../queue/queue.ts';
import type { Reviewer } from '../review.ts';
import type { Runs } from '../runs/runs.ts';
import type { Summariser } from '../summarise.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { TextWorkers } from '../workers/text-workers.ts';

/** What the HTTP side works with: what `compose` puts together, the settings it reads itself, and its own version. */
export interface AppDeps {
  readonly summariser: Summariser;
  readonly reviewer: Reviewer;
  readonly resummariser: Resummariser;
  readonly editor: Editor;
  readonly tagEditor: TagEditor;
  /** Holds claims against an article that is not kept. */
  readonly checker: Pick<TextWorkers, 'check'>;
  readonly fetcher: PageFetcher;
  readonly catalogue: Catalogue;
  readonly reading: CatalogueReading;
  readonly syndication: Syndication;
  readonly transfer: Pick<CatalogueTransfer, 'read' | 'tagChanges'>;
  readonly queue: Queue;
  /** What the status page tells of: what calls cost, the runs, the feeds. */
  readonly ledger: Pick<Ledger, 'account' | 'spent'>;
  readonly runs: Pick<Runs, 'list' | 'failures'>;
  readonly feedStates: Pick<FeedStates, 'all'>;
  readonly vocabulary: Vocabulary;
  readonly provider: Pick<Provider, 'name' | 'model'>;
  /** Those of the providers that can fail, in the order of failover. */
  readonly guarded: readonly GuardedProvider[];
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: Pick<Config, 'host' | 'port' | 'apiKeys' | 'publicUrl' | 'dailyMaxCostUsd'>;
  /** Of Upshot, as in package.json. */
  readonly version: string;
}
