import { type Call, type DraftRequest, type DraftResult, noUsage, type Provider } from '../../src/provider/provider.ts';

export interface ManualCall {
  readonly request: DraftRequest;
  readonly call: Call;
  answer(change?: Partial<DraftResult>): void;
  fail(error: unknown): void;
}

export interface ManualProvider extends Provider {
  /** Every call so far, in order. */
  readonly calls: readonly ManualCall[];
  /** Resolves with call number `n`, from 0, once it is made. */
  call(n: number): Promise<ManualCall>;
}

/** A provider whose calls stay open until the test ends them; a cancelled one ends with the signal's reason. */
export function createManualProvider(name = 'manual'): ManualProvider {
  const calls: ManualCall[] = [];
  let made = Promise.withResolvers<void>();
  return {
    ...{ name, model: 'by-hand', prompt: null, calls },
    async call(n) {
      while (calls.length <= n) await made.promise;
      const found = calls[n];
      if (found === undefined) throw new RangeError(`there is no call ${n}`);
      return found;
    },
    draft(request, call) {
      const { promise, resolve, reject } = Promise.withResolvers<DraftResult>();
      if (call.signal.aborted) reject(call.signal.reason);
      call.signal.addEventListener('abort', () => reject(call.signal.reason), { once: true });
      const answered = {
        ...{ draft: `draft ${calls.length}`, provider: name, model: 'by-hand', prompt: null, usage: noUsage },
        attempts: [{ provider: name, model: 'by-hand', outcome: 'answered', durationMs: 0, waitedMs: 0 }],
        ...{ read: [{ start: 0, end: 1 }], receipts: [] },
      };
      calls.push({ request, call, answer: (change) => resolve({ ...answered, ...change }), fail: reject });
      made.resolve();
      made = Promise.withResolvers();
      return promise;
    },
  };
}

/** Lets everything run that waits for nothing. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
