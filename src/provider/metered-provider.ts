import type { Usage } from '../ledger/ledger.ts';
import { attemptsOf } from './attempts-of.ts';
import type { Attempt, Provider } from './provider.ts';
import { ProviderError } from './provider-error.ts';

export interface MeterOptions {
  /** Told of every attempt, in order; with the last of a call, what the vendor charged for the call, where it says so. */
  readonly observe: (attempt: Attempt, usage?: Usage) => void;
}

/**
 * Reports every attempt to ask the inner provider, failed ones included, exactly once: it stands right around the adapter,
 * so that an answer from the ledger is none. A call that its caller gave up is not told.
 */
export function createMeteredProvider(inner: Provider, { observe }: MeterOptions): Provider {
  function report(attempts: readonly Attempt[], usage: Usage | undefined): void {
    for (const attempt of attempts.slice(0, -1)) observe(attempt);
    const last = attempts.at(-1);
    if (last === undefined) return;
    if (usage) observe(last, usage);
    else observe(last);
  }

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    async draft(request, call) {
      try {
        const result = await inner.draft(request, call);
        report(result.attempts, result.usage);
        return result;
      } catch (error) {
        if (error instanceof ProviderError) report(attemptsOf(error, inner, 0), error.usage);
        throw error;
      }
    },
  };
}
