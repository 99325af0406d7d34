import { describe, expect, it } from 'vitest';
import { checkEdit } from '../../src/editing/edit-request.ts';
import { AppError } from '../../src/errors.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';

const vocabulary = loadVocabulary();
/** Of a digest that kept to other rules: three of them, one without a full stop. */
const shown = ['The team sleeps.', 'No pager', 'Morning comes.'];

function faults(bullets: readonly string[], rest: object = {}, of: readonly string[] = shown): string[] {
  try {
    checkEdit({ summary: { bullets, ...rest } }, vocabulary, of);
    return [];
  } catch (error) {
    return error instanceof AppError ? error.errors.map(({ detail }) => detail) : expect.fail(String(error));
  }
}

describe('checkEdit', () => {
  it('lets one bullet of an imported digest be mended, and leaves the others as they are', () => {
    const mended = shown.with(2, ' The morning comes. ');
    expect(checkEdit({ summary: { bullets: mended }, reason: null }, vocabulary, shown)).toEqual({
      ...{ summary: { bullets: [...shown.slice(0, 2), 'The morning comes.'] }, reason: null },
    });
  });

  it('holds what is written to the limits all the same', () => {
    expect(faults(shown.with(0, 'It sleeps'))).toEqual(['summary/bullets/0: a bullet must end in a full stop']);
    expect(faults(shown.with(0, 'It\u0007sleeps.')).join()).toMatch(/^summary\/bullets\/0: a bullet must be one line/);
    expect(faults(shown.with(2, 'No pager.').with(0, 'no pager.'))).toEqual([
      'summary/bullets: bullets must all be different',
    ]);
    expect(faults(shown, { whyItMatters: 'One. Two. Three.' })).toEqual([
      'summary/whyItMatters: whyItMatters must be one or two sentences',
    ]);
  });

  it('holds their number to the limits once it is another', () => {
    expect(faults(shown.slice(0, 2))).toEqual(['summary/bullets: bullets must be 5 or 6']);
    expect(faults(shown, {}, [...shown, 'One more.', 'And one.'])).toContain('summary/bullets: bullets must be 5 or 6');
  });
});
