const at = '2026-03-02T08:15:00.000Z';
const line = 'Teams that retry without a budget can turn a brief outage into an hour of their own making.';
const text =
  'During the outage, clients retried each failed call three times, which tripled the load on a service that was already ' +
  'failing. After the team capped retries at 10% of all calls, the next incident ended within four minutes.';
const summary = {
  whyItMatters: line,
  bullets: [
    'Clients retried each failed call three times.',
    'The retries tripled the load on a service that was failing already.',
    'Retries are now capped at 10% of all calls.',
    'The next incident ended within four minutes.',
    'The budget is kept for each client, not for each call.',
  ],
  tags: ['general'],
  keywords: ['retries', 'outage'],
};
const problem = {
  ...{
    type: '/problems/article-not-found',
    title: 'Article not found',
    status: 404,
    detail: 'There is no article “e1”',
  },
  ...{ instance: '/v1/articles/e1', code: 'article-not-found', hint: 'GET /v1/articles lists what there is.' },
};
const job = {
  ...{ id: '4x7k2m9p1q8r5t3v', state: 'done', attempts: 1, createdAt: at, updatedAt: at, dueAt: null },
  ...{ articleId: '7h3n5w2c8y6d9f1b', problem: null },
  links: { self: '/v1/jobs/4x7k2m9p1q8r5t3v', article: '/v1/articles/7h3n5w2c8y6d9f1b' },
};
const entry = {
  ...{ id: '7h3n5w2c8y6d9f1b', title: 'A budget for retries', url: 'https://blog.example.com/retry-budgets' },
  ...{ source: 'Example Engineering', author: 'A. Author', publishedAt: '2026-03-01T00:00:00.000Z' },
  ...{ createdAt: at, updatedAt: at, version: 1, locked: [], status: 'published', summary },
  evidence: [
    {
      ...{ claim: 'bullets/0', supported: true, issues: [] },
      spans: [{ start: 19, end: 63, quote: text.slice(19, 63) }],
    },
  ],
  provenance: {
    ...{ provider: 'openai', model: 'gpt-5-mini', prompt: 'summarise@1', promptHash: '1f0c', calls: 1, repairs: 0 },
    ...{ inputTokens: 1480, outputTokens: 312, costUsd: 0.001, durationMs: 4200, dropped: [], attempts: [] },
    coverage: [{ start: 0, end: text.length }],
  },
  links: {
    self: '/v1/articles/7h3n5w2c8y6d9f1b',
    html: '/articles/7h3n5w2c8y6d9f1b',
    text: '/v1/articles/7h3n5w2c8y6d9f1b/text',
    original: 'https://blog.example.com/retry-budgets',
  },
};
const checked = {
  evidence: [{ ...{ claim: 'claims/0', text: 'Retries doubled the load.', supported: false, spans: [] }, issues: [] }],
  text,
};

/** What is sent in JSON, by operation. */
export const requestExamples: Readonly<Record<string, object>> = {
  summariseArticle: { title: 'A budget for retries', url: 'https://blog.example.com/retry-budgets', text },
  editArticle: { summary: { whyItMatters: line }, reason: 'It named no reader.' },
  reviewArticle: { decision: 'accept', reason: 'The article says so in its table.' },
  undoRevision: { reason: 'The old line was right.' },
  changeTag: { rename: 'reliability', name: 'Reliability' },
  checkClaims: { text, claims: ['Retries doubled the load.'] },
};

/** What is answered in JSON, by the name of its schema. */
export const answerExamples: Readonly<Record<string, object>> = {
  ...{ Entry: entry, Problem: problem, Job: job, CheckResult: checked },
  SourcePage: { items: [{ name: 'Example Engineering', count: 12 }], page: 1, perPage: 10, pageCount: 1, total: 1 },
};
