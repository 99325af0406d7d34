import { expect, it } from 'vitest';
import type { Block } from '../../src/article/article.ts';
import { sentArticle } from '../../src/prompt/sent-article.ts';
import { incidentArticle } from '../support/incident-article.ts';

function articleOf(...parts: (readonly [Block['kind'], string, number?])[]) {
  let text = '';
  const blocks = parts.map(([kind, content, depth]): Block => {
    const start = text.length + 2;
    text += `\n\n${content}`;
    return { kind, start, end: text.length, ...(depth ? { depth } : {}) };
  });
  return { text, blocks };
}

it('shows headings, lists, quotes and tables as what they are', () => {
  const article = articleOf(
    ...([
      ['heading', 'Title', 2],
      ['paragraph', 'Words.'],
      ['list-item', 'One'],
      ['list-item', 'Under it', 2],
    ] as const),
    ...([
      ['quote', 'Said.'],
      ['table', 'a | b\n1 | 2'],
    ] as const),
  );
  expect(sentArticle(article).text).toBe('## Title\n\nWords.\n\n- One\n  - Under it\n\n> Said.\n\na | b\n1 | 2');
});

it('leaves code out of the text and of the ranges read', () => {
  const { text, read } = sentArticle(incidentArticle());
  const article = incidentArticle();
  expect(text).not.toContain('worker --once');
  expect(text).toContain('minutes to find a poison message | 52 | 3');
  expect(read).toHaveLength(2);
  expect(read[0]?.start).toBe(0);
  expect(read[1]?.end).toBe(article.text.length);
  const unread = article.text.slice(read[0]?.end, read[1]?.start);
  expect(unread.trim()).toBe('while true; do worker --once; done');
});

it('reads nothing of an article that is code only', () => {
  expect(sentArticle(articleOf(['code', 'x = 1'], ['code', 'y = 2']))).toEqual({ text: '', read: [] });
});
