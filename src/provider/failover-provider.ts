import type { Clock } from '../clock.ts';
import { attemptsOf } from './attempts-of.ts';
import type { Attempt, Call, DraftRequest, DraftResult, Provider } from './provider.ts';
import { ProviderError, type ProviderErrorCode, withAttempts } from './provider-error.ts';

export interface FailoverOptions {
  readonly clock: Clock;
}

/** How much of the time that is left a provider may take that is not the last, so that a hanging one leaves some. */
const SHARE_OF_TIME = 1 / 2;

/**
 * Failures that another provider may not share, whether or not they may pass: of the provider itself, its account, its
 * model or its address. What is wrong with the article is not among them, nor are recordings that miss it.
 */
const itsOwn: readonly ProviderErrorCode[] = [
  'provider-rate-limited',
  'provider-quota-exhausted',
  'provider-unavailable',
  'provider-unreachable',
  'provider-timeout',
  'provider-circuit-open',
  'provider-authentication',
  'provider-bad-request',
  'provider-length-stop',
  'provider-empty-answer',
  'provider-invalid-answer',
];

/**
 * Asks the providers in order, for each request anew, until one answers: the first again as soon as it can. The next one
 * is asked after whatever may pass or is the provider's own trouble (see `itsOwn`); not when it refuses the article by
 * policy or cannot take one so long, nor when the caller has left. Whoever is not the last has half of the time that is
 * left. The result says who answered; the attempts of those before come first. It stands for the first provider by name, model and prompt.
 *
 * @throws {ProviderError} when none answers: that of them which says the soonest when to come back, else the first; its
 *   message tells what each of them said.
 */
export function createFailoverProvider(
  providers: readonly [Provider, ...Provider[]],
  { clock }: FailoverOptions,
): Provider {
  const [first] = providers;

  async function ask(provider: Provider, request: DraftRequest, call: Call): Promise<DraftResult | ProviderError> {
    const startedAt = clock.steady();
    try {
      return await provider.draft(request, call);
    } catch (error) {
      call.signal.throwIfAborted();
      if (!(error instanceof ProviderError)) throw error;
      return withAttempts(error, attemptsOf(error, provider, clock.steady() - startedAt));
    }
  }

  return {
    name: first.name,
    model: first.model,
    prompt: first.prompt,
    async draft(request, call) {
      const failures: ProviderError[] = [];
      const attempts: Attempt[] = [];
      for (const [index, provider] of providers.entries()) {
        const isLast = index === providers.length - 1;
        const now = clock.steady();
        const deadline = isLast ? call.deadline : now + Math.floor((call.deadline - now) * SHARE_OF_TIME);
        let outcome = await ask(provider, request, { ...call, deadline });
        if (index > 0 && request.rejected && cannotRepair(outcome)) {
          // What was rejected is most likely the draft of one that failed since. It has one of its own to give.
          const { rejected: _, ...anew } = request;
          outcome = await ask(provider, anew, { ...call, deadline });
        }
        attempts.push(...outcome.attempts);
        if (!(outcome instanceof ProviderError)) return index === 0 ? outcome : { ...outcome, attempts };
        failures.push(outcome);
        if (!isAnothersTurn(outcome)) throw index === 0 ? outcome : withAttempts(outcome, attempts);
      }
      throw allFailed(failures, attempts);
    },
  };
}

function isAnothersTurn({ code, retryable }: ProviderError): boolean {
  return retryable || itsOwn.includes(code);
}

function cannotRepair(outcome: DraftResult | ProviderError): boolean {
  return outcome instanceof ProviderError && outcome.code === 'provider-invalid-answer' && !outcome.retryable;
}

function allFailed(failures: readonly ProviderError[], attempts: readonly Attempt[]): ProviderError {
  const wait = ({ retryable, retryAfterMs = Number.MAX_VALUE }: ProviderError) => (retryable ? retryAfterMs : Infinity);
  const soonest = failures.reduce((best, one) => (wait(one) < wait(best) ? one : best));
  const said = failures.map(({ message, provider }) =>
    message.includes(provider) ? message : `${provider}: ${message}`,
  );
  const message = failures.length > 1 ? `No provider gave a draft: ${said.join('; ')}` : soonest.message;
  return withAttempts(soonest, attempts, message);
}
