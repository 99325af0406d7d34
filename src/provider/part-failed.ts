import { ProviderError } from './provider-error.ts';

/**
 * The error of one step on the way of a long article, saying which it was and how far it came. Anything but a
 * ProviderError stays what it is.
 *
 * @param step as it follows "in": `the part from character 100 to 200`.
 * @param done how many answers had come by then.
 */
export function partFailed(error: unknown, step: string, done: number): unknown {
  if (!(error instanceof ProviderError)) return error;
  const { code, status, exitCode, retryable, retryAfterMs, hint, errors, cause } = error;
  const { provider, asked, uncertain, usage, attempts, tooLong } = error;
  const kept =
    done === 0 ? '' : `; ${done} ${done === 1 ? 'answer' : 'answers'} about other parts of it had come by then`;
  const advice = adviceFor(error) ?? hint;
  return new ProviderError(`${error.message}, in ${step} of an article that is too long to be drafted at once${kept}`, {
    ...{ code, status, exitCode, retryable, errors, provider, asked, uncertain, usage, attempts, tooLong },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(advice === undefined ? {} : { hint: advice }),
    ...(cause === undefined ? {} : { cause }),
  });
}

function adviceFor({ code, retryable }: ProviderError): string | undefined {
  const again = 'Send the article again: answers that have come are kept, and are not asked for a second time.';
  if (code === 'provider-timeout') {
    return `${again} Raise UPSHOT_TIMEOUT_SECONDS for articles as long as this, or use a model with a larger context.`;
  }
  return retryable ? again : undefined;
}
