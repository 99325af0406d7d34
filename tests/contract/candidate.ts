import type { SaveCandidate } from '../../src/catalogue/catalogue.ts';

/** A candidate that differs from others in what is given, and in nothing that is random. */
export function candidate(id: string, given: Partial<SaveCandidate> & { tags?: string[] } = {}): SaveCandidate {
  const { tags = ['general'], ...rest } = given;
  return {
    id,
    fingerprint: `1-${id}`,
    text: `The text of ${id}.`,
    title: `Title ${id}`,
    url: null,
    source: null,
    author: null,
    publishedAt: null,
    now: Date.UTC(2026, 0, 1),
    status: 'published',
    summary: {
      whyItMatters: `Operators of ${id} sleep better.`,
      bullets: [1, 2, 3, 4, 5].map((number) => `Point ${number} of ${id} stands.`),
      tags,
      keywords: ['queues', 'latency'],
    },
    evidence: [{ claim: 'whyItMatters', supported: true, spans: [{ start: 0, end: 3, quote: 'The' }], issues: [] }],
    provenance: {
      provider: 'scripted',
      model: 'none',
      prompt: null,
      promptHash: null,
      calls: 1,
      repairs: 0,
      inputTokens: 10,
      outputTokens: 5,
      costUsd: null,
      durationMs: 3,
      dropped: [],
      attempts: [],
      coverage: [{ start: 0, end: 10 }],
    },
    ...rest,
  };
}
