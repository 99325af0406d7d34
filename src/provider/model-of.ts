import type { ProviderConfig } from '../provider-config.ts';

/** The model that a provider asks. */
export function modelOf(provider: ProviderConfig): string {
  return provider.kind === 'openai' ? provider.server.model : provider.kind;
}
