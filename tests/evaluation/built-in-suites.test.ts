import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { compose } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { runSuite } from '../../src/evaluation/run-suite.ts';
import { builtInSuites } from '../../src/evaluation/suite.ts';
import { createExtractiveProvider } from '../../src/provider/extractive-provider.ts';
import { createSummariser } from '../../src/summarise.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { tempFolder } from '../support/temp-folder.ts';

const vocabulary = loadVocabulary();
const nothing = () => Promise.reject(new Error('a preview keeps away from the catalogue'));
const { preview } = createSummariser({
  ...{ workers: inProcessWorkers, vocabulary, clock: createInstantClock() },
  ...{ maxRepairs: 2, timeoutMs: 60_000, grounding: 'review' },
  provider: createExtractiveProvider({ workers: inProcessWorkers, vocabulary }),
  catalogue: { findByFingerprint: nothing, save: nothing } as never,
  ledger: { discard: nothing },
  newId: () => 'an-id',
});

async function openScenario(scenario: string) {
  const folder = tempFolder();
  const env = { UPSHOT_PROVIDER: 'mock', UPSHOT_SCENARIO: scenario };
  const upshot = await compose(loadConfig(env, folder.path), {
    ...{ log: createLogger('silent', { write() {} }), workers: inProcessWorkers },
  });
  return {
    preview: upshot.summariser.preview,
    async [Symbol.asyncDispose]() {
      await upshot[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

it.each(builtInSuites().map((file) => [basename(file), file]))(
  'the offline provider reaches every threshold of %s',
  async (_, file) => {
    const signal = new AbortController().signal;
    const options = { preview, openScenario, signal, withBaselines: true, onProgress() {} };
    const { missed, measures, baselines } = await runSuite(file, options);
    expect(missed).toEqual([]);
    for (const [name, baseline] of Object.entries(baselines)) {
      for (const measure of ['rouge1', 'rouge2', 'rougeL', 'inStyle']) {
        expect(measures[measure], `${measure} of ${name}`).toBeGreaterThan(baseline[measure] ?? 0);
      }
    }
  },
);
