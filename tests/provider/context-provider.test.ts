import { describe, expect, it } from 'vitest';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { createContextProvider } from '../../src/provider/context-provider.ts';
import type { Provider } from '../../src/provider/provider.ts';
import { ProviderError } from '../../src/provider/provider-error.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { articleOf } from '../support/article-of.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { createManualProvider } from '../support/manual-provider.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';

const prompt = loadPrompt();
const vocabulary = loadVocabulary();
const workers = {
  countTokens: () => Promise.reject(new Error('nothing had to be counted')),
};

function withContext(
  inner: Provider,
  contextTokens?: number,
  counting: Parameters<typeof createContextProvider>[1]['workers'] = inProcessWorkers,
) {
  return createContextProvider(inner, { workers: counting, prompt, vocabulary, contextTokens });
}

providerContract({
  name: 'context',
  open: () => withContext(createScriptedProvider([validSummary, validSummary])),
  openHanging: () => {
    const inner = createManualProvider();
    return { provider: withContext(inner), asked: inner.call(0).then(() => undefined) };
  },
});

/** So many words, which are as many tokens. */
const longArticle = (words: number) => articleOf(['one two '.repeat(words / 2).trim()]);
const tooLong = (words: number, provider: Provider) => provider.draft({ article: longArticle(words) }, patientCall());
const vendorSays = (message: string) => {
  const attempts = [{ provider: 'scripted', model: 'script', outcome: 'x', durationMs: 1, waitedMs: 0 }];
  return new ProviderError(message, { code: 'provider-context-exceeded', provider: 'scripted', attempts });
};

describe('a request', () => {
  it('that surely fits is not counted', async () => {
    const inner = createScriptedProvider(['draft']);
    const answer = withContext(inner, undefined, workers).draft({ article: incidentArticle() }, patientCall());
    expect(await answer).toMatchObject({ draft: 'draft' });
  });

  it('that may be too long is counted, and passed on as it is when it fits', async () => {
    const inner = createScriptedProvider(['draft']);
    const request = { article: longArticle(3000) };
    expect(await withContext(inner).draft(request, patientCall())).toMatchObject({ draft: 'draft' });
    expect(inner.requests[0]).toBe(request);
  });

  it('that is too long is not sent, and says by how much', async () => {
    const inner = createScriptedProvider([]);
    const refused = tooLong(9000, withContext(inner));
    await expect(refused).rejects.toMatchObject({
      ...{ code: 'provider-context-exceeded', status: 422, retryable: false, asked: false, attempts: [] },
      message: expect.stringMatching(/^scripted cannot take so long an article: it has [\d,]+ tokens, and script has/),
      hint: expect.stringContaining('UPSHOT_CONTEXT_TOKENS'),
    });
    const error = (await refused.catch((thrown: unknown) => thrown)) as ProviderError;
    const { tokens = 0, room = 0 } = error.tooLong ?? {};
    // A model nobody knows may cut text finer than we do; of 8,192 tokens a quarter is kept for the answer.
    expect(tokens).toBeGreaterThan(9000 * 1.2 - 100);
    expect(tokens).toBeLessThan(9000 * 1.2 + 150);
    expect(room).toBeGreaterThan(4500);
    expect(room).toBeLessThan(6144 - 638);
    expect(inner.requests).toEqual([]);
  });

  it('is refused in other words where there is no room for any', async () => {
    await expect(tooLong(200, withContext(createScriptedProvider([]), 600))).rejects.toMatchObject({
      message: expect.stringMatching(
        /^scripted cannot take any article: .* \d+ tags among it, leaves no room in script$/,
      ),
      tooLong: { room: 0 },
    });
  });

  it('has the room that the operator says, or that its model is known for', async () => {
    const known = { ...createScriptedProvider(['draft']), model: 'gpt-5-mini' };
    expect(await tooLong(60_000, withContext(known))).toMatchObject({ draft: 'draft' });
    expect(await tooLong(9000, withContext(createScriptedProvider(['draft']), 20_000))).toMatchObject({
      draft: 'draft',
    });
    await expect(tooLong(9000, withContext(known, 8192))).rejects.toMatchObject({ code: 'provider-context-exceeded' });
  });

  it('has less room for the article where a rejected draft is sent with it', async () => {
    const inner = createScriptedProvider(['draft']);
    const article = longArticle(4000);
    expect(await withContext(inner).draft({ article }, patientCall())).toMatchObject({ draft: 'draft' });
    const rejected = {
      round: 1,
      draft: 'word '.repeat(2000),
      issues: [{ code: 'schema', at: '', message: 'no JSON' }],
    };
    const repair = withContext(createScriptedProvider([])).draft({ article, rejected }, patientCall());
    await expect(repair).rejects.toMatchObject({ tooLong: { room: expect.any(Number) } });
  });

  it('is measured by the drafts of parts where it is made of these', async () => {
    const parts = Array.from({ length: 4 }, () => ({ whyItMatters: 'A line.', bullets: ['One.'] }));
    const fits = withContext(createScriptedProvider(['draft']));
    expect(await fits.draft({ article: longArticle(9000), parts }, patientCall())).toMatchObject({ draft: 'draft' });
    const many = Array.from({ length: 60 }, () => ({ whyItMatters: 'one '.repeat(90), bullets: ['two '.repeat(60)] }));
    const refused = withContext(createScriptedProvider([])).draft(
      { article: incidentArticle(), parts: many },
      patientCall(),
    );
    await expect(refused).rejects.toMatchObject({ tooLong: { tokens: expect.any(Number) } });
  });

  it('with no room at all says so', async () => {
    const rejected = { round: 1, draft: 'word '.repeat(2000), issues: [] };
    const request = { article: longArticle(400), rejected };
    const refused = withContext(createScriptedProvider([]), 2048).draft(request, patientCall());
    await expect(refused).rejects.toMatchObject({ tooLong: { room: 0 } });
  });
});

describe('a vendor that takes less than was assumed', () => {
  it('is believed when it names its limit, from then on', async () => {
    const named = vendorSays("This model's maximum context length is 4096 tokens.");
    const inner = createScriptedProvider([named]);
    const provider = withContext(inner, 32_000);
    await expect(tooLong(3500, provider)).rejects.toMatchObject({
      ...{ tooLong: { room: expect.any(Number) }, attempts: [{ outcome: 'x' }] },
    });
    await expect(tooLong(3500, provider)).rejects.toMatchObject({
      tooLong: { room: expect.any(Number) },
      attempts: [],
    });
    expect(inner.requests).toHaveLength(1);
  });

  it.each([
    ['names none', 'Request too large'],
    ['names one that should have been enough', 'maximum context length is 32000 tokens'],
    ['names a larger one', 'maximum context length is 128000 tokens'],
  ])('and %s is passed on as it is', async (_, message) => {
    const error = vendorSays(message);
    const provider = withContext(createScriptedProvider([error, 'draft']), 32_000);
    await expect(tooLong(3000, provider)).rejects.toBe(error);
    expect(await tooLong(3000, provider)).toMatchObject({ draft: 'draft' });
  });

  it('or fails otherwise is passed on as it is', async () => {
    const error = new ProviderError('maximum context length is 4096', { code: 'provider-bad-request', provider: 's' });
    await expect(tooLong(3000, withContext(createScriptedProvider([error])))).rejects.toBe(error);
  });
});
