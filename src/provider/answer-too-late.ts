import { ProviderError } from './provider-error.ts';

/** The error of whoever waited for an answer that another caller, here or in another process, asked for. */
export function answerTooLate(provider: string): ProviderError {
  return new ProviderError('The answer that another caller asked for did not come in time', {
    code: 'provider-timeout',
    provider,
    asked: false,
    retryable: true,
    hint: 'Send the same request again in a moment.',
  });
}
