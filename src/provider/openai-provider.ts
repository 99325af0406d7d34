import type OpenAI from 'openai';
import type { Clock } from '../clock.ts';
import type { Usage } from '../ledger/ledger.ts';
import type { Prompt } from '../prompt/load-prompt.ts';
import { promptUsed } from '../prompt/prompt-ref.ts';
import { summarySchema } from '../summary/summary.ts';
import { perVocabulary } from '../tags/live-vocabulary.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { draftJsonSchema } from './draft-json-schema.ts';
import { mapOpenAiError } from './map-openai-error.ts';
import { concede, dialectFields, fullDialect, type OpenAiDialect } from './openai-dialect.ts';
import { outputTokensOf } from './output-tokens.ts';
import type { Prices } from './prices.ts';
import type { Attempt, Call, DraftResult, Provider } from './provider.ts';
import { ProviderError, withAttempts } from './provider-error.ts';
import { type Counted, parseDraft, readCompletion } from './read-completion.ts';
import { summariseMessages } from './summarise-messages.ts';

export interface OpenAiProviderOptions {
  /** Default `openai`; `mock` when `fetch` is a scenario. */
  readonly name?: string;
  /** Without one no `Authorization` header is sent, as local servers like it. */
  readonly apiKey?: string | undefined;
  /** Default: the OpenAI API. */
  readonly baseUrl?: string | undefined;
  readonly model: string;
  readonly fetch: typeof globalThis.fetch;
  readonly prices: Prices;
  readonly prompt: Prompt;
  readonly vocabulary: Vocabulary;
  readonly clock: Clock;
  /** The longest one attempt may take, in milliseconds. Default 90,000. */
  readonly timeoutMs?: number;
  /**
   * The most tokens an answer may have, a model's unseen reasoning included. Default 16,384 for models that reason, else
   * 4,096, which small local models have room for.
   */
  readonly maxOutputTokens?: number;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The SDK wants a number; the deadline here is the clock's, so its own timer must never be the first. Twelve days: with the
 * longest that a timer takes, one that it sets after the clock was set back would ring at once.
 */
const NEVER_MS = 2 ** 30;

/**
 * Drafts with the chat completions of OpenAI or of any compatible server. What a server turned out not to understand or to
 * allow (see openai-dialect.ts) is remembered for the life of the provider, which is one server and one model.
 */
export function createOpenAiProvider(options: OpenAiProviderOptions): Provider {
  const { name = 'openai', model, prompt, vocabulary, clock, prices, apiKey } = options;
  const { timeoutMs = 90_000, maxOutputTokens = outputTokensOf(model).most } = options;
  const schema = perVocabulary(vocabulary, ({ tags }) => draftJsonSchema(summarySchema(tags.map(({ id }) => id))));
  let client: Promise<OpenAI> | undefined;
  let dialect = fullDialect(maxOutputTokens);

  async function send(body: OpenAI.ChatCompletionCreateParamsNonStreaming, call: Call): Promise<unknown> {
    client ??= openClient(options);
    const { chat } = await client;
    call.signal.throwIfAborted(); // while that was loaded, say: whoever listens from now on is not told
    const remaining = Math.min(timeoutMs, call.deadline - clock.steady());
    if (remaining <= 0) throw timedOut(name, 'was not asked: no time was left', false);
    let isLate = false;
    const answered = new AbortController();
    const cancelled = new AbortController(); // AbortSignal.any takes several times as long
    const cancel = () => cancelled.abort(call.signal.reason);
    call.signal.addEventListener('abort', cancel);
    clock.sleep(remaining, answered.signal).then(
      () => {
        isLate = true;
        cancelled.abort();
      },
      () => {},
    );
    try {
      return await chat.completions.create(body, { signal: cancelled.signal });
    } catch (error) {
      if (isLate) throw timedOut(name, `did not answer within ${Math.ceil(remaining / 1000)} s`, true);
      throw error;
    } finally {
      call.signal.removeEventListener('abort', cancel);
      answered.abort(true); // without a reason it would make an error with a stack
    }
  }

  function usageOf({ tokens, model: answeredBy }: Counted): Usage {
    return { ...tokens, costUsd: prices.costOf(answeredBy ?? model, tokens, model) };
  }

  return {
    name,
    model,
    prompt: prompt.ref,
    async draft(request, call): Promise<DraftResult> {
      call.signal.throwIfAborted();
      const { messages, read } = summariseMessages(prompt, request, vocabulary);
      const attempts: Attempt[] = [];
      const { maxOutputTokens: most = dialect.maxOutputTokens } = call;
      let spoken = { ...dialect, maxOutputTokens: Math.min(dialect.maxOutputTokens, most) };
      let learnt: Partial<OpenAiDialect> = {};
      let first: ProviderError | undefined;
      while (true) {
        const startedAt = clock.steady();
        const attempt = (outcome: string): Attempt => ({
          ...{ provider: name, model, outcome, waitedMs: 0 },
          durationMs: Math.round(clock.steady() - startedAt),
        });
        try {
          const fields = dialectFields(spoken, schema());
          const body = await send({ model, messages: [...messages], ...fields }, call);
          dialect = { ...dialect, ...learnt }; // only now is it known that this was what it refused
          const completion = readCompletion(body, name, usageOf);
          return {
            draft: parseDraft(completion.content),
            provider: name,
            model: completion.model ?? model,
            prompt: promptUsed(prompt.ref, request.parts !== undefined),
            usage: completion.usage ?? { inputTokens: 0, outputTokens: 0, costUsd: null },
            attempts: [...attempts, attempt('answered')],
            read,
            receipts: [],
          };
        } catch (error) {
          if (call.signal.aborted) throw call.signal.reason;
          const failure =
            error instanceof ProviderError
              ? error
              : mapOpenAiError(error, { provider: name, apiKey, now: clock.now() });
          if (failure === null) throw error;
          attempts.push(attempt(failure.code));
          const concession = concede(spoken, error);
          if (concession === null) throw withAttempts(moreTelling(first, failure), attempts);
          first ??= failure;
          spoken = { ...spoken, ...concession.change };
          if (concession.lasting) learnt = { ...learnt, ...concession.change };
        }
      }
    },
  };
}

/** When asking for less was refused all the same, what the server said at first is nearer to the truth. */
function moreTelling(first: ProviderError | undefined, last: ProviderError): ProviderError {
  return first && (last.code === 'provider-bad-request' || last.code === first.code) ? first : last;
}

/** The SDK's own, and none that it found in the environment (OPENAI_CUSTOM_HEADERS). */
const SDK_HEADERS = /^(?:accept|authorization|content-type|idempotency-key|user-agent|x-stainless-.*)$/i;

/** Sends the SDK's headers and the given ones only. */
function withOwnHeaders(
  fetch: typeof globalThis.fetch,
  given: Readonly<Record<string, string>> = {},
): typeof globalThis.fetch {
  const own = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  return (input, init) => {
    const all = init?.headers instanceof Headers ? init.headers : new Headers(init?.headers);
    const headers = [...all].filter(([name]) => SDK_HEADERS.test(name) || own.has(name));
    return fetch(input, { ...init, headers: Object.fromEntries(headers) });
  };
}

/** Loads now, in the background, what the first draft would have to wait for. */
export function warmOpenAiProvider(): void {
  import('openai').catch(() => undefined); // the first draft says what is wrong
}

/** Loaded with the first draft: the SDK takes a quarter of a second, which a start should not wait for. */
async function openClient({ apiKey, baseUrl, fetch, headers }: OpenAiProviderOptions): Promise<OpenAI> {
  const { default: OpenAiClient } = await import('openai');
  return new OpenAiClient({
    apiKey: apiKey ?? 'none',
    // Null, not undefined: what is left out the SDK would read from the environment.
    ...{ organization: null, project: null, adminAPIKey: null, webhookSecret: null },
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    defaultHeaders: { ...headers, ...(apiKey === undefined && { Authorization: null }) },
    fetch: withOwnHeaders(fetch, headers),
    logLevel: 'off',
    maxRetries: 0,
    timeout: NEVER_MS,
  });
}

function timedOut(provider: string, what: string, asked: boolean): ProviderError {
  const known = { asked, uncertain: asked };
  return new ProviderError(`${provider} ${what}`, { code: 'provider-timeout', provider, retryable: true, ...known });
}
