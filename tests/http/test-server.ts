import type { SaveCandidate } from '../../src/catalogue/catalogue.ts';
import { tagNamesOf } from '../../src/catalogue/search/tag-names.ts';
import type { CatalogueTransfer } from '../../src/catalogue/transfer.ts';
import { createEditor } from '../../src/editing/editor.ts';
import { keepLocks } from '../../src/editing/keep-locks.ts';
import { createResummariser } from '../../src/editing/resummarise.ts';
import { createTagEditor } from '../../src/editing/tag-editor.ts';
import type { AppDeps } from '../../src/http/app-deps.ts';
import { type RunningServer, startServer } from '../../src/http/serve.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { createReviewer } from '../../src/review.ts';
import type { Redrafter, Summariser } from '../../src/summarise.ts';
import { createLiveVocabulary } from '../../src/tags/live-vocabulary.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { candidate } from '../contract/candidate.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { openTempStore } from '../support/open-temp-store.ts';
import { webOf } from '../support/web-of.ts';

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly deps: AppDeps;
  readonly transfer: CatalogueTransfer;
  readonly clock: FakeClock;
  readonly running: RunningServer;
  /** Every line that was logged, parsed. */
  readonly logged: readonly Record<string, unknown>[];
  save(id: string, given?: Parameters<typeof candidate>[1]): Promise<void>;
  /** `fetch` with the path completed; redirects are not followed. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** The parsed JSON answer. */
  json(path: string, init?: RequestInit): Promise<{ status: number; headers: Headers; body: Json }>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of it
export type Json = any;

export interface TestServerOptions {
  readonly settings?: Partial<AppDeps['settings']>;
  readonly deps?: Partial<AppDeps>;
  readonly graceMs?: number;
  /** Default 0. */
  readonly lingerMs?: number;
}

/** The app on a real port and a real database file; only the summariser is a stand-in that saves what it is sent. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const clock = createFakeClock();
  const store = await openTempStore(clock);
  const vocabulary = createLiveVocabulary(loadVocabulary(), store.tagChanges);
  const redraft: Redrafter['redraft'] = async (article, known) => {
    const { fingerprint, text, url } = article;
    const drafted = candidate(`${known.id} anew`, { fingerprint, text, url, now: clock.now() });
    const locks = await store.catalogue.locks(drafted);
    const kept = await keepLocks(drafted, article, locks, inProcessWorkers);
    return store.catalogue.save({ ...kept, replaces: known.provenance.provider });
  };
  const logged: Record<string, unknown>[] = [];
  const log = createLogger('info', { write: (line) => logged.push(JSON.parse(line)) });
  const deps: AppDeps = {
    summariser: savingSummariser((given) => store.catalogue.save(given)),
    reviewer: createReviewer({ ...store, workers: inProcessWorkers, clock }),
    editor: createEditor({ ...store, workers: inProcessWorkers, clock, tagChanges: store.tagChanges.changes }),
    resummariser: createResummariser({ ...store, provider: createScriptedProvider([]), redraft }),
    tagEditor: createTagEditor({
      tagChanges: store.tagChanges,
      vocabulary,
      tagNames: tagNamesOf(loadVocabulary()),
      clock,
    }),
    checker: inProcessWorkers,
    fetcher: webOf({}),
    catalogue: store.catalogue,
    transfer: store.transfer,
    queue: store.queue,
    reading: store.reading,
    syndication: store.syndication,
    ledger: store.ledger,
    runs: store.runs,
    feedStates: store.feedStates,
    vocabulary,
    provider: { name: 'scripted', model: 'script' },
    guarded: [],
    metrics: createMetrics(),
    clock,
    log,
    version: '1.2.3',
    ...options.deps,
    settings: {
      host: '127.0.0.1',
      port: 0,
      apiKeys: [],
      publicUrl: undefined,
      dailyMaxCostUsd: undefined,
      ...options.settings,
    },
  };
  const running = await startServer(deps, { graceMs: options.graceMs ?? 1000, lingerMs: options.lingerMs ?? 0 });
  const { url } = running;

  const ask = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, { redirect: 'manual', ...init });
  return {
    ...{ url, deps, transfer: store.transfer, clock, running, logged, ask },
    async save(id, given) {
      await store.catalogue.save(candidate(id, given));
    },
    async json(path, init) {
      const response = await ask(path, init);
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      await store[Symbol.asyncDispose]();
    },
  };
}

function savingSummariser(save: (given: SaveCandidate) => ReturnType<AppDeps['catalogue']['save']>): Summariser {
  let made = 0;
  return {
    summarise: async (input) => {
      made += 1;
      const { text, title = null, url = null, source = null, author = null, tags = ['general'] } = input;
      return save(candidate(`made-${made}`, { fingerprint: `1-${text}`, text, title, url, source, author, tags }));
    },
    preview: () => Promise.reject(new Error('nothing here previews')),
  };
}
