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

    it('refuses to settle what was never reserved', async () => {
      await expect(one.ledger.settle('12345', draftResult())).rejects.toThrow('no reservation');
    });
  });
}
