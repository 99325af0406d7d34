import type { Entry } from '../../src/catalogue/entry.ts';
import { validSummary } from './summaries.ts';

/** A published entry as a model would write it; tests change one thing in it. */
export function exampleEntry(changes: Partial<Entry> = {}): Entry {
  return {
    id: 'e1',
    title: 'How a slow shard took checkout down',
    url: 'https://blog.example.com/slow-shard',
    source: 'Example Engineering',
    author: 'A. Author',
    publishedAt: '2025-05-30T00:00:00.000Z',
    createdAt: '2025-06-01T00:00:00.000Z',
    updatedAt: '2025-06-01T00:00:00.000Z',
    version: 1,
    locked: [],
    status: 'published',
    summary: validSummary,
    evidence: ['whyItMatters', ...validSummary.bullets.map((_, index) => `bullets/${index}`)].map((claim, index) => ({
      claim,
      supported: true,
      spans: [{ start: index * 10, end: index * 10 + 9, quote: `Passage ${index}` }],
      issues: [],
    })),
    provenance: {
      provider: 'openai',
      model: 'gpt-5-mini',
      prompt: 'summarise@1',
      promptHash: 'abc',
      calls: 1,
      repairs: 0,
      inputTokens: 1200,
      outputTokens: 300,
      costUsd: 0.0009,
      durationMs: 4200,
      dropped: [],
      attempts: [],
      coverage: [],
    },
    ...changes,
  };
}

/** The same with a third bullet that the article contradicts, so that it waits for review. */
export function doubtfulEntry(): Entry {
  const { evidence } = exampleEntry();
  return exampleEntry({
    status: 'needs-review',
    evidence: evidence.map((claim) =>
      claim.claim === 'bullets/2'
        ? {
            ...claim,
            supported: false,
            spans: [...claim.spans, { start: 90, end: 99, quote: 'Another 3' }],
            issues: [{ code: 'number', message: 'The article does not state "ten percent".' }],
          }
        : claim,
    ),
  });
}
