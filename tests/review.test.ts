import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SqliteStore } from '../src/open-sqlite-store.ts';
import { createLedgerProvider } from '../src/provider/ledger-provider.ts';
import { createScriptedProvider } from '../src/provider/scripted-provider.ts';
import { checkReview, createReviewer, type Reviewer } from '../src/review.ts';
import { createSummariser, type Summariser } from '../src/summarise.ts';
import { loadVocabulary } from '../src/tags/vocabulary.ts';
import { backedArticle } from './support/backed-article.ts';
import { createInstantClock } from './support/fake-clock.ts';
import { inProcessWorkers } from './support/in-process-workers.ts';
import { openTempStore } from './support/open-temp-store.ts';
import { validSummary } from './support/summaries.ts';

const vocabulary = loadVocabulary();
const signal = new AbortController().signal;
const clock = createInstantClock();
const url = 'https://example.com/retry-budgets';
const input = { text: backedArticle, format: 'markdown' as const, url };
const wrong = { ...validSummary, whyItMatters: 'Teams save 83 % of what they spend on retries.' };

let store: SqliteStore;
let reviewer: Reviewer;
beforeEach(async () => {
  store = await openTempStore(clock);
  reviewer = createReviewer({ ...store, workers: inProcessWorkers, clock });
});
afterEach(() => store[Symbol.asyncDispose]());

let ids = 0;
/** Through the ledger, as in the product; each draft can be had once. */
function summariserWith(...drafts: unknown[]): { summariser: Summariser; asked: () => number } {
  const inner = createScriptedProvider(drafts);
  const provider = createLedgerProvider(inner, { ledger: store.ledger, clock, vocabulary });
  const summariser = createSummariser({
    ...{
      workers: inProcessWorkers,
      provider,
      vocabulary,
      clock,
      maxRepairs: 1,
      grounding: 'review',
      timeoutMs: 60_000,
    },
    ...{ catalogue: store.catalogue, ledger: store.ledger },
    newId: () => `entry-${++ids}`,
  });
  return { summariser, asked: () => inner.requests.length };
}
const accept = { decision: 'accept', reason: null } as const;
const reject = { decision: 'reject', reason: 'It invents a figure.' } as const;

describe('a review', () => {
  it('publishes what is accepted, and the same article is then answered with it', async () => {
    const { summariser, asked } = summariserWith(wrong, wrong);
    const { entry } = await summariser.summarise(input, signal);
    expect(entry.status).toBe('needs-review');
    expect(await reviewer.decide(entry.id, accept)).toMatchObject({
      id: entry.id,
      status: 'published',
      summary: wrong,
    });
    expect(await summariser.summarise(input, signal)).toMatchObject({
      ...{ outcome: 'unchanged', entry: { id: entry.id, status: 'published' } },
    });
    expect(asked()).toBe(2);
  });

  it('answers with what waits, without a call, until somebody decides', async () => {
    const { summariser, asked } = summariserWith(wrong, wrong);
    const { entry } = await summariser.summarise(input, signal);
    expect(await summariser.summarise(input, signal)).toEqual({ outcome: 'unchanged', entry });
    expect(asked()).toBe(2);
  });

  it('has a rejected article drafted anew, repairs and all, and keeps the cost of what was rejected', async () => {
    const { summariser, asked } = summariserWith(wrong, wrong, wrong, validSummary);
    const { entry } = await summariser.summarise(input, signal);
    expect(await reviewer.decide(entry.id, reject)).toBeNull();
    expect(await store.catalogue.get(entry.id)).toBeNull();
    const again = await summariser.summarise(input, signal);
    expect(again).toMatchObject({ outcome: 'created', entry: { status: 'published', summary: validSummary } });
    expect(again.entry.id).not.toBe(entry.id);
    expect(asked()).toBe(4);
    expect(await store.ledger.totals()).toMatchObject({ calls: 4, settled: 4 });
  });

  it('has a rejected revision drafted anew, beside the published text', async () => {
    const { summariser, asked } = summariserWith(validSummary, wrong, wrong, validSummary);
    const first = await summariser.summarise(input, signal);
    const newer = { ...input, text: `${backedArticle}\n\nAn update of the next day says that the fix has held since.` };
    const { entry } = await summariser.summarise(newer, signal);
    expect(entry).toMatchObject({ status: 'needs-review', revises: first.entry.id, url });
    expect(await store.catalogue.get(first.entry.id)).toEqual(first.entry);
    await reviewer.decide(entry.id, reject);
    expect(await summariser.summarise(newer, signal)).toMatchObject({
      ...{ outcome: 'revised', entry: { id: first.entry.id, status: 'published' } },
    });
    expect(asked()).toBe(4);
  });

  it('decides once: the second hears that nothing waits', async () => {
    const { summariser } = summariserWith(wrong, wrong);
    const { entry } = await summariser.summarise(input, signal);
    const [one, other] = await Promise.allSettled([
      reviewer.decide(entry.id, accept),
      reviewer.decide(entry.id, accept),
    ]);
    expect(one).toMatchObject({ status: 'fulfilled', value: { status: 'published' } });
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'not-waiting', status: 409 } });
    await expect(reviewer.decide('nobody', accept)).rejects.toMatchObject({ code: 'article-not-found', status: 404 });
  });

  it('leaves undecided what changed after it was looked at', async () => {
    const { summariser } = summariserWith(wrong, wrong);
    const { entry } = await summariser.summarise(input, signal);
    const stale = reviewer.decide(entry.id, accept, { seen: '2020-01-01T00:00:00.000Z' });
    await expect(stale).rejects.toMatchObject({ code: 'changed-meanwhile', status: 409 });
    expect(await reviewer.decide(entry.id, accept, { seen: entry.updatedAt })).toMatchObject({ status: 'published' });
  });

  it('stands when the answers cannot be struck off the ledger', async () => {
    const { summariser } = summariserWith(wrong, wrong);
    const { entry } = await summariser.summarise(input, signal);
    const full = createReviewer({
      ...store,
      workers: inProcessWorkers,
      clock,
      ledger: { discard: () => Promise.reject(new Error('disk full')) },
    });
    expect(await full.decide(entry.id, reject)).toBeNull();
    expect(await store.catalogue.get(entry.id)).toBeNull();
  });
});

describe('checkReview', () => {
  it.each([
    [{ decision: 'accept' }, { decision: 'accept', reason: null }],
    [
      { decision: 'reject', reason: '  too vague ' },
      { decision: 'reject', reason: 'too vague' },
    ],
    [
      { decision: 'reject', reason: '  ' },
      { decision: 'reject', reason: null },
    ],
    [
      { decision: 'reject', reason: null },
      { decision: 'reject', reason: null },
    ],
  ])('takes %o', (given, expected) => expect(checkReview(given)).toEqual(expected));

  it.each<[unknown, string, string]>([
    [{}, '/decision', 'decision must be one of accept, reject'],
    [{ decision: 'maybe' }, '/decision', 'decision must be one of accept, reject'],
    [{ decision: 'accept', reason: 5 }, '/reason', 'reason must be a string'],
    [{ decision: 'accept', reason: 'x'.repeat(501) }, '/reason', 'reason must be at most 500 characters'],
    [{ decision: 'accept', comment: 'x' }, '/comment', 'comment is not known here'],
    [null, '', 'the body must be an object'],
  ])('refuses %o', (given, pointer, detail) => {
    expect(() => checkReview(given)).toThrow(
      expect.objectContaining({ code: 'invalid-review', status: 400, errors: [{ pointer, detail }] }),
    );
  });
});
