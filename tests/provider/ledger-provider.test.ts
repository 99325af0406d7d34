import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { AppError } from '../../src/errors.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { createSqliteLedger } from '../../src/ledger/sqlite-ledger.ts';
import { migrations } from '../../src/open-sqlite-store.ts';
import { createLedgerProvider } from '../../src/provider/ledger-provider.ts';
import { createLimiterProvider } from '../../src/provider/limiter-provider.ts';
import type { Call, DraftResult, Provider } from '../../src/provider/provider.ts';
import { ProviderError, type ProviderErrorCode } from '../../src/provider/provider-error.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { draftResult } from '../contract/ledger-contract.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { openTempDatabase } from '../support/open-temp-database.ts';

const article = { fingerprint: '1-a', title: 'A', url: null, source: null, author: null, publishedAt: null } as Article;
const request = { article };

/** A vendor whose calls stay open until the test ends them. */
function openVendor() {
  const calls: { call: Call; answer: (result?: DraftResult) => void; fail: (error: unknown) => void }[] = [];
  let waiting = Promise.withResolvers<void>();
  const provider: Provider = {
    name: 'openai',
    model: 'gpt-5-mini',
    prompt: null,
    draft(_request, call) {
      const { promise, resolve, reject } = Promise.withResolvers<DraftResult>();
      call.signal.addEventListener('abort', () => reject(call.signal.reason));
      calls.push({ call, answer: (result = draftResult()) => resolve(result), fail: reject });
      waiting.resolve();
      waiting = Promise.withResolvers();
      return promise;
    },
  };
  return {
    provider,
    calls,
    /** Resolves with the call number `n`, from 0, once it is made. */
    async call(n: number) {
      while (calls.length <= n) await waiting.promise;
      const made = calls[n];
      if (!made) throw new Error('no such call');
      return made;
    },
  };
}

describe('a provider with a ledger', () => {
  let clock: FakeClock;
  let ledgerOf: (pid: number) => Ledger<DraftResult>;
  let close: () => Promise<void>;
  let vendor: ReturnType<typeof openVendor>;

  beforeEach(async () => {
    clock = createFakeClock();
    const { db, writer, [Symbol.asyncDispose]: dispose } = await openTempDatabase(migrations, clock);
    close = dispose;
    ledgerOf = (pid) =>
      createSqliteLedger<DraftResult>({
        db,
        writer,
        clock,
        owner: { host: 'h', pid, instance: `${pid}` },
        isAlive: () => true,
      });
    vendor = openVendor();
  });
  afterEach(() => close());

  const provider = (pid = 1) =>
    createLedgerProvider(vendor.provider, { ledger: ledgerOf(pid), clock, vocabulary: loadVocabulary() });
  const call = (given: Partial<Call> = {}): Call => ({
    signal: new AbortController().signal,
    deadline: clock.steady() + 60_000,
    ...given,
  });
  /** A provider whose bookings fail with `diskFull` as long as `failing` says so. */
  function onFullDisk(failing: { now: boolean }, error: Error = diskFull()) {
    const ledger = ledgerOf(1);
    const unlessFull =
      <A extends unknown[]>(booking: (...given: A) => Promise<void>) =>
      async (...given: A) => {
        if (failing.now) throw error;
        await booking(...given);
      };
    const full = { ...ledger, settle: unlessFull(ledger.settle), release: unlessFull(ledger.release) };
    return createLedgerProvider(vendor.provider, { ledger: full, clock, vocabulary: loadVocabulary() });
  }
  const diskFull = () => new AppError('The disk is full', { code: 'catalogue-full', status: 507 });
  const totals = () => ledgerOf(1).totals();
  /** Lets everything run that needs no time. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  const failure = (code: ProviderErrorCode, uncertain: boolean) =>
    new ProviderError('failed', { code, provider: 'openai', uncertain });

  it('has the name, model and prompt of what it wraps', () => {
    expect(provider()).toMatchObject({ name: 'openai', model: 'gpt-5-mini', prompt: null });
  });

  it('reserves before it asks and books the answer with its receipt', async () => {
    const drafted = provider().draft(request, call());
    const made = await vendor.call(0);
    expect(await totals()).toMatchObject({ calls: 1, settled: 0 });
    made.answer();
    expect(await drafted).toEqual(draftResult({ receipts: ['1'] }));
    expect(await totals()).toMatchObject({ calls: 1, settled: 1, costUsd: 0.25 });
  });

  it('says that nobody is asked any more before it books the answer', async () => {
    const then: ReturnType<typeof totals>[] = [];
    const drafted = provider().draft(request, { ...call(), onAnswer: () => then.push(totals()) });
    (await vendor.call(0)).answer();
    await drafted;
    expect(await Promise.all(then)).toMatchObject([{ calls: 1, settled: 0 }]);
  });

  it('books an answer together with the call that was let in by it, before that is made', async () => {
    const limited = createLimiterProvider(provider(), { clock, maxConcurrency: 1 });
    const other = { article: { ...article, fingerprint: '1-b' } };
    const order: string[] = [];
    const drafted = limited.draft(request, call()).then(() => order.push('the first is passed on'));
    (await vendor.call(0)).answer();
    const next = limited.draft(other, call());
    await vendor.call(1);
    order.push('the second is asked');
    expect(await totals()).toMatchObject({ calls: 2, settled: 1 });
    await drafted;
    expect(order).toEqual(['the second is asked', 'the first is passed on']);
    vendor.calls[1]?.answer();
    await next;
  });

  it('never buys a settled answer again', async () => {
    const first = provider().draft(request, call());
    (await vendor.call(0)).answer();
    await first;
    for (const pid of [1, 2]) {
      expect(await provider(pid).draft(request, call())).toEqual(draftResult({ attempts: [], receipts: ['1'] }));
    }
    expect(vendor.calls).toHaveLength(1);
  });

  it('buys anew what was discarded', async () => {
    const first = provider().draft(request, call());
    (await vendor.call(0)).answer();
    await ledgerOf(1).discard((await first).receipts);
    const second = provider().draft(request, call());
    (await vendor.call(1)).answer();
    expect((await second).receipts).toEqual(['2']);
  });

  it('makes one call for a question that the same process asks twice at once', async () => {
    const shared = provider();
    const first = shared.draft(request, call());
    const made = await vendor.call(0);
    const second = shared.draft(request, call());
    await settle();
    made.answer();
    await first;
    clock.advance(100);
    expect(await second).toEqual(draftResult({ attempts: [], receipts: ['1'] }));
    expect(vendor.calls).toHaveLength(1);
  });

  it('waits for the answer of another process', async () => {
    const first = provider(1).draft(request, call());
    const made = await vendor.call(0);
    const second = provider(2).draft(request, call());
    await settle();
    expect(clock.sleeps).toEqual([100]);
    made.answer();
    await first;
    clock.advance(100);
    expect(await second).toEqual(draftResult({ attempts: [], receipts: ['1'] }));
    expect(vendor.calls).toHaveLength(1);
  });

  it('makes the call itself when the other process fails', async () => {
    const first = provider(1).draft(request, call());
    const made = await vendor.call(0);
    const second = provider(2).draft(request, call());
    await settle();
    made.fail(failure('provider-unavailable', false));
    await expect(first).rejects.toMatchObject({ code: 'provider-unavailable' });
    clock.advance(100);
    (await vendor.call(1)).answer();
    expect((await second).receipts).toEqual(['2']);
  });

  it('gives up waiting for another process at its deadline', async () => {
    const first = provider(1).draft(request, call());
    const made = await vendor.call(0);
    const second = provider(2).draft(request, call({ deadline: clock.steady() + 150 }));
    const outcome = expect(second).rejects.toMatchObject({ code: 'provider-timeout', status: 504, asked: false });
    await settle();
    clock.advance(100);
    await outcome;
    made.answer();
    await first;
  });

  it('stops waiting for another process when the caller hangs up', async () => {
    const first = provider(1).draft(request, call());
    const made = await vendor.call(0);
    const client = new AbortController();
    const second = provider(2).draft(request, call({ signal: client.signal }));
    await settle();
    client.abort(new Error('hung up'));
    await expect(second).rejects.toThrow('hung up');
    made.answer();
    await first;
    expect(await totals()).toMatchObject({ calls: 1, settled: 1 });
  });

  it.each<[ProviderErrorCode, boolean, number]>([
    ['provider-rate-limited', false, 0],
    ['provider-timeout', true, 1],
  ])('books %s with uncertain %s', async (code, uncertain, expected) => {
    const drafted = provider().draft(request, call());
    (await vendor.call(0)).fail(failure(code, uncertain));
    await expect(drafted).rejects.toMatchObject({ code });
    expect(await totals()).toMatchObject({ calls: 1, settled: 0, uncertain: expected });
  });

  it('books what a failed call cost', async () => {
    const drafted = provider().draft(request, call());
    const usage = { inputTokens: 1200, outputTokens: 4096, costUsd: 0.5 };
    const cutOff = new ProviderError('cut off', { code: 'provider-length-stop', provider: 'openai', usage });
    (await vendor.call(0)).fail(cutOff);
    await expect(drafted).rejects.toBe(cutOff);
    expect(await totals()).toEqual({ calls: 1, settled: 0, uncertain: 0, ...usage });
  });

  it('keeps an answer that it could not book, and answers with it as soon as it can', async () => {
    const disk = { now: true };
    const shared = onFullDisk(disk);
    const first = shared.draft(request, call());
    (await vendor.call(0)).answer();
    await expect(first).rejects.toMatchObject({ code: 'catalogue-full' });
    await expect(shared.draft(request, call())).rejects.toMatchObject({ code: 'catalogue-full' });
    disk.now = false;
    expect(await shared.draft(request, call())).toEqual(draftResult({ attempts: [], receipts: ['1'] }));
    expect(await shared.draft(request, call())).toEqual(draftResult({ attempts: [], receipts: ['1'] }));
    expect(vendor.calls).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
    expect(await totals()).toMatchObject({ calls: 1, settled: 1, uncertain: 0, costUsd: 0.25 });
  });

  it('leaves other questions alone while one waits to be booked', async () => {
    const disk = { now: true };
    const shared = onFullDisk(disk);
    const first = shared.draft(request, call());
    (await vendor.call(0)).answer();
    await expect(first).rejects.toMatchObject({ code: 'catalogue-full' });
    disk.now = false;
    const second = shared.draft({ article: { ...article, fingerprint: '1-b' } }, call());
    (await vendor.call(1)).answer();
    expect((await second).receipts).toEqual(['2']);
    expect(await totals()).toMatchObject({ calls: 2, settled: 1 });
  });

  it('gives back at the next call what it could not give back after a failure', async () => {
    const disk = { now: true };
    const shared = onFullDisk(disk);
    const first = shared.draft(request, call());
    (await vendor.call(0)).fail(failure('provider-timeout', true));
    await expect(first).rejects.toMatchObject({ code: 'provider-timeout' });
    disk.now = false;
    const second = shared.draft(request, call());
    (await vendor.call(1)).answer();
    expect((await second).receipts).toEqual(['2']);
    expect(clock.sleeps).toEqual([]);
    expect(await totals()).toMatchObject({ calls: 2, settled: 1, uncertain: 1 });
  });

  it('lets another have the answer that came to be booked after its lease', async () => {
    const disk = { now: true };
    const shared = onFullDisk(disk);
    const first = shared.draft(request, call());
    (await vendor.call(0)).answer();
    await expect(first).rejects.toMatchObject({ code: 'catalogue-full' });
    disk.now = false;
    clock.advance(70_000);
    const other = provider(2).draft(request, call());
    (await vendor.call(1)).answer(draftResult({ draft: 'of the other' }));
    await other;
    expect(await shared.draft(request, call())).toMatchObject({ draft: 'of the other', receipts: ['2'] });
    expect(await totals()).toMatchObject({ calls: 2, settled: 2, uncertain: 0, costUsd: 0.5 });
  });

  it('does not keep what a defect kept from being booked', async () => {
    const disk = { now: true };
    const shared = onFullDisk(disk, new TypeError('a defect'));
    const first = shared.draft(request, call());
    (await vendor.call(0)).answer();
    await expect(first).rejects.toThrow('a defect');
    const second = shared.draft(request, call({ deadline: clock.steady() + 50 }));
    await expect(second).rejects.toMatchObject({ code: 'provider-timeout' });
  });

  it('books a failure that nobody foresaw as uncertain', async () => {
    const drafted = provider().draft(request, call());
    (await vendor.call(0)).fail(new TypeError('a defect'));
    await expect(drafted).rejects.toThrow('a defect');
    expect(await totals()).toMatchObject({ uncertain: 1 });
  });

  it('cancels the call when its only caller hangs up, and books it as uncertain', async () => {
    const client = new AbortController();
    const drafted = provider().draft(request, call({ signal: client.signal }));
    const made = await vendor.call(0);
    client.abort(new Error('hung up'));
    await expect(drafted).rejects.toThrow('hung up');
    expect(made.call.signal.aborted).toBe(true);
    expect(await totals()).toMatchObject({ calls: 1, uncertain: 1 });
  });

  it('asks nothing for a caller who has hung up already', async () => {
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(provider().draft(request, call({ signal }))).rejects.toThrow('gone');
    expect(await totals()).toMatchObject({ calls: 0 });
  });

  it('books a call as failed that was cancelled before it was sent', async () => {
    const client = new AbortController();
    const drafted = provider().draft(request, call({ signal: client.signal }));
    client.abort(new Error('quick'));
    await expect(drafted).rejects.toThrow('quick');
    await settle();
    expect(vendor.calls).toHaveLength(0);
    expect(await totals()).toMatchObject({ uncertain: 0, settled: 0 });
  });

  describe('with a budget', () => {
    const usage = { inputTokens: 900, outputTokens: 100, costUsd: 0.3 };
    const estimator = { most: () => usage, least: () => ({ ...usage, outputTokens: 50, costUsd: 0.2 }) };
    const refused: string[] = [];
    const thrifty = (given: { dailyMaxCostUsd?: number } = {}, pid = 1) =>
      createLedgerProvider(vendor.provider, {
        ...{ ledger: ledgerOf(pid), clock, vocabulary: loadVocabulary(), estimator, ...given },
        onRefusal: ({ over }) => refused.push(over.budget),
      });
    const other = { article: { ...article, fingerprint: '1-b' } };

    it('makes the next call once one under way turns out cheaper, in another process too', async () => {
      const spending = { run: 'a', maxCostUsd: 0.5 };
      const first = thrifty().draft(request, call({ spending }));
      const made = await vendor.call(0);
      const second = thrifty({}, 2).draft(other, call({ spending }));
      await settle();
      expect(vendor.calls).toHaveLength(1);
      made.answer(draftResult({ usage: { ...usage, costUsd: 0.1 } }));
      await first;
      clock.advance(100);
      (await vendor.call(1)).answer();
      await second;
      expect(await ledgerOf(1).account('run:a')).toMatchObject({ calls: 2, settled: 2, costUsd: 0.35 });
    });

    it('refuses what no call under way can make room for, books nothing, and says what to do', async () => {
      const first = thrifty().draft(request, call());
      (await vendor.call(0)).answer(draftResult({ usage }));
      await first;
      refused.length = 0;
      await expect(thrifty({ dailyMaxCostUsd: 0.45 }).draft(other, call())).rejects.toMatchObject({
        ...{
          code: 'budget-exhausted',
          status: 503,
          retryable: true,
          retryAfterMs: 86_400_000 - (clock.now() % 86_400_000),
        },
        message: 'Today has cost $0.30 of the $0.45 that it may, and the next call may take $0.20',
        hint: expect.stringContaining('UPSHOT_MAX_COST_USD'),
      });
      await expect(thrifty().draft(other, call({ spending: { run: 'a', maxCalls: 0 } }))).rejects.toMatchObject({
        code: 'budget-exhausted',
        retryable: false,
        hint: expect.stringContaining('--max-calls'),
      });
      expect(refused).toEqual(['day-cost', 'run-calls']);
      expect(vendor.calls).toHaveLength(1);
      expect(await totals()).toMatchObject({ calls: 1 });
      // What is paid for is given all the same.
      expect(await thrifty({ dailyMaxCostUsd: 0.01 }).draft(request, call())).toMatchObject({ attempts: [] });
    });

    it('allows an answer no more than the rest of the budget pays for', async () => {
      const drafted = thrifty().draft(request, call({ spending: { run: 'a', maxCostUsd: 0.25 } }));
      const made = await vendor.call(0);
      expect(made.call.maxOutputTokens).toBe(75);
      made.answer();
      await drafted;
    });

    it('says that the budget is spent, not that the article is too long, when an answer is cut off there', async () => {
      const drafted = thrifty().draft(request, call({ spending: { run: 'a', maxCostUsd: 0.25 } }));
      const paid = { inputTokens: 900, outputTokens: 75, costUsd: 0.25 };
      const cutOff = { code: 'provider-length-stop', provider: 'openai', usage: paid } as const;
      (await vendor.call(0)).fail(new ProviderError('cut off', cutOff));
      await expect(drafted).rejects.toMatchObject({ code: 'budget-exhausted', mayFree: false });
      expect(await ledgerOf(1).account('run:a')).toMatchObject({ calls: 1, costUsd: 0.25 });
      const whole = thrifty().draft(request, call());
      const error = new ProviderError('cut off', cutOff);
      (await vendor.call(1)).fail(error);
      await expect(whole).rejects.toBe(error);
    });

    it('leaves itself half of its time for the call, and says that there may be room in a moment', async () => {
      const spending = { run: 'a', maxCostUsd: 0.3 };
      const first = thrifty().draft(request, call({ spending }));
      const made = await vendor.call(0);
      let left = false;
      const second = thrifty().draft(other, call({ spending, deadline: clock.steady() + 1000 }));
      const outcome = expect(second).rejects.toMatchObject({
        ...{ code: 'budget-exhausted', mayFree: true, retryable: true, retryAfterMs: 1000 },
        message: 'Calls under way may take what is left of the $0.30 that this run may come to',
      });
      second.catch(() => {
        left = true;
      });
      const waitedAt: [number, boolean][] = [];
      for (let ms = 100; ms <= 500; ms += 100) {
        await settle();
        waitedAt.push([ms, left]);
        clock.advance(100);
      }
      expect(waitedAt.map(([, gone]) => gone)).toEqual([false, false, false, false, true]);
      await outcome;
      made.answer();
      await first;
    });

    it('gives up waiting for room when its time is over', async () => {
      const spending = { run: 'a', maxCalls: 1 };
      const first = thrifty().draft(request, call({ spending }));
      const made = await vendor.call(0);
      const second = thrifty().draft(other, call({ spending, deadline: clock.steady() + 150 }));
      const outcome = expect(second).rejects.toMatchObject({ code: 'budget-exhausted' });
      await settle();
      clock.advance(100);
      await outcome;
      made.answer();
      await first;
    });

    it.each(['provider-timeout', 'provider-unreachable'] as const)(
      'strikes off the book what its vendor was never sent: %s',
      async (code) => {
        const drafted = thrifty().draft(request, call({ spending: { run: 'a' } }));
        const unsent = new ProviderError('late', { code, provider: 'openai', asked: code !== 'provider-timeout' });
        (await vendor.call(0)).fail(unsent);
        await expect(drafted).rejects.toBe(unsent);
        expect(await ledgerOf(1).account('run:a')).toMatchObject({ calls: 0 });
      },
    );
  });
});
