import { createHash } from 'node:crypto';
import type { DraftRequest, PromptRef } from '../provider/provider.ts';

/**
 * The key of a request in the ledger: SHA-256, hex, of everything in it that may change the answer, written as JSON with
 * sorted keys. It is the same on every run and machine; circumstances (signal, deadline) and provider are not in it.
 */
export function requestKey(request: DraftRequest, prompt: PromptRef | null): string {
  const { fingerprint, title, url, source, author, publishedAt } = request.article;
  const content = {
    article: { fingerprint, title, url, source, author, publishedAt },
    prompt: prompt?.hash ?? null,
    rejected: request.rejected ?? null,
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? sorted(inner) : inner,
  );
}

function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
