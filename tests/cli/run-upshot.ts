import { createHash } from 'node:crypto';
import { tagNamesOf } from '../../src/catalogue/search/tag-names.ts';
import type { CliIo, ExitCode } from '../../src/cli/cli-io.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { systemClock } from '../../src/clock.ts';
import type { compose } from '../../src/compose.ts';
import { createEditor } from '../../src/editing/editor.ts';
import { createResummariser } from '../../src/editing/resummarise.ts';
import { createTagEditor } from '../../src/editing/tag-editor.ts';
import { AppError } from '../../src/errors.ts';
import type { PageFetcher } from '../../src/fetching/page-fetcher.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { workQueue } from '../../src/queue/work-queue.ts';
import { randomId } from '../../src/random-id.ts';
import { createReviewer } from '../../src/review.ts';
import type { ArticleLook, Redrafter, Summariser } from '../../src/summarise.ts';
import { createLiveVocabulary } from '../../src/tags/live-vocabulary.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { articleOf } from '../support/article-of.ts';
import { doubtfulEntry, exampleEntry } from '../support/example-entry.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { webOf } from '../support/web-of.ts';

export interface RunOptions extends Partial<Omit<CliIo, 'argv' | 'stdin' | 'stdout' | 'stderr'>> {
  readonly cwd: string;
  readonly stdin?: string | AsyncIterable<Uint8Array>;
  /** Width of the terminal that stdout and stderr are; absent: they are pipes. */
  readonly terminal?: number;
  /** Sees everything as it is written. */
  readonly onWrite?: (text: string) => void;
}

export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process, with the real catalogue and a summariser that takes no time. */
export async function runUpshot(argv: readonly string[], options: RunOptions): Promise<Ran> {
  const { stdin = '', terminal, onWrite = () => {}, ...rest } = options;
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: terminal !== undefined,
    columns: terminal,
    write(text: string) {
      written[name] += text;
      onWrite(text);
    },
  });
  const code = await runCli({
    argv,
    env: { UPSHOT_LOG_LEVEL: 'silent' },
    stdin: typeof stdin === 'string' ? streamOf(stdin) : stdin,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    interrupts: { stop: new AbortController().signal, abort: new AbortController().signal },
    clock: createInstantClock(),
    nodeVersion: '24.0.0',
    fetch: () => Promise.reject(new Error('no network in tests')),
    compose: composeForTests(),
    ...rest,
  });
  return { code, ...written };
}

/**
 * The product with the real catalogue and without worker threads. An article that says FAIL is refused, one that says
 * DOUBT needs review, everything else becomes the example entry under its first line.
 */
export function composeForTests(
  wrap: (summarise: Summariser['summarise']) => Summariser['summarise'] = (same) => same,
  fetcher: PageFetcher = webOf({}),
) {
  const composed: typeof compose = async (config, { log, clock = createInstantClock() }) => {
    const store = await openSqliteStore({ file: config.databaseFile, clock, instance: 'test' });
    const entryOf: Summariser['preview'] = async ({ text, title, url, source, tags }) => {
      if (text.includes('FAIL')) {
        throw new AppError('The article has 3 words', {
          code: 'too-short',
          status: 422,
          hint: 'Send at least 100 words.',
        });
      }
      const { summary, provenance, ...entry } = text.includes('DOUBT') ? doubtfulEntry() : exampleEntry();
      return {
        ...entry,
        id: `id-${fingerprint(text).slice(0, 8)}`,
        title: title ?? text.split('\n')[0]?.replace(/^# /, '') ?? null,
        url: url ?? null,
        source: source ?? null,
        summary: { ...summary, tags: tags ?? summary.tags },
        provenance: { ...provenance, provider: config.providers[0].name },
      };
    };
    const summarise: Summariser['summarise'] = async (input, signal, { alongside } = {}) => {
      const { createdAt: _, updatedAt: __, ...entry } = await entryOf(input, signal);
      const { text } = input;
      const candidate = { ...entry, fingerprint: fingerprint(text), text, now: clock.now() };
      return store.catalogue.save({ ...candidate, ...(alongside && { alongside }) });
    };
    const look: ArticleLook['look'] = async (input) => {
      await entryOf(input, new AbortController().signal);
      const known = await store.catalogue.findByFingerprint(fingerprint(input.text));
      const [said = '', code] = input.text.split('```');
      return { article: articleOf(code === undefined ? [said] : [said, ['code', code]]), isNew: known === null };
    };
    const redraft: Redrafter['redraft'] = async ({ text }, known, signal, { alongside } = {}) => {
      const { createdAt: _, updatedAt: __, ...entry } = await entryOf({ text }, signal);
      const replaces = known.provenance.provider;
      const candidate = { ...entry, fingerprint: fingerprint(text), text, now: clock.now(), replaces };
      return store.catalogue.save({ ...candidate, ...(alongside && { alongside }) });
    };
    const vocabulary = createLiveVocabulary(loadVocabulary(), store.tagChanges);
    const [first] = config.providers;
    const model = first.kind === 'openai' ? first.server.model : first.name;
    const provider = { ...createScriptedProvider([]), name: first.name, model };
    const resummariser = createResummariser({ ...store, provider, redraft });
    return {
      summariser: { summarise: wrap(summarise), preview: entryOf, look },
      reviewer: createReviewer({ ...store, workers: inProcessWorkers, clock }),
      editor: createEditor({ ...store, workers: inProcessWorkers, clock, tagChanges: store.tagChanges.changes }),
      resummariser,
      tagEditor: createTagEditor({
        tagChanges: store.tagChanges,
        vocabulary,
        tagNames: tagNamesOf(loadVocabulary()),
        clock,
      }),
      editing: store.editing,
      ...{ catalogue: store.catalogue, ledger: store.ledger, vocabulary, provider, clock, log },
      ...{ guarded: [], metrics: createMetrics(), fetcher, checker: inProcessWorkers },
      runs: store.runs,
      queue: store.queue,
      reading: store.reading,
      syndication: store.syndication,
      transfer: store.transfer,
      feedStates: store.feedStates,
      parseFeed: inProcessWorkers.parseFeed,
      workQueue: (given) =>
        workQueue({
          ...{
            queue: store.queue,
            summarise: wrap(summarise),
            resummarise: resummariser.resummarise,
            random: () => 0,
            log,
          },
          clock: systemClock, // one that takes no time would look for work without end
          fetchArticle: async ({ url }) => ({ text: url }),
          tagsNow: (tags) => tags,
          ...given,
        }),
      newId: randomId,
      warm() {},
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  };
  return composed;
}

export async function* streamOf(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
