import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { createReplayFetch } from '../../src/recording/replay-fetch.ts';
import { plainScenario } from '../../src/scenario/scenario.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { scenarioFetchOf } from '../support/scenario-fetch-of.ts';
import { tempFolder } from '../support/temp-folder.ts';
import {
  mockProvider,
  RECORDINGS,
  REFRESH,
  readSample,
  recordSamples,
  recordSamplesOverHttp,
  sampleFiles,
} from './record-samples.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder[Symbol.dispose]());

const log = createLogger('silent', { write: () => {} });
const { signal } = new AbortController();
const contentsOf = (path: string) =>
  Object.fromEntries(readdirSync(path).map((file) => [file, readFileSync(join(path, file), 'utf8')]));

describe('the recordings of the samples', () => {
  it('answer for every sample: each becomes an entry, with nobody to ask', async () => {
    const provider = mockProvider(createReplayFetch({ folder: RECORDINGS, promptHash: loadPrompt().ref.hash }));
    await using upshot = await compose(loadConfig({}, folder.path), { log, provider, workers: inProcessWorkers });
    for (const file of sampleFiles) {
      const { outcome, entry } = await upshot.summariser.summarise(await readSample(file), signal);
      expect(outcome, `${file}; to record the samples again: ${REFRESH}`).toBe('created');
      expect(entry.summary.bullets.length).toBeGreaterThanOrEqual(5);
      expect(entry.provenance).toMatchObject({ provider: 'mock', model: 'mock', calls: 1, repairs: 0 });
    }
    expect((await upshot.catalogue.list({ page: 1, perPage: 50, status: 'published', sort: 'newest' })).total).toBe(
      sampleFiles.length,
    );
  });

  it.each([
    ['over HTTP', recordSamplesOverHttp],
    ['in process', (path: string) => recordSamples(path, scenarioFetchOf(plainScenario, { clock: createFakeClock() }))],
  ])('are what the mock answers %s today, byte for byte', async (_, recordInto) => {
    await recordInto(folder.path);
    expect(contentsOf(folder.path), `to record the samples again: ${REFRESH}`).toEqual(contentsOf(RECORDINGS));
  });
});
