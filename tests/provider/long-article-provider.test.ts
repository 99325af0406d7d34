import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { splitArticle } from '../../src/prompt/split-article.ts';
import { createLongArticleProvider, type LongArticleOptions } from '../../src/provider/long-article-provider.ts';
import type { DraftRequest, DraftResult, Provider } from '../../src/provider/provider.ts';
import { ProviderError, type ProviderErrorOptions } from '../../src/provider/provider-error.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { articleOf } from '../support/article-of.ts';
import { createManualProvider, settled } from '../support/manual-provider.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';

/** A token a character. */
const workers: LongArticleOptions['workers'] = {
  split: async (article, share) => splitArticle(article, share, (text) => text.length),
};
const longArticle = (provider: Provider, options: Partial<LongArticleOptions> = {}) =>
  createLongArticleProvider(provider, { workers, ...options });

providerContract({
  name: 'long article',
  open: () => longArticle(createScriptedProvider([validSummary, validSummary])),
  openHanging: () => {
    const inner = createManualProvider();
    return { provider: longArticle(inner), asked: inner.call(0).then(() => undefined) };
  },
});

const tooLong = (options: Partial<ProviderErrorOptions> = {}) =>
  new ProviderError('too long', { code: 'provider-context-exceeded', provider: 'small', asked: false, ...options });
const refusal = () => new ProviderError('small refused', { code: 'provider-refused', provider: 'small' });

/** What a provider was asked, in short: the text of an article, or the lines of the drafts of its parts. */
const askedOf = ({ article, parts }: DraftRequest) => (parts ? parts.map((part) => part.whyItMatters) : article.text);

interface Small extends Provider {
  readonly requests: readonly DraftRequest[];
}

interface SmallOptions {
  /** How many characters of an article, and how many drafts, it takes at once. */
  readonly characters?: number;
  readonly drafts?: number;
  /** Whether it says by how much something is too long. */
  readonly says?: boolean;
  /** What it answers in place of a draft, by the request and how many came before it. */
  readonly answer?: (request: DraftRequest, before: number) => unknown;
}

/** A provider that takes little at once. Its drafts are named after the beginning of what they are made of. */
function createSmall({
  characters = 1200,
  drafts = 100,
  says = true,
  answer = () => undefined,
}: SmallOptions = {}): Small {
  const requests: DraftRequest[] = [];
  return {
    ...{ name: 'small', model: 'small-1', prompt: null, requests },
    async draft(request, { signal }): Promise<DraftResult> {
      signal.throwIfAborted();
      const before = requests.push(request) - 1;
      const { article, parts } = request;
      const [had, room] = parts ? [parts.length, drafts] : [article.text.length, characters];
      if (had > room) throw tooLong(says ? { tooLong: { tokens: had * 1000, room: room * 1000 } } : {});
      const given = answer(request, before);
      if (given instanceof Error) throw given;
      const name = parts ? `${parts[0]?.whyItMatters}+${parts.length}` : article.text.slice(0, 4);
      return {
        draft: given ?? { whyItMatters: name, bullets: [`${name} is drafted.`], tags: ['sre'] },
        ...{ provider: 'small', model: 'small-1', prompt: null, receipts: [`receipt ${before}`] },
        usage: { inputTokens: 10, outputTokens: 1, costUsd: 0.5 },
        attempts: [{ provider: 'small', model: 'small-1', outcome: 'answered', durationMs: 0, waitedMs: 0 }],
        read: parts ? [] : article.blocks.map(({ start, end }) => ({ start, end })),
      };
    },
  };
}

/** Paragraphs of a thousand characters, each beginning with its number. */
function paragraphs(count: number, change: Partial<Article> = {}): Article {
  const texts = Array.from({ length: count }, (_, index) =>
    `p${String(index).padStart(3, '0')} ${'text '.repeat(199)}`.slice(0, 1000),
  );
  return articleOf(
    texts.map((text) => `${text.slice(0, 999)}.`),
    change,
  );
}

describe('an article that fits', () => {
  it('is drafted as if nothing stood between', async () => {
    const inner = createSmall();
    const request = { article: paragraphs(1) };
    const result = await longArticle(inner).draft(request, patientCall());
    expect(result).not.toHaveProperty('calls');
    expect(result).toMatchObject({ receipts: ['receipt 0'], usage: { inputTokens: 10 } });
    expect(inner.requests).toEqual([request]);
  });

  it('fails as if nothing stood between', async () => {
    const error = refusal();
    const inner = createSmall({ answer: () => error });
    await expect(longArticle(inner).draft({ article: paragraphs(1) }, patientCall())).rejects.toBe(error);
  });

  it('is drafted in parts where it does not fit together with a rejected draft', async () => {
    const article = paragraphs(2);
    const rejected = { round: 1, draft: 'bad', issues: [] };
    const inner = createSmall({ characters: 1200 });
    await longArticle(inner).draft({ article, rejected }, patientCall());
    expect(inner.requests.map((request) => [askedOf(request).length > 1200, request.rejected !== undefined])).toEqual([
      [true, true],
      [false, false],
      [false, false],
      [false, true],
    ]);
  });
});

describe('an article that is too long', () => {
  it('is drafted part by part, then from the drafts of all parts', async () => {
    const inner = createSmall();
    const article = paragraphs(5);
    const result = await longArticle(inner).draft({ article }, patientCall());
    const drafts = ['p000', 'p001', 'p002', 'p003', 'p004'];
    expect(inner.requests.slice(1, 6).map((request) => askedOf(request).slice(0, 4))).toEqual(drafts);
    expect(askedOf(inner.requests[6] as DraftRequest)).toEqual(drafts);
    expect(inner.requests[6]?.article).toBe(article);
    expect(inner.requests).toHaveLength(7);
    expect(result.draft).toMatchObject({ whyItMatters: 'p000+5' });
  });

  it('counts what all of it took, and has read all of it', async () => {
    const article = paragraphs(5);
    const result = await longArticle(createSmall()).draft({ article }, patientCall());
    expect(result).toMatchObject({
      ...{ calls: 6, usage: { inputTokens: 60, outputTokens: 6, costUsd: 3 }, receipts: ['receipt 6'] },
      read: [{ start: 0, end: article.text.length }],
    });
    expect(result.attempts.map(({ outcome }) => outcome)).toEqual(Array(6).fill('answered'));
  });

  it('counts an answer that parts of the same text share once', async () => {
    const inner = createSmall();
    const sharing: Provider = {
      ...inner,
      draft: async (request, call) => {
        const result = await inner.draft(request, call);
        return /^p00[12]/.test(request.article.text) ? { ...result, receipts: ['one'] } : result;
      },
    };
    const result = await longArticle(sharing).draft({ article: paragraphs(5) }, patientCall());
    expect(result).toMatchObject({ calls: 5, usage: { inputTokens: 50, outputTokens: 5, costUsd: 2.5 } });
    expect(result.attempts).toHaveLength(5);
  });

  it('has no price as soon as one answer has none', async () => {
    const inner = createSmall();
    const unpriced: Provider = {
      ...inner,
      draft: async (request, call) => ({
        ...(await inner.draft(request, call)),
        ...(request.article.text.startsWith('p002')
          ? { usage: { inputTokens: 1, outputTokens: 1, costUsd: null } }
          : {}),
      }),
    };
    const { usage } = await longArticle(unpriced).draft({ article: paragraphs(5) }, patientCall());
    expect(usage).toEqual({ inputTokens: 51, outputTokens: 6, costUsd: null });
  });

  it('has read what its parts have read, and says what was left out', async () => {
    const inner = createSmall();
    const halfBlind: Provider = {
      ...inner,
      async draft(request, call) {
        const result = await inner.draft(request, call);
        return request.article.text.startsWith('p001') ? { ...result, read: [{ start: 0, end: 10 }] } : result;
      },
    };
    const { read } = await longArticle(halfBlind).draft({ article: paragraphs(3) }, patientCall());
    expect(read).toEqual([
      { start: 0, end: 1012 },
      { start: 2004, end: 3004 },
    ]);
  });

  it('brings drafts together in groups where they are too many to be shown at once', async () => {
    const inner = createSmall({ drafts: 4 });
    const result = await longArticle(inner).draft({ article: paragraphs(16) }, patientCall());
    const steps = inner.requests.filter(({ parts }) => parts).map(({ parts = [] }) => parts.length);
    expect(steps[0]).toBe(16);
    expect(steps.slice(1).every((count) => count <= 6)).toBe(true);
    expect(result).toMatchObject({ read: [{ start: 0, end: expect.any(Number) }] });
    const shown = inner.requests
      .flatMap(({ parts = [] }) => (parts.length <= 4 ? parts : []))
      .map((part) => part.whyItMatters);
    for (let index = 0; index < 16; index += 1) expect(shown.join(' ')).toContain(`p${String(index).padStart(3, '0')}`);
  });

  it('asks for no more parts at once than it may', async () => {
    const inner = createManualProvider();
    const drafting = longArticle(inner, { concurrency: 3 }).draft({ article: paragraphs(8) }, patientCall());
    (await inner.call(0)).fail(tooLong({ tooLong: { tokens: 8000, room: 1200 } }));
    await inner.call(3);
    await settled();
    expect(inner.calls).toHaveLength(4);
    const answer = { draft: { whyItMatters: 'x', bullets: ['y'] }, read: [] };
    for (let index = 1; index < 10; index += 1) {
      (await inner.call(index)).answer(answer);
      await settled();
      expect(inner.calls.length).toBeLessThanOrEqual(index + 4);
    }
    expect(await drafting).toMatchObject({ calls: 9 });
  });
});

describe('a vendor that says no more than that it is too long', () => {
  it('is asked for halves until one fits, and not for what is as long as what did not', async () => {
    const inner = createSmall({ says: false });
    const result = await longArticle(inner).draft({ article: paragraphs(16) }, patientCall());
    const lengths = inner.requests.filter(({ parts }) => !parts).map(({ article }) => article.text.length);
    expect(lengths.filter((length) => length > 1200)).toHaveLength(4);
    expect(lengths.filter((length) => length <= 1200)).toHaveLength(16);
    expect(result).toMatchObject({ calls: 17, read: [{ start: 0, end: 16 * 1002 - 2 }] });
  });

  it('and says so of everything is left alone soon', async () => {
    const inner = createSmall({ says: false, characters: 0 });
    const failing = longArticle(inner).draft({ article: paragraphs(200) }, patientCall());
    await expect(failing).rejects.toMatchObject({ code: 'provider-context-exceeded', status: 422 });
    expect(inner.requests.length).toBeLessThan(15);
  });

  it('has its tries among the attempts', async () => {
    const attempts = [
      { provider: 'small', model: 'small-1', outcome: 'provider-context-exceeded', durationMs: 3, waitedMs: 0 },
    ];
    const inner = createSmall({
      answer: (_, before) => (before === 0 ? tooLong({ attempts }) : undefined),
      characters: 9999,
    });
    const result = await longArticle(inner).draft({ article: paragraphs(4) }, patientCall());
    expect(result.attempts.map(({ outcome }) => outcome)).toEqual([
      'provider-context-exceeded',
      ...Array(3).fill('answered'),
    ]);
    expect(result.calls).toBe(3);
  });
});

describe('what cannot be split', () => {
  it.each([
    ['there is no room', paragraphs(20), { tooLong: { tokens: 9000, room: 20 } }],
    ['the article is short', paragraphs(1), {}],
    ['there is nothing but code', articleOf([['code', 'x '.repeat(9000)]]), {}],
  ])('is refused as too long when %s', async (_, article, options) => {
    const inner = createSmall({ answer: () => tooLong(options), characters: 1e9 });
    const failing = longArticle(inner).draft({ article }, patientCall());
    await expect(failing).rejects.toMatchObject({ code: 'provider-context-exceeded', message: 'too long' });
    expect(inner.requests).toHaveLength(1);
  });

  it('is refused when not even two drafts fit together', async () => {
    const inner = createSmall({ drafts: 1 });
    const failing = longArticle(inner).draft({ article: paragraphs(7) }, patientCall());
    await expect(failing).rejects.toMatchObject({ code: 'provider-context-exceeded' });
    expect(inner.requests.length).toBeLessThan(20);
  });

  it('ends with an error, should a part ever be as long as the whole', async () => {
    const broken = {
      split: async (article: Article) => [
        { start: 0, article },
        { start: 0, article },
      ],
    };
    const failing = longArticle(createSmall(), { workers: broken }).draft({ article: paragraphs(3) }, patientCall());
    await expect(failing).rejects.toThrow('a part is as long as what it is a part of');
  });
});

describe('a rejected draft', () => {
  const rejected = {
    round: 1,
    draft: { bullets: [] },
    issues: [{ code: 'schema', at: 'bullets', message: 'too few' }],
  };

  it('is written again from the same drafts of the parts, and nothing else is asked', async () => {
    const inner = createSmall({ drafts: 4 });
    const provider = longArticle(inner);
    const article = paragraphs(9);
    const first = await provider.draft({ article }, patientCall());
    const before = inner.requests.length;
    const second = await provider.draft({ article, rejected }, patientCall());
    expect(inner.requests.slice(before)).toEqual([{ ...inner.requests[before - 1], rejected }]);
    expect(second).toMatchObject({
      calls: 1,
      usage: { inputTokens: 10, outputTokens: 1, costUsd: 0.5 },
      read: first.read,
    });
    expect(second.receipts).toEqual([`receipt ${before}`]);
  });

  it('that fails says which step it was', async () => {
    const inner = createSmall({ answer: (request) => (request.rejected ? refusal() : undefined) });
    const provider = longArticle(inner);
    const article = paragraphs(3);
    await provider.draft({ article }, patientCall());
    await expect(provider.draft({ article, rejected }, patientCall())).rejects.toMatchObject({
      message: 'small refused, in the draft from all parts of an article that is too long to be drafted at once',
    });
  });

  it('of another article of the same text is drafted anew', async () => {
    const inner = createSmall();
    const provider = longArticle(inner);
    await provider.draft({ article: paragraphs(3) }, patientCall());
    await provider.draft({ article: paragraphs(3), rejected }, patientCall());
    expect(inner.requests).toHaveLength(10);
  });
});

describe('a part', () => {
  it('that fails fails the article with one error, after those on their way were waited for', async () => {
    const inner = createManualProvider('small');
    let ended = false;
    const article = paragraphs(8);
    const drafting = longArticle(inner, { concurrency: 3 })
      .draft({ article }, patientCall())
      .finally(() => {
        ended = true;
      });
    drafting.catch(() => undefined);
    (await inner.call(0)).fail(tooLong({ tooLong: { tokens: 8000, room: 1200 } }));
    (await inner.call(3)).fail(refusal());
    await settled();
    expect(ended).toBe(false);
    expect(inner.calls).toHaveLength(4); // none was begun after it
    const answer = { draft: { whyItMatters: 'x', bullets: ['y'] } };
    inner.calls[1]?.answer(answer);
    inner.calls[2]?.answer(answer);
    await expect(drafting).rejects.toMatchObject({
      ...{ code: 'provider-refused', status: 502, provider: 'small', retryable: false },
      message:
        'small refused, in the part from character 2005 to 3004 of an article that is too long to be drafted at once',
    });
    await settled();
    expect(inner.calls).toHaveLength(4);
  });

  it('that runs out of time says how far it came and what to do', async () => {
    const late = new ProviderError('small was not asked: no time was left', {
      ...{ code: 'provider-timeout', provider: 'small', retryable: true, retryAfterMs: 5, hint: 'wait' },
    });
    const inner = createSmall({ answer: (_, before) => (before > 3 ? late : undefined) });
    const failing = longArticle(inner, { concurrency: 1 }).draft({ article: paragraphs(8) }, patientCall());
    await expect(failing).rejects.toMatchObject({
      ...{ code: 'provider-timeout', status: 504, retryable: true, retryAfterMs: 5 },
      message: expect.stringMatching(
        /^small was not asked: no time was left, in the part .* of an article .*; 3 answers/,
      ),
      hint: expect.stringMatching(/answers that have come are kept.*UPSHOT_TIMEOUT_SECONDS/),
    });
  });

  it('whose answer is no draft is asked for again, with all that is wrong', async () => {
    const inner = createSmall({
      answer: ({ article, rejected }) => (article.text.startsWith('p001') && !rejected ? 'Sure!' : undefined),
    });
    const result = await longArticle(inner).draft({ article: paragraphs(3) }, patientCall());
    const [again] = inner.requests.filter(({ rejected }) => rejected);
    expect(again).toMatchObject({ rejected: { round: 1, draft: 'Sure!', issues: [{ code: 'schema', at: '' }] } });
    expect(again?.article.text.startsWith('p001')).toBe(true);
    expect(result.calls).toBe(5);
  });

  it('that never becomes a draft fails the article, and its answers are struck off', async () => {
    const discarded: string[] = [];
    const inner = createSmall({
      answer: ({ article, parts }) => (!parts && article.text.startsWith('p001') ? 'Sure!' : undefined),
    });
    const discard = async (receipts: readonly string[]) => {
      discarded.push(...receipts);
      throw new Error('the disk is full');
    };
    const failing = longArticle(inner, { concurrency: 1, discard }).draft({ article: paragraphs(3) }, patientCall());
    await expect(failing).rejects.toMatchObject({
      ...{ code: 'provider-invalid-answer', retryable: true },
      message: expect.stringContaining('small gave no draft in 3 answers, in the part from character 1003 to 2002'),
    });
    expect(discarded).toEqual(['receipt 2', 'receipt 4', 'receipt 5']);
  });

  it('that fails in an unforeseen way is a defect as ever', async () => {
    const defect = new TypeError('a bug');
    const inner = createSmall({ answer: (_, before) => (before === 2 ? defect : undefined) });
    await expect(longArticle(inner).draft({ article: paragraphs(4) }, patientCall())).rejects.toBe(defect);
  });
});

it('is cancelled with the caller, and begins nothing more', async () => {
  const inner = createManualProvider();
  const controller = new AbortController();
  const reason = new Error('hung up');
  const drafting = longArticle(inner, { concurrency: 2 }).draft(
    { article: paragraphs(8) },
    patientCall({ signal: controller.signal }),
  );
  (await inner.call(0)).fail(tooLong({ tooLong: { tokens: 8000, room: 1200 } }));
  await inner.call(2);
  controller.abort(reason);
  await expect(drafting).rejects.toBe(reason);
  expect(inner.calls).toHaveLength(3);
});

it('stands for the provider within', () => {
  expect(longArticle(createScriptedProvider([], 'inner'))).toMatchObject({
    name: 'inner',
    model: 'script',
    prompt: null,
  });
});
