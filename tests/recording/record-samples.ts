import { readdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArticle } from '../../src/article/parse-article.ts';
import { readArticleFile } from '../../src/input/article-file.ts';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { createOpenAiProvider } from '../../src/provider/openai-provider.ts';
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

/** Drafts every sample through the real adapter with a model called `mock`, which a mock server over HTTP gives. */
export async function recordSamples(folder: string): Promise<void> {
  await using server = await openScenarioServer(plainScenario);
  await using network = createUndiciFetch();
  const warn = (error: Error) => {
    throw error;
  };
  const fetch = createRecordFetch(network.fetch, { folder, promptHash: loadPrompt().ref.hash, secrets: [], warn });
  const options = openAiOptions({ model: 'mock', apiKey: undefined, baseUrl: server.url });
  const provider = createOpenAiProvider({ ...options, fetch });
  for (const file of sampleFiles) {
    await provider.draft({ article: parseArticle(await readSample(file)) }, patientCall());
  }
}

if (import.meta.main) {
  rmSync(RECORDINGS, { recursive: true, force: true });
  await recordSamples(RECORDINGS);
  process.stdout.write(`${readdirSync(RECORDINGS).length} recordings in ${basename(RECORDINGS)}\n`);
}
