import { type DraftRequest, type DraftResult, noUsage, type Provider } from './provider.ts';

export interface ScriptedProvider extends Provider {
  /** What was asked, in order. */
  readonly requests: readonly DraftRequest[];
}

/**
 * Answers with the drafts of a list, one a call, for tests of what stands around a provider. An `Error` in the list is
 * thrown; a call past its end is a mistake of the test and fails as one.
 */
export function createScriptedProvider(drafts: readonly unknown[], name = 'scripted'): ScriptedProvider {
  const requests: DraftRequest[] = [];
  return {
    name,
    model: 'script',
    prompt: null,
    requests,
    async draft(request, { signal }): Promise<DraftResult> {
      signal.throwIfAborted();
      const index = requests.push(request) - 1;
      if (index >= drafts.length)
        throw new RangeError(`the script has ${drafts.length} drafts, this is call ${index + 1}`);
      const draft = drafts[index];
      if (draft instanceof Error) throw draft;
      return {
        ...{ draft, provider: name, model: 'script', prompt: null, usage: noUsage, receipts: [] },
        attempts: [{ provider: name, model: 'script', outcome: 'answered', durationMs: 0, waitedMs: 0 }],
        read: [{ start: 0, end: request.article.text.length }],
      };
    },
  };
}
