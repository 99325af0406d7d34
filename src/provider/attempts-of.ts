import type { Attempt, Provider } from './provider.ts';
import type { ProviderError } from './provider-error.ts';

/**
 * The attempts behind a failure of `provider`: those the error carries, else one, which took `durationMs` milliseconds.
 * Every failure is an attempt, also one that says no more about itself; only what nobody would send for its length is none.
 */
export function attemptsOf(
  { attempts, code, asked }: ProviderError,
  { name, model }: Pick<Provider, 'name' | 'model'>,
  durationMs: number,
): readonly Attempt[] {
  if (attempts.length > 0 || (code === 'provider-context-exceeded' && !asked)) return attempts;
  return [{ provider: name, model, outcome: code, durationMs: Math.round(durationMs), waitedMs: 0 }];
}
