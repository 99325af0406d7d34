import { describe, expect, it } from 'vitest';
import { extractSummary } from '../../src/extract/extract-summary.ts';
import { createExtractiveProvider } from '../../src/provider/extractive-provider.ts';
import { noUsage } from '../../src/provider/provider.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { patientCall } from '../support/openai-options.ts';

const vocabulary = loadVocabulary();
const open = () =>
  createExtractiveProvider({
    workers: { extract: async (article, tags) => extractSummary(article, tags) },
    vocabulary,
  });

providerContract({
  name: 'extractive',
  open,
  openHanging: () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const extract = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    return { provider: createExtractiveProvider({ workers: { extract }, vocabulary }), asked };
  },
  redraft: { skip: 'it has one draft of an article' },
});

describe('the extractive provider', () => {
  it('says that it is no model and costs nothing', async () => {
    const result = await open().draft({ article: incidentArticle() }, patientCall());
    expect(result).toMatchObject({ provider: 'extractive', model: 'extractive-2', prompt: null, usage: noUsage });
    expect(result.attempts).toHaveLength(1);
  });

  it('reads the prose and neither code nor tables', async () => {
    const article = incidentArticle();
    const { read } = await open().draft({ article }, patientCall());
    const text = read.map(({ start, end }) => article.text.slice(start, end)).join('\n');
    expect(text).toContain('A single TIFF');
    expect(text).not.toContain('worker --once');
    expect(text).not.toContain('| 52 | 3');
  });

  it('cannot write another draft, and does not ask to be tried again', async () => {
    const rejected = { round: 1, draft: {}, issues: [{ code: 'schema', at: 'bullets/0', message: 'too long' }] };
    await expect(open().draft({ article: incidentArticle(), rejected }, patientCall())).rejects.toMatchObject({
      code: 'provider-invalid-answer',
      retryable: false,
      status: 502,
      message: expect.stringContaining('bullets/0: too long'),
    });
  });

  it('passes on what the workers throw', async () => {
    const failure = new Error('too complex');
    const extract = () => Promise.reject(failure);
    const provider = createExtractiveProvider({ workers: { extract }, vocabulary });
    await expect(provider.draft({ article: incidentArticle() }, patientCall())).rejects.toBe(failure);
  });
});
