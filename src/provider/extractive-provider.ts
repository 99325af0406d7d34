import type { Article, Range } from '../article/article.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import type { TextWorkers } from '../workers/text-workers.ts';
import { noUsage, type Provider } from './provider.ts';
import { ProviderError } from './provider-error.ts';

export interface ExtractiveProviderDeps {
  readonly workers: Pick<TextWorkers, 'extract'>;
  readonly vocabulary: Vocabulary;
}

const NAME = 'extractive';
const MODEL = 'extractive-2'; // raise it when the same article would be summarised otherwise

/**
 * The provider that needs no model, key or network: the draft is made of the article's own sentences (see
 * extract/extract-summary.ts). It costs nothing, and its attempt is not timed, so that the same request always has the
 * same answer.
 *
 * @throws {ProviderError} `provider-invalid-answer`, not retryable, when its draft was rejected: it knows no other.
 */
export function createExtractiveProvider({ workers, vocabulary }: ExtractiveProviderDeps): Provider {
  return {
    name: NAME,
    model: MODEL,
    prompt: null,
    async draft({ article, rejected }, { signal }) {
      signal.throwIfAborted();
      if (rejected) throw noOtherDraft(rejected.issues.map(({ at, message }) => `${at}: ${message}`));
      const draft = await orAborted(workers.extract(article, vocabulary), signal);
      return {
        ...{ draft, provider: NAME, model: MODEL, prompt: null, usage: noUsage, receipts: [] },
        attempts: [{ provider: NAME, model: MODEL, outcome: 'answered', durationMs: 0, waitedMs: 0 }],
        read: proseRanges(article),
      };
    },
  };
}

function noOtherDraft(issues: readonly string[]): ProviderError {
  return new ProviderError(`The ${NAME} provider has no other draft of this article (${issues.join('; ')})`, {
    code: 'provider-invalid-answer',
    provider: NAME,
    hint: 'Configure a model to have it summarised.',
  });
}

function proseRanges({ blocks }: Article): Range[] {
  return blocks.filter(({ kind }) => kind !== 'code' && kind !== 'table').map(({ start, end }) => ({ start, end }));
}

/** Work that nobody waits for any more ends with the worker's own deadline. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
