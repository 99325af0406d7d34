import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Article, BlockKind } from '../../src/article/article.ts';
import { type ArticlePart, splitArticle } from '../../src/prompt/split-article.ts';
import { articleOf } from '../support/article-of.ts';

/** A token a word. */
const weigh = (text: string) => text.split(/\s+/).filter(Boolean).length;
const words = (count: number, word = 'word') => `${`${word} `.repeat(count - 1)}end.`;
const split = (article: Article, share: number) => splitArticle(article, share, weigh);
const shown = (parts: readonly ArticlePart[]) => parts.map(({ article }) => article.text);

describe('splitting an article', () => {
  it('cuts before the highest heading within reach', () => {
    const article = articleOf([
      ...(['a', 'b', 'c', 'd'] as const).map((word) => words(30, word)),
      ['heading', 'The second half'],
      ...(['e', 'f', 'g', 'h'] as const).map((word) => words(30, word)),
    ]);
    const [first, second, ...others] = split(article, 0.6);
    expect(others).toEqual([]);
    expect(first?.article.text.endsWith(words(30, 'd'))).toBe(true);
    expect(second?.article.text.startsWith('The second half\n\ne ')).toBe(true);
    expect(second?.start).toBe(article.text.indexOf('The second half'));
  });

  it('cuts between paragraphs rather than within them, and never after a heading', () => {
    const section = (name: string) => [['heading', name], words(40), words(40)] as const;
    const article = articleOf(['one', 'two', 'three', 'four'].flatMap((name) => [...section(name)]));
    for (const share of [0.3, 0.4, 0.5, 0.7]) {
      for (const { article: part } of split(article, share)) {
        expect(part.text.endsWith('end.')).toBe(true);
        expect(part.blocks.at(-1)?.kind).toBe('paragraph');
      }
    }
  });

  it('keeps headings that follow one another with what they head', () => {
    const article = articleOf([words(40), ['heading', 'One'], ['heading', 'Two'], words(41)]);
    expect(shown(split(article, 0.6))).toEqual([words(40), `One\n\nTwo\n\n${words(41)}`]);
  });

  it('cuts a paragraph between sentences, a table between rows, and anything else between words', () => {
    const sentences = Array.from({ length: 12 }, (_, index) => `Sentence ${index} has these few words.`).join(' ');
    expect(shown(split(articleOf([sentences]), 0.3)).every((text) => /^Sentence .*words\.$/.test(text))).toBe(true);
    const rows = Array.from({ length: 12 }, (_, index) => `row ${index} | 1 | 2 | 3`).join('\n');
    expect(shown(split(articleOf([['table', rows]]), 0.3)).every((text) => /^row [\s\S]*\| 3$/.test(text))).toBe(true);
    const runOn = 'word '.repeat(100).trim();
    expect(shown(split(articleOf([runOn]), 0.3)).every((text) => /^(?:word ?)+$/.test(text))).toBe(true);
  });

  it('puts what it cut within a block back together as one block of its kind', () => {
    const item = Array.from({ length: 12 }, (_, index) => `Sentence ${index} has these few words.`).join(' ');
    for (const { article } of split(articleOf([['list-item', item]]), 0.5)) {
      expect(article.blocks).toEqual([{ kind: 'list-item', start: 0, end: article.text.length }]);
    }
  });

  it('leaves code where it stands, and gives it no part of its own', () => {
    const article = articleOf([words(50), ['code', 'x\n'.repeat(5000)], words(50), ['code', 'y'.repeat(9000)]]);
    const parts = split(article, 0.5);
    expect(parts.every(({ article: part }) => part.blocks.some(({ kind }) => kind === 'paragraph'))).toBe(true);
    expect(shown(parts).join('')).toContain('x\nx');
  });

  it('gives every part the fingerprint of its own text and its own number of words', () => {
    const paragraphs = (word: string, count: number) => Array.from({ length: 3 }, () => words(count, word));
    const parts = split(articleOf([...paragraphs('a', 20), ...paragraphs('b', 22), ...paragraphs('a', 20)]), 0.4);
    expect(parts.map(({ article }) => article.words)).toEqual([60, 66, 60]);
    const [one, two, three] = parts.map(({ article }) => article.fingerprint);
    expect(one).toMatch(/^\d+-[0-9a-f]{64}$/);
    expect(three).toBe(one);
    expect(two).not.toBe(one);
  });

  it('gives an article back that cannot be cut', () => {
    const article = articleOf(['x']);
    expect(split(article, 0.5)).toEqual([{ start: 0, article }]);
    const code = articleOf([['code', 'a '.repeat(500)]]);
    expect(split(code, 0.5)).toEqual([{ start: 0, article: code }]);
  });

  it('never cuts within a character', () => {
    const byLength = (text: string) => text.length;
    for (const text of ['🚀'.repeat(200), `x${'🚀'.repeat(200)}`]) {
      for (const share of [0.05, 0.11, 0.3, 0.5]) {
        const parts = splitArticle(articleOf([text]), share, byLength);
        expect(parts.length).toBeGreaterThan(1);
        expect(shown(parts).every((part) => part.isWellFormed())).toBe(true);
        expect(shown(parts).join('')).toBe(text);
      }
    }
  });

  const kinds: readonly BlockKind[] = ['heading', 'paragraph', 'list-item', 'quote', 'table', 'code'];
  const block = fc.tuple(
    fc.constantFrom(...kinds),
    fc
      .array(fc.constantFrom('one', 'two.', 'Three', '4.5', '日本語', '🚀', 'a-very-long-word-without-a-space'), {
        minLength: 1,
        maxLength: 30,
      })
      .map((all) => all.join(' ')),
  );
  test.prop([fc.array(block, { minLength: 1, maxLength: 15 }), fc.double({ min: 0.02, max: 0.95, noNaN: true })])(
    'leaves nothing out, repeats nothing, and makes every part shorter, the fullest as full as it may be',
    (blocks, share) => {
      const article = articleOf(blocks);
      const sent = article.blocks.filter(({ kind }) => kind !== 'code');
      const parts = splitArticle(article, share, (text) => text.length);
      let end = 0;
      for (const { start, article: part } of parts) {
        expect(article.text.slice(end, start).trim() === '' || /code/.test(kindsIn(article, end, start))).toBe(true);
        expect(article.text.slice(start, start + part.text.length)).toBe(part.text);
        end = start + part.text.length;
        for (const { start: from, end: to } of part.blocks) expect(from).toBeLessThan(to);
        if (parts.length > 1) expect(part.text.length).toBeLessThan(article.text.length);
      }
      const read = parts.flatMap(({ start, article: part }) =>
        part.blocks.filter(({ kind }) => kind !== 'code').map((one) => [start + one.start, start + one.end] as const),
      );
      const reached = (at: number) => read.some(([from, to]) => from <= at && at < to);
      for (const one of sent) {
        const missed = Array.from({ length: one.end - one.start }, (_, index) => one.start + index).filter(
          (at) => article.text.charAt(at).trim() !== '' && !reached(at),
        );
        expect(missed).toEqual([]);
      }
      if (parts.length > 1) {
        const total = sent.reduce((sum, one) => sum + one.end - one.start + 4, 0);
        const most = Math.max(1, Math.floor(total * share));
        for (const { article: part } of parts) {
          const prose = part.blocks.filter(({ kind }) => kind !== 'code');
          const weight = prose.reduce((sum, one) => sum + one.end - one.start, 0);
          expect(weight).toBeLessThanOrEqual(most + 4); // the marks of a block, and a character of two code units, stay whole
        }
      }
    },
  );

  function kindsIn(article: Article, from: number, to: number): string {
    return article.blocks
      .filter((one) => one.start < to && one.end > from)
      .map(({ kind }) => kind)
      .join(' ');
  }
});
