import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/article/article.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { renderBlocks } from '../../src/article/render-blocks.ts';
import { storedArticle } from '../../src/article/stored-article.ts';
import { blocksOf } from './blocks-of.ts';

const nothing = { title: null, url: null, source: null, author: null, publishedAt: null };
const stored = (text: string) => storedArticle(text, '1-f', nothing);
const folder = join(import.meta.dirname, '../../samples/articles');

/** A heading is what a text does not mark. */
const unmarked = ({ kind, start, end, depth }: Block) =>
  kind === 'heading' ? { kind: 'paragraph', start, end } : { kind, start, end, depth };

it.each(readdirSync(folder))('reads the blocks of %s out of its normalised text', (file) => {
  const format = file.endsWith('.html') ? 'html' : file.endsWith('.md') ? 'markdown' : 'text';
  const article = parseArticle({ text: readFileSync(join(folder, file), 'utf8'), format });
  const again = storedArticle(article.text, article.fingerprint, article);
  expect(again.blocks.map(unmarked)).toEqual(article.blocks.map(unmarked));
  const { url, title, fingerprint, text } = article;
  expect(again).toMatchObject({ url, title, fingerprint, text });
  const headings = (blocks: readonly Block[]) => blocks.filter(({ kind }) => kind === 'heading').length;
  expect(Math.abs(headings(again.blocks) - headings(article.blocks))).toBeLessThanOrEqual(2);
});

describe('what a text marks', () => {
  it('is read back, code with blank lines, fences and bullets in it too', () => {
    const { text, blocks } = renderBlocks([
      { kind: 'paragraph', text: 'A sentence stands here.' },
      { kind: 'code', text: 'a = 1\n\n```\n- not an item\n> nor a quote\n```\n\nb = 2', language: 'py' },
      { kind: 'list-item', depth: 1, text: 'One.' },
      { kind: 'list-item', depth: 2, text: 'Two.', tight: true },
      { kind: 'list-item', depth: 1, text: 'Three.', tight: true },
      { kind: 'quote', text: 'Said by somebody.' },
      { kind: 'table', text: 'a | b\n1 | 2' },
      { kind: 'paragraph', text: 'The end.' },
    ]);
    expect(stored(text).blocks).toEqual(blocks);
  });

  it('takes a short line without an end that something follows for a heading', () => {
    expect(blocksOf(stored('What broke\n\nThe cache did.\n\nWhat broke then'))).toEqual([
      'heading2: What broke',
      'paragraph: The cache did.',
      'paragraph: What broke then',
    ]);
  });

  it.each(['', '\n\n', '```', '```\nopen to the end\n\nof all', '- ', '> ', '-', '    - deep', '```\n```'])(
    'keeps blocks within the text and in order, also of %j',
    (text) => {
      let before = 0;
      for (const { start, end } of stored(text).blocks) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        before = end;
      }
      expect(before).toBeLessThanOrEqual(text.length);
    },
  );
});
