import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { splitSentences } from '../../src/article/sentences.ts';
import { plainSentences } from '../../src/scenario/plain-sentences.ts';
import { summarySchema } from '../../src/summary/summary.ts';

const { bullets } = summarySchema(['general']).shape;

describe('the plain sentences of a text', () => {
  const filler = 'The queue drained after 1.5 hours.';

  it.each([
    ['a line', 'Nobody on call was woken.'],
    ['a list item', '- Nobody on call was woken.'],
    ['a quote', '> Nobody on call was woken.'],
    ['after a sentence', 'it was over in a week. Nobody on call was woken.'],
    ['before a sentence', 'Nobody on call was woken. It was quiet.'],
  ])('are found as %s', (_, text) => {
    expect(plainSentences(text, 1)).toEqual(['Nobody on call was woken.']);
  });

  it.each([
    ['a heading', '## Nobody on call was woken'],
    ['a heading with a stop', '# Nobody on call was woken.'],
    ['a sentence with marks of Markdown', 'Nobody *on call* was woken by it.'],
    ['a part after an abbreviation', 'it took approx. Ninety minutes until it was over.'],
    ['a part after a title', 'we met Dr. Nobody on a call that was brief.'],
    ['a question', 'Was nobody on call woken by this?'],
    ['a row of a table', 'Nobody on call\twas woken.'],
    ['less than a bullet says', 'Nobody was woken.'],
    ['more than a bullet holds', `Nobody ${'was woken '.repeat(20)}again.`],
    ['a part of a quotation', 'She said "Nobody on call was woken. Then she left."'],
  ])('are not found in %s', (_, text) => {
    expect(plainSentences(text, 1)).toBeUndefined();
  });

  it('are different, in order, and from all parts of a text', () => {
    const text = Array.from({ length: 100 }, (_, index) => `${filler} Worker ${index} read the queue.`).join('\n\n');
    const found = plainSentences(text, 7) ?? [];
    expect(new Set(found).size).toBe(7);
    const numbers = found.flatMap((sentence) => /Worker (\d+)/.exec(sentence)?.[1] ?? []).map(Number);
    expect(numbers).toEqual(numbers.toSorted((one, two) => one - two));
    expect(Math.max(...numbers)).toBeGreaterThan(80);
    expect(Math.min(...numbers)).toBeLessThan(20);
  });

  it('are made up for from the beginning where the end has none', () => {
    const numbered = ['One', 'Two', 'Three'].map((name) => `${name} workers read the queue.`);
    expect(plainSentences(`${numbered.join(' ')}\n${'x '.repeat(900)}`, 3)).toEqual(numbered);
    expect(plainSentences(numbered.join(' '), 4)).toBeUndefined();
  });

  const words = ['Dr', 'e.g', 'A', 'week', 'U.S', '1.5', '"so', 'it', 'approx', 'Node.js', "O'Neil", 'No', 'x', '(a)'];
  const marks = ['. ', '.\n', ' ', ' ', ' ', ', ', '? ', '." ', '; ', '.', '!\n- '];
  const pieces = fc.array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(...marks)), { maxLength: 80 });

  it.prop([pieces])('are each a valid bullet, of one sentence, and stand in the text', (some) => {
    const text = some.flat().join('');
    for (const count of [1, 2, 3]) {
      for (const sentence of plainSentences(text, count) ?? []) {
        expect(bullets.element.safeParse(sentence).error?.issues).toBeUndefined();
        expect(splitSentences(sentence)).toHaveLength(1);
        expect(text).toContain(sentence);
      }
    }
  });
});
