import type { Prompt } from '../prompt/load-prompt.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import type { TextWorkers } from '../workers/text-workers.ts';
import { contextNamedIn } from './context-named-in.ts';
import { type ContextSize, contextSizeOf } from './context-size.ts';
import { AROUND_MESSAGE, promptTokensAtMost } from './prompt-tokens.ts';
import type { Attempt, DraftRequest, Provider } from './provider.ts';
import { ProviderError, type TooLong, withAttempts } from './provider-error.ts';
import { type Message, summariseMessages } from './summarise-messages.ts';

export interface ContextOptions {
  readonly workers: Pick<TextWorkers, 'countTokens'>;
  /** Those of the inner provider: the prompt is counted as it will be sent. */
  readonly prompt: Prompt;
  readonly vocabulary: Vocabulary;
  /** The context of the model, in tokens, prompt and answer together. Default: by the model's name, see context-size.ts. */
  readonly contextTokens?: number | undefined;
}

/** What is kept free for an answer, in tokens: most of it is a model's unseen reasoning. */
const ANSWER = { most: 16_384, shareOfContext: 1 / 4 } as const;
/** What stands around the article in its message, its title included, in tokens. */
const FRAME = 128;
/** Other tokenizers than the one that counts find more tokens in the same text: so many times as many, and in scripts other than Latin more yet. */
const FOREIGN = 1.2;

/**
 * Sends nobody more than it can take: servers that are sent more refuse it, or read the beginning or the end and say
 * nothing. What surely fits is not even counted. A vendor that takes less than was assumed is believed when it names its
 * limit, for the life of the provider.
 *
 * @throws {ProviderError} `provider-context-exceeded`, 422, when prompt and answer do not fit into the context; without the
 *   provider having been asked, and `tooLong` says by how much. A vendor's own error of this kind comes without it when the
 *   prompt should have fitted.
 */
export function createContextProvider(inner: Provider, options: ContextOptions): Provider {
  const { workers, prompt, vocabulary, contextTokens } = options;
  let size = contextSizeOf(inner.model, contextTokens);

  async function count(messages: readonly Message[]): Promise<number[]> {
    const texts = messages.map(({ content }) => content);
    const counts = await workers.countTokens(texts);
    return counts.map(
      (tokens, index) => AROUND_MESSAGE + (size.ownTokens ? tokens : inForeignTokens(tokens, texts[index])),
    );
  }

  /** How long a prompt is at most, and by how much it is too long; null when it is not. */
  async function measure(request: DraftRequest) {
    const { messages } = summariseMessages(prompt, request, vocabulary);
    const promptTokens = promptTokensAtMost(messages);
    const excess = promptTokens <= mostPromptTokens(size) ? null : await excessOf(messages);
    return { promptTokens, excess };
  }

  async function excessOf(messages: readonly Message[]): Promise<TooLong | null> {
    const most = mostPromptTokens(size);
    const counts = await count(messages);
    const all = counts.reduce((sum, tokens) => sum + tokens, 0);
    const tokens = Math.max(1, (counts[1] ?? 0) - FRAME); // the message that shows the article, or the drafts of its parts
    return all <= most ? null : { tokens, room: Math.max(0, tokens - (all - most)) };
  }

  function exceeded(tooLong: TooLong, attempts: readonly Attempt[] = []): ProviderError {
    const { tokens, room } = tooLong;
    const what = `${tokens.toLocaleString('en')} tokens, and ${inner.model} has room for ${room.toLocaleString('en')}`;
    const says =
      room > 0
        ? `so long an article: it has ${what}`
        : `any article: what is sent beside it, ${vocabulary.tags.length} tags among it, leaves no room in ${inner.model}`;
    return new ProviderError(`${inner.name} cannot take ${says}`, {
      ...{ code: 'provider-context-exceeded', provider: inner.name, asked: false, attempts, tooLong },
      hint: 'Use a model with a larger context, or correct UPSHOT_CONTEXT_TOKENS.',
    });
  }

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    async draft(request, call) {
      call.signal.throwIfAborted();
      const { promptTokens, excess } = await measure(request);
      if (excess) throw exceeded(excess);
      try {
        return await inner.draft(request, { ...call, promptTokens });
      } catch (error) {
        if (!(error instanceof ProviderError) || error.code !== 'provider-context-exceeded') throw error;
        const named = contextNamedIn(error.message);
        if (named === null || named >= size.contextTokens) throw error;
        size = { ...size, contextTokens: named, promptTokens: Math.min(size.promptTokens, named) };
        const { excess: found } = await measure(request);
        throw found ? withAttempts(exceeded(found), error.attempts) : error;
      }
    },
  };
}

/** How many tokens a prompt may have, so that its answer fits as well. */
export function mostPromptTokens({ contextTokens, promptTokens }: ContextSize): number {
  const answer = Math.min(ANSWER.most, Math.floor(contextTokens * ANSWER.shareOfContext));
  return Math.min(promptTokens, contextTokens - answer);
}

function inForeignTokens(tokens: number, text = ''): number {
  const others = text.match(/[^\p{scx=Latin}\p{scx=Common}]/gu)?.length ?? 0;
  return Math.ceil(tokens * FOREIGN) + others;
}
