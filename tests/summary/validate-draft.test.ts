import { describe, expect, it } from 'vitest';
import { summarySchema } from '../../src/summary/summary.ts';
import { validateDraft } from '../../src/summary/validate-draft.ts';
import { validSummary } from '../support/summaries.ts';

const schema = summarySchema(['general', 'sre', 'distributed-systems']);

describe('validateDraft', () => {
  it('returns the summary, trimmed and without what was not asked for', () => {
    const draft = { ...validSummary, whyItMatters: `  ${validSummary.whyItMatters} `, mood: 'cheerful' };
    expect(validateDraft(draft, schema)).toEqual({ summary: validSummary });
  });

  it.each([['a string'], [null], [[]], [42]])('asks for one JSON object instead of %j', (draft) => {
    expect(validateDraft(draft, schema).issues).toEqual([
      { code: 'schema', at: '', message: 'the answer must be one JSON object and nothing else' },
    ]);
  });

  it('reports everything at once, with places and measured sizes', () => {
    const draft = {
      whyItMatters: 'x'.repeat(301),
      bullets: ['No stop', ...validSummary.bullets.slice(0, 3)],
      tags: ['sre'],
    };
    expect(validateDraft(draft, schema).issues).toEqual(
      [
        { code: 'schema', at: 'whyItMatters', message: 'whyItMatters must be at most 300 characters (it has 301)' },
        { code: 'schema', at: 'bullets', message: 'bullets must be 5 or 6 (there are 4)' },
        { code: 'schema', at: 'bullets/0', message: 'a bullet must end in a full stop' },
        { code: 'schema', at: 'keywords', message: 'keywords is missing' },
      ].sort((a, b) => draftOrder(a.at) - draftOrder(b.at)),
    );
  });

  it('counts one as one', () => {
    const issues = validateDraft({ ...validSummary, keywords: ['queues'] }, schema).issues;
    expect(issues?.map(({ message }) => message)).toEqual(['keywords must be 2 to 7 (there is 1)']);
  });

  it("lets the sender's tags stand for the draft's, valid or not", () => {
    expect(validateDraft({ ...validSummary, tags: ['nonsense'] }, schema, ['sre']).summary?.tags).toEqual(['sre']);
  });
});

/** Zod reports an array's items before its length. */
function draftOrder(at: string): number {
  return ['whyItMatters', 'bullets/0', 'bullets', 'tags', 'keywords'].indexOf(at);
}
