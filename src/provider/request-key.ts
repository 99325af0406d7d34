import { createHash } from 'node:crypto';
import { type PromptRef, promptUsed } from '../prompt/prompt-ref.ts';
import { canonicalJson } from '../recording/canonical-json.ts';
import type { Tag, Vocabulary } from '../tags/vocabulary.ts';
import type { DraftRequest } from './provider.ts';

/** Several ask for the key of one request. */
const known = new WeakMap<
  DraftRequest,
  { readonly prompt: PromptRef | null; readonly tags: readonly Tag[]; readonly key: string }
>();

/**
 * The key of a request in the ledger: SHA-256, hex, of everything that a provider is told and that may change the answer,
 * written as JSON with sorted keys. It is the same on every run and machine; circumstances (signal, deadline), the
 * provider, and what no provider is told (an article's address, source, author and date) are not in it.
 */
export function requestKey(request: DraftRequest, prompt: PromptRef | null, vocabulary: Vocabulary): string {
  const { tags } = vocabulary;
  const found = known.get(request);
  if (found?.prompt === prompt && found.tags === tags) return found.key;
  const key = keyOf(request, prompt, tags);
  known.set(request, { prompt, tags, key });
  return key;
}

function keyOf(request: DraftRequest, prompt: PromptRef | null, tags: readonly Tag[]): string {
  const { fingerprint, title } = request.article;
  const { parts } = request;
  const content = {
    article: { fingerprint, title },
    prompt: prompt === null ? null : promptUsed(prompt, parts !== undefined).hash,
    rejected: request.rejected ?? null,
    ...(parts === undefined ? {} : { parts }), // a whole article keeps the key that it always had
  };
  const json = `${canonicalJson(content).slice(0, -1)},"tags":${tagsJson(tags)}}`; // the last key of all
  return createHash('sha256').update(json).digest('hex');
}

let latest: { readonly tags: readonly Tag[]; readonly json: string } | undefined;

/** The same ones come with every article. */
function tagsJson(tags: readonly Tag[]): string {
  if (latest?.tags !== tags) {
    const told = tags.map(({ id, name, description }) => ({ id, name, description }));
    latest = { tags, json: canonicalJson(told) };
  }
  return latest.json;
}
