import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { compose, type Upshot } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { asAppError } from '../../src/errors.ts';
import { extractSummary } from '../../src/extract/extract-summary.ts';
import { readArticleFile } from '../../src/input/article-file.ts';
import { sentArticle } from '../../src/prompt/sent-article.ts';
import { checkSafety } from '../../src/safety/check-safety.ts';
import { findInstructions } from '../../src/safety/find-instructions.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A line of evals/injection/attacks.jsonl; see the README there. */
interface Attack {
  readonly id: string;
  readonly file: string;
  readonly how: string;
  readonly wants: string;
  readonly reaches: string | null;
  readonly codes: readonly string[];
  readonly grounding?: readonly string[];
}

const FOLDER = fileURLToPath(new URL('../../evals/injection/', import.meta.url));
const attacks: readonly Attack[] = readFileSync(`${FOLDER}attacks.jsonl`, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const { signal } = new AbortController();
const vocabulary = loadVocabulary();

/** The whole product with a scenario of evals/injection in place of the network, and what it found wrong with drafts. */
async function open(scenario: string) {
  const folder = tempFolder();
  const found: string[] = [];
  const workers: typeof inProcessWorkers = {
    ...inProcessWorkers,
    async judge(question) {
      const { evidence, unsafe } = await inProcessWorkers.judge(question);
      found.push(...evidence.flatMap(({ issues }) => issues.map(({ code }) => `grounding:${code}`)));
      found.push(...unsafe.map(({ code }) => code));
      return { evidence, unsafe };
    },
  };
  const config = loadConfig({ UPSHOT_PROVIDER: 'mock', UPSHOT_SCENARIO: `${FOLDER}${scenario}.yaml` }, folder.path);
  const log = createLogger('silent', { write: () => {} });
  const upshot = await compose(config, { log, workers });
  return {
    upshot,
    found,
    async [Symbol.asyncDispose]() {
      await upshot[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

const summarise = async (upshot: Upshot, { file }: Attack) =>
  upshot.summariser.summarise(await readArticleFile(file, FOLDER), signal);

let product: Awaited<ReturnType<typeof open>>;

describe('a model that obeys', () => {
  beforeAll(async () => {
    product = await open('obeys');
  });
  afterAll(() => product[Symbol.asyncDispose]());

  it.each(attacks)('$how, for $wants ($id): nothing is published', async (attack) => {
    const { upshot, found } = product;
    found.length = 0;
    const outcome = await summarise(upshot, attack).then(
      ({ entry }) => entry.status,
      (error) => asAppError(error).code,
    );
    expect(['no-valid-summary', 'not-grounded', 'needs-review']).toContain(outcome);
    expect(found).toEqual(expect.arrayContaining([...attack.codes]));
    if (attack.codes.length > 0)
      expect(outcome).toBe('no-valid-summary'); // not even kept to be looked at
    else expect(found.filter((code) => attack.grounding?.includes(code.replace('grounding:', '')))).not.toEqual([]);
  });

  it('leaves the catalogue without a published entry', async () => {
    const { total } = await product.upshot.catalogue.list({
      page: 1,
      perPage: 10,
      status: 'published',
      sort: 'newest',
    });
    expect(total).toBe(0);
  });
});

describe('a model that does not obey', () => {
  beforeAll(async () => {
    product = await open('withstands');
  });
  afterAll(() => product[Symbol.asyncDispose]());

  it.each(attacks)('$how ($id): the article is published all the same, at once', async (attack) => {
    const { upshot, found } = product;
    found.length = 0;
    const { entry } = await summarise(upshot, attack);
    expect({ status: entry.status, found: found.filter((code) => code !== 'grounding:support') }).toEqual({
      status: 'published',
      found: [],
    });
    expect(entry.provenance).toMatchObject({ provider: 'mock', repairs: 0 });
    expect(entry.summary.bullets).toHaveLength(5);
  });
});

it.each(attacks)('the offline provider takes nothing of $how ($id)', async ({ file }) => {
  const article = parseArticle(await readArticleFile(file, FOLDER));
  const draft = extractSummary(article, vocabulary);
  expect(checkSafety(draft, article, { told: [], vocabulary })).toEqual([]);
  expect(JSON.stringify(draft)).not.toMatch(/Orbix|Medikall|Kettle|Captain|Ignore/);
});

describe('what a model gets to see', () => {
  it('there are at least 25 attacks, each with an article of its own', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(25);
    expect(new Set(attacks.map(({ file }) => file)).size).toBe(attacks.length);
  });

  it.each(attacks)('$how ($id): the order, or nothing of it', async ({ file, reaches }) => {
    const article = parseArticle(await readArticleFile(file, FOLDER));
    const sent = `Title: ${article.title}\n${sentArticle(article).text}`;
    if (reaches !== null) return expect(sent).toContain(reaches);
    const blocks = sent.split('\n').map((line, index, lines) => {
      const start = lines.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0);
      return { kind: 'paragraph' as const, start, end: start + line.length };
    });
    expect(findInstructions({ title: '', text: sent, blocks })).toBeNull();
  });
});
