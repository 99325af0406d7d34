import type { Summary } from '../../src/summary/summary.ts';

/** A summary that keeps every rule; tests change one thing in it. */
export const validSummary: Summary = {
  whyItMatters:
    'On-call engineers gain a pattern for retry budgets that keeps a slow dependency from taking a whole checkout down, because callers stop asking before the queue behind it fills.',
  bullets: [
    'Checkout requests failed for 41 minutes after a single shard of the order store began to answer in nine seconds.',
    'Three layers of clients each retried three times, which multiplied the load on the shard by 27.',
    'The team replaced fixed retries with a budget of ten percent of the requests in the last minute.',
    'A drill with the same shard slowed down again ended after four minutes without a failed order.',
    'Every service now publishes its retry share, and an alert fires when that share passes five percent.',
  ],
  tags: ['sre', 'distributed-systems'],
  keywords: ['retry budget', 'checkout', 'overload'],
};
