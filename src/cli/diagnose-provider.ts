import type { Prices } from '../provider/prices.ts';
import type { ProviderConfig } from '../provider-config.ts';
import { maskUrl } from './mask-url.ts';

/** One of the providers in force. What could not be found out is null. */
export interface DiagnosedProvider {
  readonly name: string;
  readonly model: string | null;
  readonly server: string | null;
  /** US dollars for a million tokens; null when no model is asked or its price is not known. */
  readonly price: { readonly input: number; readonly output: number } | null;
  /** What the server said to `--ping`; null when it was not asked or gave no good answer. */
  readonly ping: string | null;
}

/** What can be said of a provider by its configuration alone; nobody is asked. */
export function diagnoseProvider(provider: ProviderConfig, prices: Prices | null): DiagnosedProvider {
  const { name } = provider;
  if (provider.kind !== 'openai') {
    return { name, model: provider.kind === 'mock' ? 'mock' : null, server: null, price: null, ping: null };
  }
  const { model, baseUrl } = provider.server;
  const server = maskUrl(baseUrl ?? 'https://api.openai.com/v1');
  const input = prices?.costOf(model, { inputTokens: 1e6, outputTokens: 0 }) ?? null;
  const output = prices?.costOf(model, { inputTokens: 0, outputTokens: 1e6 }) ?? null;
  return { name, model, server, price: input === null || output === null ? null : { input, output }, ping: null };
}
