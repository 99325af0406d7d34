import { describe, expect, it } from 'vitest';
import { formatEntry, formatEvidence } from '../../src/cli/format-entry.ts';
import { terminalOf } from '../../src/cli/terminal.ts';
import { exampleEntry } from '../support/example-entry.ts';

const plainTerminal = terminalOf({ write: () => {}, isTTY: true, columns: 80 }, { NO_COLOR: '1' });
const pipe = terminalOf({ write: () => {} }, {});

const doubtful = exampleEntry({
  evidence: exampleEntry().evidence.map((claim) =>
    claim.claim === 'bullets/2'
      ? {
          ...claim,
          supported: false,
          issues: [{ code: 'number' as const, message: 'the article does not state the figure “ten percent”' }],
        }
      : claim.claim === 'whyItMatters'
        ? { ...claim, spans: [] }
        : claim,
  ),
});

describe('formatEntry', () => {
  it('wraps to a terminal of 80 columns', () => {
    expect(formatEntry(exampleEntry(), plainTerminal)).toMatchInlineSnapshot(`
      "How a slow shard took checkout down
      Example Engineering · A. Author · 2025-05-30 ·
      https://blog.example.com/slow-shard

      Why it matters: On-call engineers gain a pattern for retry budgets that keeps a
      slow dependency from taking a whole checkout down, because callers stop asking
      before the queue behind it fills.

        • Checkout requests failed for 41 minutes after a single shard of the order
          store began to answer in nine seconds.
        • Three layers of clients each retried three times, which multiplied the load
          on the shard by 27.
        • The team replaced fixed retries with a budget of ten percent of the requests
          in the last minute.
        • A drill with the same shard slowed down again ended after four minutes
          without a failed order.
        • Every service now publishes its retry share, and an alert fires when that
          share passes five percent.

      Tags: sre, distributed-systems
      Backed by the article: 6 of 6 claims
      Written by gpt-5-mini (openai), 1 call, $0.0009
      "
    `);
  });

  it('is one line a claim in a pipe', () => {
    expect(formatEntry(exampleEntry(), pipe)).toMatchInlineSnapshot(`
      "How a slow shard took checkout down
      Example Engineering · A. Author · 2025-05-30 · https://blog.example.com/slow-shard

      Why it matters: On-call engineers gain a pattern for retry budgets that keeps a slow dependency from taking a whole checkout down, because callers stop asking before the queue behind it fills.

        • Checkout requests failed for 41 minutes after a single shard of the order store began to answer in nine seconds.
        • Three layers of clients each retried three times, which multiplied the load on the shard by 27.
        • The team replaced fixed retries with a budget of ten percent of the requests in the last minute.
        • A drill with the same shard slowed down again ended after four minutes without a failed order.
        • Every service now publishes its retry share, and an alert fires when that share passes five percent.

      Tags: sre, distributed-systems
      Backed by the article: 6 of 6 claims
      Written by gpt-5-mini (openai), 1 call, $0.0009
      "
    `);
  });

  it('points at claims that the article does not back, and marks what no model wrote', () => {
    const { provenance } = doubtful;
    const entry = { ...doubtful, provenance: { ...provenance, provider: 'extractive', costUsd: 0 } };
    expect(formatEntry(entry, plainTerminal).split('\n').slice(-7)).toMatchInlineSnapshot(`
      [
        "    share passes five percent.",
        "",
        "Tags: sre, distributed-systems",
        "Backed by the article: 5 of 6 claims; look at these:",
        "  ! bullet 3: the article does not state the figure “ten percent”",
        "Extracted without a model: sentences of the article itself",
        "",
      ]
    `);
  });

  it('does without title, source, date, address, evidence and price', () => {
    const entry = exampleEntry({
      ...{ title: null, source: null, author: null, publishedAt: null, url: null, evidence: [] },
      provenance: { ...exampleEntry().provenance, calls: 2, costUsd: null },
    });
    const lines = formatEntry(entry, pipe).split('\n');
    expect(lines[0]).toBe('Untitled');
    expect(lines[1]).toBe('');
    expect(lines.slice(-2)).toEqual(['Written by gpt-5-mini (openai), 2 calls, cost unknown', '']);
  });
});

describe('formatEvidence', () => {
  it('ends with what was left out, but nothing of what no summary may hold', () => {
    const { provenance } = exampleEntry();
    const dropped = [
      { claim: 'It took 7 years.', issues: [{ code: 'number', message: 'The article does not state "7 years".' }] },
      { claim: null, issues: [{ code: 'link', message: 'No summary may hold this.' }] },
    ];
    const shown = formatEvidence(exampleEntry({ provenance: { ...provenance, dropped } }), plainTerminal);
    expect(shown.split('\n\n').slice(-2).join('\n\n')).toMatchInlineSnapshot(`
      "Left out: It took 7 years.
        ! number: The article does not state "7 years".

      Left out: what no summary may hold
        ! link: No summary may hold this.
      "
    `);
  });

  it('shows each claim with its best passage and what is wrong with it', () => {
    expect(formatEvidence(doubtful, plainTerminal)).toMatchInlineSnapshot(`
      "✓ On-call engineers gain a pattern for retry budgets that keeps a slow
        dependency from taking a whole checkout down, because callers stop asking
        before the queue behind it fills.
        no single passage

      ✓ Checkout requests failed for 41 minutes after a single shard of the order
        store began to answer in nine seconds.
        “Passage 1” [10–19]

      ✓ Three layers of clients each retried three times, which multiplied the load on
        the shard by 27.
        “Passage 2” [20–29]

      ✗ The team replaced fixed retries with a budget of ten percent of the requests
        in the last minute.
        ! the article does not state the figure “ten percent”
        “Passage 3” [30–39]

      ✓ A drill with the same shard slowed down again ended after four minutes without
        a failed order.
        “Passage 4” [40–49]

      ✓ Every service now publishes its retry share, and an alert fires when that
        share passes five percent.
        “Passage 5” [50–59]
      "
    `);
  });
});
