import { describe, expect, it } from 'vitest';
import { readPartDraft } from '../../src/provider/part-draft.ts';
import { validSummary } from '../support/summaries.ts';

describe('the draft of a part', () => {
  it('is what of a summary is passed on', () => {
    const { whyItMatters, bullets } = validSummary;
    expect(readPartDraft(validSummary)).toEqual({ draft: { whyItMatters, bullets } });
  });

  it('may break the limits of a summary, which nobody is shown', () => {
    const draft = { whyItMatters: 'x'.repeat(400), bullets: ['No full stop', 'y'.repeat(300)] };
    expect(readPartDraft(draft)).toEqual({ draft });
  });

  it.each([
    ['text', 'Sure! Here it is.', ['']],
    ['nothing', undefined, ['']],
    ['without bullets', { whyItMatters: 'x', bullets: [] }, ['bullets']],
    ['that ran away', { whyItMatters: 'x'.repeat(5000), bullets: ['x'.repeat(5000)] }, ['whyItMatters', 'bullets/0']],
  ])('is none when it is %s', (_, draft, places) => {
    const { issues = [] } = readPartDraft(draft);
    expect(issues.map(({ at }) => at)).toEqual(places);
    expect(issues.every(({ code, message }) => code === 'schema' && message !== '')).toBe(true);
  });
});
