import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { runSuite } from '../../src/evaluation/run-suite.ts';
import { builtInSuites } from '../../src/evaluation/suite.ts';
import { createExtractiveProvider } from '../../src/provider/extractive-provider.ts';
import { createSummariser } from '../../src/summarise.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';

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

it.each(builtInSuites().map((file) => [basename(file), file]))(
  'the offline provider reaches every threshold of %s',
  async (_, file) => {
    const options = { preview, signal: new AbortController().signal, withBaselines: true, onProgress() {} };
    const { missed, measures, baselines } = await runSuite(file, options);
    expect(missed).toEqual([]);
    for (const [name, baseline] of Object.entries(baselines)) {
      for (const measure of ['rouge1', 'rouge2', 'rougeL', 'inStyle']) {
        expect(measures[measure], `${measure} of ${name}`).toBeGreaterThan(baseline[measure] ?? 0);
      }
    }
  },
);
