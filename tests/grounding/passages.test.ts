import { describe, expect, it } from 'vitest';
import { passagesOf } from '../../src/grounding/passages.ts';
import { articleOf } from '../support/article-of.ts';

const written = (text: string, kind: 'paragraph' | 'table' | 'code' = 'paragraph') => {
  const article = articleOf([[kind, text]]);
  return passagesOf(article).map(({ start, end }) => article.text.slice(start, end));
};

describe('passagesOf', () => {
  it('takes sentences of prose and lines of tables and code', () => {
    expect(written('One is here. Two is there.')).toEqual(['One is here.', 'Two is there.']);
    expect(written('| a | b |\n| - | - |', 'table')).toEqual(['| a | b |', '| - | - |']);
    expect(written('  a = 1\n\n  b = 2', 'code')).toEqual(['a = 1', 'b = 2']);
  });

  it.each(['paragraph', 'table', 'code'] as const)('parts a %s without an end between words', (kind) => {
    const text = `The service ${'and the wörker '.repeat(1000)}failed`;
    const pieces = written(text, kind);
    expect(pieces.join(' ')).toBe(text);
    expect(pieces).toHaveLength(8);
    expect(pieces.every((piece) => piece.length <= 2000)).toBe(true);
  });

  it('parts what has no spaces anywhere but within a character', () => {
    const text = `a${'😀'.repeat(2000)}`;
    const pieces = written(text);
    expect(pieces.join('')).toBe(text);
    expect(pieces.every((piece) => piece.length <= 2000 && piece.isWellFormed())).toBe(true);
  });
});
