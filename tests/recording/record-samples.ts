import { readdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArticle } from '../../src/article/parse-article.ts';
import { readArticleFile } from '../../src/input/article-file.ts';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { createOpenAiProvider } from '../../src/provider/openai-provider.ts';
import type { Provider } from '../../src/provider/provider.ts';
import { createUndiciFetch } from '../../src/provider/undici-fetch.ts';
import { createRecordFetch } from '../../src/recording/record-fetch.ts';
import { plainScenario } from '../../src/scenario/scenario.ts';
import { openAiOptions, patientCall } from '../support/openai-options.ts';
import { openScenarioServer } from '../support/scenario-server.ts';

const SAMPLES = fileURLToPath(new URL('../../samples/articles', import.meta.url));

/** What the mock server answered for every sample article, as it is committed. */
export const RECORDINGS = fileURLToPath(new URL('../fixtures/recordings', import.meta.url));

/** Records all samples anew, in place of what there was; for whoever changed a prompt, a sample or the mock. */
export const REFRESH = 'npm exec -- node tests/recording/record-samples.ts';

/** The samples, by file name. */
export const sampleFiles: readonly string[] = readdirSync(SAMPLES).sort();

export const readSample = (file: string) => readArticleFile(file, SAMPLES);

/** The real adapter, asking a model called `mock` through this `fetch`. */
export function mockProvider(fetch: typeof globalThis.fetch, baseUrl = 'http://mock.invalid/v1'): Provider {
  return createOpenAiProvider({ ...openAiOptions({ name: 'mock', model: 'mock', apiKey: undefined, baseUrl }), fetch });
}

/** Drafts every sample through the real adapter and keeps what this `fetch` gives. */
export async function recordSamples(folder: string, fetch: typeof globalThis.fetch, baseUrl?: string): Promise<void> {
  const warn = (error: Error) => {
    throw error;
  };
  const options = { folder, promptHash: loadPrompt().ref.hash, secrets: [], warn };
  const provider = mockProvider(createRecordFetch(fetch, options), baseUrl);
  for (const file of sampleFiles) {
    await provider.draft({ article: parseArticle(await readSample(file)) }, patientCall());
  }
}

/** The same against a mock server, over HTTP. */
export async function recordSamplesOverHttp(folder: string): Promise<void> {
  await using server = await openScenarioServer(plainScenario);
  await using network = createUndiciFetch();
  await recordSamples(folder, network.fetch, server.url);
}

if (import.meta.main) {
  rmSync(RECORDINGS, { recursive: true, force: true });
  await recordSamplesOverHttp(RECORDINGS);
  process.stdout.write(`${readdirSync(RECORDINGS).length} recordings in ${basename(RECORDINGS)}\n`);
}
