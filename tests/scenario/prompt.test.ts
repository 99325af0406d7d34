import { describe, expect, it } from 'vitest';
import { promptOf } from '../../src/scenario/prompt.ts';

describe('promptOf', () => {
  it.each([{ texts: [] }, { texts: ['one'] }, { texts: ['one', 'two'] }, { texts: ['one', '', 'three'] }])(
    'is as long as $texts with an empty line between them',
    ({ texts }) => {
      const prompt = promptOf(texts);
      expect(prompt.whole()).toBe(texts.join('\n\n'));
      expect(prompt.length).toBe(prompt.whole().length);
    },
  );

  it('finds what stands in one message, and what reaches from one to the next', () => {
    const prompt = promptOf(['The queue is full.', 'Empty it.']);
    expect(prompt.includes('queue')).toBe(true);
    expect(prompt.includes('full.\n\nEmpty')).toBe(true);
    expect(prompt.includes('full. Empty')).toBe(false);
    expect(prompt.includes('full.\nEmpty')).toBe(false);
  });
});
