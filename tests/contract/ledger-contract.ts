import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger, Reservation, Terms } from '../../src/ledger/ledger.ts';
import type { DraftResult } from '../../src/provider/provider.ts';

/** One process's view of a ledger. */
export interface LedgerProcess {
  readonly ledger: Ledger;
  /** From now on the others see this process as dead. */
  die(): void;
}

export interface OpenLedger extends AsyncDisposable {
  /** Another process on the same database. */
  start(): LedgerProcess;
  advance(ms: number): void;
  now(): number;
}

export function draftResult(given: Partial<DraftResult> = {}): DraftResult {
  return {
    draft: { whyItMatters: 'It does.' },
    provider: 'openai',
    model: 'gpt-5-mini',
    prompt: { version: 'summarise@1', hash: 'abc' },
    usage: { inputTokens: 100, outputTokens: 20, costUsd: 0.25 },
    attempts: [{ provider: 'openai', model: 'gpt-5-mini', outcome: 'answered', durationMs: 9, waitedMs: 0 }],
    read: [{ start: 0, end: 10 }],
    receipts: [],
    ...given,
  };
}

/** What every ledger does. `open` returns an empty one that stands in one place for all its processes. */
export function ledgerContract(name: string, { open }: { open: () => Promise<OpenLedger> }): void {
  describe(`${name} keeps the ledger contract`, () => {
    const key = { request: 'r1', provider: 'openai', model: 'gpt-5-mini' };
    let book: OpenLedger;
    let one: LedgerProcess;
    let other: LedgerProcess;

    beforeEach(async () => {
      book = await open();
      one = book.start();
      other = book.start();
    });
    afterEach(() => book[Symbol.asyncDispose]());

    const lease = (terms: Partial<Terms> = {}): Terms => ({ leaseUntil: book.now() + 60_000, ...terms });
    async function reserve(from: LedgerProcess, given = key): Promise<string> {
      const found = await from.ledger.reserve(given, lease());
      if (found.state !== 'reserved') throw new Error(`expected to reserve, found it ${found.state}`);
      return found.receipt;
    }

    it('is empty at first', async () => {
      expect(await one.ledger.totals()).toEqual({
        calls: 0,
        settled: 0,
        uncertain: 0,
        inputTokens: 0,
        outputTokens: 0,
        costUsd: null,
      });
    });

    it('gives a call to one caller and tells the others to wait', async () => {
      await reserve(one);
      expect(await one.ledger.reserve(key, lease())).toEqual({ state: 'busy' });
      expect(await other.ledger.reserve(key, lease())).toEqual({ state: 'busy' });
    });

    it('gives it at once to whoever something waits for, unless it is held or answered', async () => {
      const waiting = one.ledger.reserve({ ...key, request: 'r2' }, lease());
      const found = await one.ledger.reserve(key, lease({ atOnce: true }));
      expect(found.state).toBe('reserved');
      expect(await other.ledger.reserve(key, lease({ atOnce: true }))).toEqual({ state: 'busy' });
      await one.ledger.settle(found.state === 'reserved' ? found.receipt : '', draftResult());
      expect(await other.ledger.reserve(key, lease({ atOnce: true }))).toMatchObject({ state: 'settled' });
      expect(await waiting).toMatchObject({ state: 'reserved' });
    });

    it('gives it to one of many who ask at once', async () => {
      const asked: Promise<Reservation>[] = [];
      for (let n = 0; n < 10; n += 1) asked.push(one.ledger.reserve(key, lease()), other.ledger.reserve(key, lease()));
      const states = (await Promise.all(asked)).map(({ state }) => state);
      expect(states.filter((state) => state === 'reserved')).toHaveLength(1);
      expect(states.filter((state) => state === 'busy')).toHaveLength(19);
    });

    it('answers everybody with what was settled', async () => {
      const receipt = await reserve(one);
      const answer = draftResult({ receipts: [receipt] });
      await one.ledger.settle(receipt, answer);
      for (const process of [one, other]) {
        expect(await process.ledger.reserve(key, lease())).toEqual({ state: 'settled', receipt, answer });
      }
    });

    it.each([
      ['request', { ...key, request: 'r2' }],
      ['provider', { ...key, provider: 'openai@eu' }],
      ['model', { ...key, model: 'other' }],
    ])('keeps apart calls that differ in their %s', async (_what, different) => {
      await one.ledger.settle(await reserve(one), draftResult());
      expect(await one.ledger.reserve(different, lease())).toMatchObject({ state: 'reserved' });
    });

    it('frees a call that failed, at no cost', async () => {
      await one.ledger.release(await reserve(one), 'failed', 'provider-rate-limited');
      await reserve(other);
      expect(await one.ledger.totals()).toMatchObject({ calls: 2, settled: 0, uncertain: 0, costUsd: null });
    });

    it('keeps on the book what a failed call cost', async () => {
      const usage = { inputTokens: 70, outputTokens: 9, costUsd: 0.5 };
      await one.ledger.release(await reserve(one), 'failed', 'provider-length-stop', usage);
      await other.ledger.settle(await reserve(other), draftResult());
      expect(await one.ledger.totals()).toEqual({
        calls: 2,
        settled: 1,
        uncertain: 0,
        inputTokens: 170,
        outputTokens: 29,
        costUsd: 0.75,
      });
    });

    it('learns what a call cost also after it was given up for lost', async () => {
      const late = await reserve(one);
      book.advance(60_000);
      await reserve(other);
      expect(await one.ledger.totals()).toMatchObject({ uncertain: 1 });
      const usage = { inputTokens: 70, outputTokens: 9, costUsd: null };
      await one.ledger.release(late, 'failed', 'provider-length-stop', usage);
      expect(await one.ledger.totals()).toMatchObject({ calls: 2, uncertain: 0, inputTokens: 70, costUsd: null });
      expect(await one.ledger.reserve(key, lease())).toEqual({ state: 'busy' });
    });

    it('reports a call that may have been charged, and lets it be asked again', async () => {
      await one.ledger.release(await reserve(one), 'uncertain', 'provider-timeout');
      await other.ledger.settle(await reserve(other), draftResult());
      expect(await one.ledger.totals()).toMatchObject({ calls: 2, settled: 1, uncertain: 1, costUsd: 0.25 });
    });

    it('takes over from a process that died, and counts its call as uncertain', async () => {
      await reserve(one);
      one.die();
      expect(await other.ledger.totals()).toMatchObject({ calls: 1, uncertain: 1 });
      await reserve(other);
      expect(await other.ledger.totals()).toMatchObject({ calls: 2, uncertain: 1 });
    });

    it('takes over when the lease has passed, not before', async () => {
      await reserve(one);
      book.advance(59_999);
      expect(await other.ledger.reserve(key, lease())).toEqual({ state: 'busy' });
      expect(await other.ledger.totals()).toMatchObject({ uncertain: 0 });
      book.advance(1);
      await reserve(other);
      expect(await other.ledger.totals()).toMatchObject({ calls: 2, uncertain: 1 });
    });

    it('books an answer that came after its lease when nobody else asked', async () => {
      const receipt = await reserve(one);
      book.advance(60_000);
      await one.ledger.settle(receipt, draftResult());
      expect(await other.ledger.reserve(key, lease())).toMatchObject({ state: 'settled', receipt });
      expect(await one.ledger.totals()).toMatchObject({ calls: 1, settled: 1, uncertain: 0 });
    });

    it('counts the cost of a late answer, but answers with the one that took over', async () => {
      const late = await reserve(one);
      book.advance(60_000);
      const receipt = await reserve(other);
      await one.ledger.settle(late, draftResult({ draft: 'late' }));
      expect(await one.ledger.reserve(key, lease())).toEqual({ state: 'busy' });
      await other.ledger.settle(receipt, draftResult({ draft: 'in time' }));
      expect(await one.ledger.reserve(key, lease())).toMatchObject({ receipt, answer: { draft: 'in time' } });
      expect(await one.ledger.totals()).toMatchObject({ calls: 2, settled: 2, uncertain: 0, costUsd: 0.5 });
    });

    it('does not unsettle an answer that is released by mistake', async () => {
      const receipt = await reserve(one);
      await one.ledger.settle(receipt, draftResult());
      await one.ledger.release(receipt, 'failed', 'cancelled', { inputTokens: 1, outputTokens: 1, costUsd: 9 });
      expect(await one.ledger.reserve(key, lease())).toMatchObject({ state: 'settled' });
      expect(await one.ledger.totals()).toMatchObject({ costUsd: 0.25 });
    });

    it('no longer answers with what was discarded, and keeps its cost', async () => {
      const receipt = await reserve(one);
      await one.ledger.settle(receipt, draftResult());
      await one.ledger.discard([receipt]);
      await one.ledger.discard([receipt, '999999']);
      await other.ledger.settle(await reserve(other), draftResult());
      expect(await one.ledger.totals()).toEqual({
        calls: 2,
        settled: 2,
        uncertain: 0,
        inputTokens: 200,
        outputTokens: 40,
        costUsd: 0.5,
      });
    });

    it('sums the costs that are known', async () => {
      const unknown = draftResult({ usage: { inputTokens: 1, outputTokens: 2, costUsd: null } });
      await one.ledger.settle(await reserve(one), unknown);
      expect(await one.ledger.totals()).toMatchObject({ settled: 1, inputTokens: 1, outputTokens: 2, costUsd: null });
      await one.ledger.settle(await reserve(one, { ...key, request: 'r2' }), draftResult());
      expect(await one.ledger.totals()).toMatchObject({ settled: 2, costUsd: 0.25 });
    });

    const cents = (usd: number) => ({ inputTokens: 1000, outputTokens: 500, costUsd: usd });
    const answerFor = (usd: number) => draftResult({ usage: cents(usd) });
    const request = (n: number) => ({ ...key, request: `q${n}` });
    const run = 'a1';

    it('counts a call at its estimate, then at what it took, on the accounts of its run and its day', async () => {
      const found = await one.ledger.reserve(key, lease({ estimate: cents(0.1), spending: { run } }));
      const under = { calls: 1, settled: 0, inputTokens: 0, costUsd: null, open: { calls: 1, costUsd: 0.1 } };
      expect(await other.ledger.account('run:a1')).toMatchObject(under);
      await one.ledger.settle(found.state === 'reserved' ? found.receipt : '', answerFor(0.03));
      for (const name of ['run:a1', `day:${new Date(book.now()).toISOString().slice(0, 10)}`] as const) {
        expect(await other.ledger.account(name)).toEqual({
          ...{ calls: 1, settled: 1, uncertain: 0, inputTokens: 1000, outputTokens: 500, costUsd: 0.03, unpriced: 0 },
          ...{ uncertainUsd: 0, open: { calls: 0, costUsd: 0 } },
        });
      }
      expect(await one.ledger.account('run:other')).toMatchObject({ calls: 0, costUsd: null });
    });

    it('gives back the estimate of a call that failed for nothing, and all of one that was never sent', async () => {
      const terms = lease({ estimate: cents(0.1), spending: { run } });
      for (const outcome of ['failed', 'unsent'] as const) {
        const found = await one.ledger.reserve(key, terms);
        if (found.state === 'reserved') await one.ledger.release(found.receipt, outcome, 'provider-rate-limited');
      }
      expect(await one.ledger.account('run:a1')).toMatchObject({
        calls: 1,
        inputTokens: 0,
        costUsd: null,
        unpriced: 0,
      });
      expect(await one.ledger.totals()).toMatchObject({ calls: 1, inputTokens: 0 });
    });

    it('keeps an uncertain call at its estimate until its answer comes', async () => {
      const found = await one.ledger.reserve(key, lease({ estimate: cents(0.1), spending: { run } }));
      const receipt = found.state === 'reserved' ? found.receipt : '';
      await one.ledger.release(receipt, 'uncertain', 'provider-timeout');
      expect(await one.ledger.account('run:a1')).toMatchObject({
        ...{ uncertain: 1, costUsd: 0.1, uncertainUsd: 0.1, outputTokens: 500 },
      });
      expect(await one.ledger.costs('model')).toMatchObject([{ uncertain: 1, uncertainUsd: 0.1 }]);
      expect(await one.ledger.totals()).toMatchObject({ uncertain: 1, costUsd: 0.1 });
      await one.ledger.settle(receipt, answerFor(0.02));
      expect(await one.ledger.account('run:a1')).toMatchObject({
        ...{ uncertain: 0, settled: 1, costUsd: 0.02, uncertainUsd: 0 },
      });
    });

    it('counts an answer that nobody counted, or that has no price, at the estimate', async () => {
      const uncounted = draftResult({ usage: { inputTokens: 0, outputTokens: 0, costUsd: null } });
      const found = await one.ledger.reserve(key, lease({ estimate: cents(0.1), spending: { run } }));
      await one.ledger.settle(found.state === 'reserved' ? found.receipt : '', uncounted);
      expect(await one.ledger.account('run:a1')).toMatchObject({ inputTokens: 1000, costUsd: 0.1, unpriced: 0 });
    });

    it('says how many calls have no price', async () => {
      const found = await one.ledger.reserve(key, lease({ estimate: { ...cents(0), costUsd: null } }));
      const answer = draftResult({ usage: { inputTokens: 5, outputTokens: 5, costUsd: null } });
      await one.ledger.settle(found.state === 'reserved' ? found.receipt : '', answer);
      expect(await one.ledger.spent()).toMatchObject({ settled: 1, costUsd: null, unpriced: 1 });
    });

    it('gives the last cent of a run to one of many who ask at once, and tells the others to wait', async () => {
      const terms = lease({ estimate: cents(0.3), spending: { run, maxCostUsd: 0.4 } });
      const asked: Promise<Reservation>[] = [];
      for (let n = 0; n < 10; n += 1) {
        asked.push(one.ledger.reserve(request(n), terms), other.ledger.reserve(request(n + 10), terms));
      }
      const found = await Promise.all(asked);
      expect(found.filter(({ state }) => state === 'reserved')).toHaveLength(1);
      const refused = found.filter(({ state }) => state === 'over-budget');
      expect(refused).toHaveLength(19);
      const over = { budget: 'run-cost', spent: 0.3, limit: 0.4, next: 0.3 };
      expect(refused[0]).toEqual({ state: 'over-budget', over, mayFree: true });
      expect(await one.ledger.account('run:a1')).toMatchObject({ calls: 1 });
    });

    it('has room again once a call turns out cheaper, and none when it does not', async () => {
      const terms = lease({ estimate: cents(0.3), spending: { run, maxCostUsd: 0.4 } });
      const first = await one.ledger.reserve(request(1), terms);
      await one.ledger.settle(first.state === 'reserved' ? first.receipt : '', answerFor(0.1));
      const second = await other.ledger.reserve(request(2), terms);
      expect(second.state).toBe('reserved'); // exactly the rest
      await other.ledger.settle(second.state === 'reserved' ? second.receipt : '', answerFor(0.3));
      const over = { budget: 'run-cost', spent: 0.4, limit: 0.4, next: 0.3 };
      expect(await one.ledger.reserve(request(3), terms)).toEqual({ state: 'over-budget', over, mayFree: false });
      expect(await one.ledger.reserve(request(1), terms)).toMatchObject({ state: 'settled' });
      expect(await one.ledger.reserve(request(3), lease({ spending: { run: 'b2', maxCostUsd: 0.4 } }))).toMatchObject({
        state: 'reserved',
      });
    });

    describe('where the estimate will not fit any more', () => {
      const usage = (outputTokens: number) => ({ inputTokens: 1000, outputTokens, costUsd: outputTokens / 10_000 });
      const terms = (maxCostUsd: number, given: Partial<Terms> = {}) =>
        lease({ estimate: usage(4000), least: usage(1000), spending: { run, maxCostUsd }, ...given });

      it('gives a call all that is left, to the last token, and has the next one wait for what comes back', async () => {
        const first = await one.ledger.reserve(request(1), terms(0.25));
        expect(first).toMatchObject({ state: 'reserved', outputTokens: 2500 });
        expect(await one.ledger.account('run:a1')).toMatchObject({ open: { calls: 1, costUsd: 0.25 } });
        expect(await other.ledger.reserve(request(2), terms(0.25))).toMatchObject({ mayFree: true });
        await one.ledger.settle(first.state === 'reserved' ? first.receipt : '', answerFor(0.1));
        expect(await other.ledger.reserve(request(2), terms(0.25))).toMatchObject({ outputTokens: 1500 });
      });

      it('refuses it when less is left than the least, whatever is under way', async () => {
        const first = await one.ledger.reserve(request(1), terms(0.25));
        await one.ledger.settle(first.state === 'reserved' ? first.receipt : '', answerFor(0.16));
        await one.ledger.reserve(request(3), lease({ estimate: usage(500), spending: { run } }));
        const over = { budget: 'run-cost', spent: 0.16, limit: 0.25, next: 0.1 };
        expect(await one.ledger.reserve(request(2), terms(0.25))).toEqual({
          ...{ state: 'over-budget', over, mayFree: false },
        });
      });

      it('has it wait while calls under way may make room for all of it', async () => {
        await one.ledger.reserve(request(1), terms(0.6));
        expect(await one.ledger.reserve(request(2), terms(0.6))).toMatchObject({ state: 'over-budget', mayFree: true });
      });

      it('goes by the tightest budget, and makes no call more than may be made', async () => {
        const tight = terms(0.3, { dailyMaxCostUsd: 0.2 });
        expect(await one.ledger.reserve(request(1), tight)).toMatchObject({ outputTokens: 2000 });
        const none = terms(0.3, { spending: { run: 'b2', maxCostUsd: 0.3, maxCalls: 0 } });
        expect(await one.ledger.reserve(request(2), none)).toMatchObject({ state: 'over-budget', mayFree: false });
      });
    });

    it('does not wait for the room of a process that died, nor for a lease that is over', async () => {
      const terms = lease({ estimate: cents(0.3), spending: { run, maxCostUsd: 0.4 } });
      await one.ledger.reserve(request(1), terms);
      one.die();
      expect(await other.ledger.reserve(request(2), terms)).toMatchObject({ state: 'over-budget', mayFree: false });
      expect(await other.ledger.account('run:a1')).toMatchObject({
        ...{ uncertain: 1, costUsd: 0.3, uncertainUsd: 0.3, open: { calls: 0 } },
      });
      const again = lease({ estimate: cents(0.3), spending: { run, maxCostUsd: 0.6 } });
      expect(await other.ledger.reserve(request(1), again)).toMatchObject({ state: 'reserved' }); // asked again
      expect(await other.ledger.account('run:a1')).toMatchObject({ calls: 2, uncertain: 1, open: { costUsd: 0.3 } });
      book.advance(60_000);
      expect(await other.ledger.reserve(request(2), again)).toMatchObject({ state: 'over-budget', mayFree: false });
    });

    it('counts every call that was sent against the calls of a run', async () => {
      const terms = lease({ spending: { run, maxCalls: 2 } });
      const first = await one.ledger.reserve(request(1), terms);
      await one.ledger.release(first.state === 'reserved' ? first.receipt : '', 'failed', 'provider-rate-limited');
      await one.ledger.reserve(request(2), terms);
      const over = { budget: 'run-calls', spent: 2, limit: 2, next: 1 };
      expect(await other.ledger.reserve(request(3), terms)).toEqual({ state: 'over-budget', over, mayFree: true });
    });

    it('keeps to the budget of the day for all, and begins anew at midnight UTC', async () => {
      const terms = () => lease({ estimate: cents(0.3), dailyMaxCostUsd: 0.5, spending: { run } });
      const first = await one.ledger.reserve(request(1), terms());
      await one.ledger.settle(first.state === 'reserved' ? first.receipt : '', answerFor(0.3));
      const over = { budget: 'day-cost', spent: 0.3, limit: 0.5, next: 0.3 };
      expect(await other.ledger.reserve(request(2), terms())).toEqual({ state: 'over-budget', over, mayFree: false });
      book.advance(86_400_000 - (book.now() % 86_400_000));
      expect(await other.ledger.reserve(request(2), terms())).toMatchObject({ state: 'reserved' });
    });

    it('sums by day, model, provider and run', async () => {
      const add = async (given: typeof key, usd: number, terms: Partial<Terms> = {}) => {
        const found = await one.ledger.reserve(given, lease({ estimate: cents(usd), ...terms }));
        await one.ledger.settle(found.state === 'reserved' ? found.receipt : '', answerFor(usd));
      };
      await add(request(1), 0.1, { spending: { run } });
      await add({ ...request(2), model: 'dear' }, 0.7);
      const today = new Date(book.now()).toISOString().slice(0, 10);
      book.advance(86_400_000);
      await add(request(3), 0.2, { spending: { run } });
      const tomorrow = new Date(book.now()).toISOString().slice(0, 10);
      await one.ledger.reserve(request(4), lease({ estimate: cents(9), spending: { run } })); // under way
      const sums = async (...of: Parameters<Ledger['costs']>) =>
        (await other.ledger.costs(...of)).map(({ key, calls, costUsd }) => [key, calls, costUsd]);
      expect(await sums('day')).toEqual([
        [today, 2, 0.8],
        [tomorrow, 2, 0.2],
      ]);
      expect(await sums('model')).toEqual([
        ['dear', 1, 0.7],
        ['gpt-5-mini', 3, 0.3],
      ]);
      expect(await sums('provider', tomorrow)).toEqual([['openai', 2, 0.2]]);
      expect(await sums('run')).toEqual([
        [null, 1, 0.7],
        ['a1', 3, 0.3],
      ]);
      expect(await sums('tag')).toEqual([[null, 4, 1]]);
      expect(await one.ledger.spent(tomorrow)).toMatchObject({ calls: 2, settled: 1, costUsd: 0.2 });
    });

    it('says how long the last answers of a model were', async () => {
      const answered = async (request: string, outputTokens: number, given = key) => {
        const receipt = await reserve(one, { ...given, request });
        await one.ledger.settle(receipt, draftResult({ usage: { inputTokens: 9, outputTokens, costUsd: null } }));
        return receipt;
      };
      await answered('a', 20);
      await one.ledger.discard([await answered('b', 30)]);
      await answered('c', 0);
      await answered('d', 99, { ...key, model: 'other' });
      await one.ledger.release(await reserve(one), 'failed', 'bad', {
        inputTokens: 9,
        outputTokens: 98,
        costUsd: null,
      });
      expect(await other.ledger.lastOutputs(key)).toEqual([30, 20]);
    });

    it('refuses to settle what was never reserved', async () => {
      await expect(one.ledger.settle('12345', draftResult())).rejects.toThrow('no reservation');
    });
  });
}
