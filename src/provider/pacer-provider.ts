import type { Clock } from '../clock.ts';
import { BudgetError } from '../ledger/budget-error.ts';
import type { Usage } from '../ledger/ledger.ts';
import type { UsageEstimator } from './estimate-usage.ts';
import { leaving } from './leaving.ts';
import type { Call, DraftResult, Provider } from './provider.ts';
import { ProviderError, withAttempts } from './provider-error.ts';
import { withWait } from './with-wait.ts';

/** How fast calls may follow each other; what is left out is not limited. */
export interface Pace {
  /** Calls a minute. */
  readonly rpm?: number | undefined;
  /** Tokens a minute, input and output. */
  readonly tpm?: number | undefined;
}

export interface PacerOptions extends Pace {
  readonly clock: Clock;
  /** Says how many tokens a call will take. */
  readonly estimator: Pick<UsageEstimator, 'expected'>;
}

interface Waiting {
  readonly joinedAt: number;
  readonly tokens: number;
  begin(): void;
}

const MINUTE_MS = 60_000;
/** What a late timer or a busy process held up is made good for so much of the time, and the rest is lost. */
const CATCH_UP_MS = MINUTE_MS / 10;

/**
 * Spaces calls evenly, first come, first served: with `rpm` 60 they are a second apart, with `tpm` 60,000 a call of 3,000
 * tokens keeps the next one waiting for three seconds. So no minute has more calls than that, and none has a burst. Tokens
 * are estimated, and put right when the answer says how many there were. What nobody was sent (the ledger had the answer, or
 * no budget) takes no place. Each provider of each process has a pace of its own.
 *
 * @throws {ProviderError} `provider-timeout`, retryable, `asked: false`, when the call's time is over before its turn.
 */
export function createPacerProvider(inner: Provider, options: PacerOptions): Provider {
  const { clock, estimator, rpm, tpm } = options;
  const msPerCall = rpm === undefined ? 0 : MINUTE_MS / rpm;
  const msPerToken = tpm === undefined ? 0 : MINUTE_MS / tpm;
  const line = new Set<Waiting>();
  const now = clock.steady;
  /** From when on the next call, and the next tokens, may be sent. */
  let callsFrom = 0;
  let tokensFrom = 0;
  let timer: AbortController | undefined;

  const turnOf = ({ joinedAt }: Waiting) => Math.max(joinedAt, callsFrom, tokensFrom);

  function send(waiting: Waiting): void {
    const at = Math.max(turnOf(waiting), now() - CATCH_UP_MS);
    callsFrom = Math.max(callsFrom, at) + msPerCall;
    tokensFrom = Math.max(tokensFrom, at) + waiting.tokens * msPerToken;
    waiting.begin();
  }

  /** Lets in whoever's turn has come, and looks again when the next one's does. */
  function look(): void {
    timer?.abort();
    for (const waiting of line) {
      const wait = turnOf(waiting) - now();
      if (wait > 0) {
        timer = new AbortController();
        clock.sleep(Math.ceil(wait), timer.signal).then(look, () => {});
        return;
      }
      line.delete(waiting);
      send(waiting);
    }
  }

  /** Waits for the turn of a call and says how long that took. */
  async function takeTurn(tokens: number, call: Call): Promise<number> {
    const joinedAt = now();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { joinedAt, tokens, begin: resolve };
    line.add(waiting);
    if (line.size === 1) look();
    if (!line.has(waiting)) return 0;
    const done = new AbortController();
    const leave = (reason: unknown) => {
      if (!line.delete(waiting)) return;
      reject(reason);
      look();
    };
    const left = leaving(call);
    if (left.aborted) leave(left.reason);
    left.addEventListener('abort', () => leave(left.reason), { once: true, signal: done.signal });
    clock.sleep(Math.max(0, call.deadline - now()), done.signal).then(
      () => leave(tooLate(inner, now() - joinedAt)),
      () => {},
    );
    try {
      await promise;
      return Math.round(now() - joinedAt);
    } finally {
      done.abort();
    }
  }

  function correct(tokens: number, { inputTokens, outputTokens }: Usage): void {
    if (inputTokens + outputTokens === 0) return; // a server that does not count
    tokensFrom += (inputTokens + outputTokens - tokens) * msPerToken;
    look();
  }

  function giveBack(tokens: number): void {
    callsFrom -= msPerCall;
    tokensFrom -= tokens * msPerToken;
    look();
  }

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    async draft(request, call): Promise<DraftResult> {
      call.signal.throwIfAborted();
      const tokens = estimator.expected(request, call);
      const waitedMs = await takeTurn(tokens, call);
      try {
        const result = await inner.draft(request, call);
        if (result.attempts.length > 0) correct(tokens, result.usage);
        else giveBack(tokens);
        return waitedMs === 0 ? result : { ...result, attempts: withWait(result.attempts, waitedMs) };
      } catch (error) {
        if (error instanceof BudgetError || (error instanceof ProviderError && !error.asked)) giveBack(tokens);
        if (!(error instanceof ProviderError)) throw error;
        if (error.usage) correct(tokens, error.usage);
        throw waitedMs === 0 ? error : withAttempts(error, withWait(error.attempts, waitedMs));
      }
    },
  };
}

function tooLate({ name, model }: Provider, waitedMs: number): ProviderError {
  const code = 'provider-timeout';
  return new ProviderError(
    `${name} was not asked: at the pace that is allowed its turn did not come within ${Math.ceil(waitedMs / 1000)} s`,
    {
      ...{ code, provider: name, asked: false, retryable: true },
      hint: 'Work on fewer articles at once (--concurrency), or allow more calls or tokens a minute.',
      attempts: [{ provider: name, model, outcome: code, durationMs: 0, waitedMs: Math.round(waitedMs) }],
    },
  );
}
