import type { Catalogue } from './catalogue/catalogue.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Provider } from './provider/provider.ts';
import { type NewId, randomId } from './random-id.ts';
import { createSummariser, type Summariser } from './summarise.ts';
import { loadVocabulary, type Vocabulary } from './tags/vocabulary.ts';
import type { Logger } from './telemetry/logger.ts';

/** Everything a way in (HTTP, command line) needs, put together. Disposing of it leaves nothing running or open. */
export interface Upshot extends AsyncDisposable {
  readonly summariser: Summariser;
  readonly catalogue: Catalogue;
  readonly ledger: Ledger;
  readonly vocabulary: Vocabulary;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface ComposeOptions {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly newId?: NewId;
  /** Uniform in [0, 1): jitter of retries. */
  readonly random?: () => number;
  /** A provider to use in place of the configured one. Tests hand in a scripted one. */
  readonly provider?: Provider;
}

/** The only place that picks adapters. */
export async function compose(config: Config, options: ComposeOptions): Promise<Upshot> {
  throw new Error(`${config}${options}${systemClock}${randomId}${createSummariser}${loadVocabulary}`);
}
