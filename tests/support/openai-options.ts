import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import type { OpenAiProviderOptions } from '../../src/provider/openai-provider.ts';
import { loadPrices } from '../../src/provider/prices.ts';
import type { Call } from '../../src/provider/provider.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createFakeClock } from './fake-clock.ts';

/** A key that must show up nowhere but in the Authorization header. */
export const TEST_KEY = 'sk-test-0123456789-secret';

/** Everything an OpenAI provider needs besides its `fetch`. */
export function openAiOptions(change: Partial<OpenAiProviderOptions> = {}): Omit<OpenAiProviderOptions, 'fetch'> {
  return {
    apiKey: TEST_KEY,
    baseUrl: 'https://llm.test/v1',
    model: 'gpt-5-mini',
    prices: loadPrices(),
    prompt: loadPrompt(),
    vocabulary: loadVocabulary(),
    clock: createFakeClock(),
    ...change,
  };
}

/** A call that nobody cancels and that has all the time in the world. */
export function patientCall(change: Partial<Call> = {}): Call {
  return { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER, ...change };
}
