import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { RECORDINGS, REFRESH, readSample, recordSamples, sampleFiles } from './record-samples.ts';

let folder: ReturnType<typeof tempFolder>;
let recorded: string;
beforeEach(() => {
  folder = tempFolder();
  recorded = join(folder.path, 'recorded');
});
afterEach(() => folder[Symbol.dispose]());

const hint = `Where the samples, the prompt or the mock were meant to change, record them again: ${REFRESH}`;
const log = createLogger('silent', { write: () => {} });
const { signal } = new AbortController();

/** The product with these variables, without its threads. */
const composed = (variables: Readonly<Record<string, string>>) =>
  compose(loadConfig(variables, folder.path), { log, workers: inProcessWorkers });

/** The files that are not the same in both folders; their whole contents would bury what to do about it. */
function differences(): string[] {
  const read = (path: string) =>
    new Map(readdirSync(path).map((file) => [file, readFileSync(join(path, file), 'utf8')]));
  const [now, before] = [read(recorded), read(RECORDINGS)];
  const files = new Set([...now.keys(), ...before.keys()]);
  return [...files].filter((file) => now.get(file) !== before.get(file));
}

describe('the recordings of the samples', () => {
  it.each([
    ['the mock', { UPSHOT_PROVIDER: 'mock' }, 'mock'],
    ['any server, without a key', { UPSHOT_MODEL: 'mock' }, 'openai'],
  ])('answer for every sample in place of %s: each becomes an entry', async (_, variables, provider) => {
    await using upshot = await composed({ ...variables, UPSHOT_REPLAY: RECORDINGS });
    for (const file of sampleFiles) {
      const saving = upshot.summariser.summarise(await readSample(file), signal);
      const { outcome, entry } = await saving.catch((cause: Error) => {
        throw new Error(`${cause.message}. ${hint}`, { cause });
      });
      expect(outcome).toBe('created');
      expect(entry.summary.bullets.length).toBeGreaterThanOrEqual(5);
      expect(entry.provenance).toMatchObject({ provider, model: 'mock', calls: 1, repairs: 0 });
    }
    const { total } = await upshot.catalogue.list({ page: 1, perPage: 50, status: 'published', sort: 'newest' });
    expect(total).toBe(sampleFiles.length);
  });

  it('are what the mock answers over HTTP today, byte for byte', async () => {
    await recordSamples(recorded);
    expect(differences(), hint).toEqual([]);
  });

  it('are what the product records of the mock in process, byte for byte', async () => {
    await using upshot = await composed({ UPSHOT_PROVIDER: 'mock', UPSHOT_RECORD: recorded });
    for (const file of sampleFiles) await upshot.summariser.preview(await readSample(file), signal);
    expect(differences(), hint).toEqual([]);
  });
});
