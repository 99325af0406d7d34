import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Article, articleFormats } from '../../src/article/article.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { proseOf } from '../../src/article/prose.ts';
import { sentencesOf } from '../../src/article/sentences.ts';
import { AppError } from '../../src/errors.ts';
import { prose } from './sample-prose.ts';

const seed = 20260301;
const format = fc.constantFrom(...articleFormats);

/** Text out of pieces that mean something to one parser or another. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\n\n',
        '# ',
        '- ',
        '  - ',
        '1. ',
        '> ',
        '```',
        '~~~',
        '`',
        '*',
        '_',
        '[',
        '](',
        ')',
        '|',
        '|-|',
        '<p>',
        '</p>',
        '<div>',
        '<li>',
        '<ul>',
        '<b',
        '<!--',
        '-->',
        '<script>',
        '</script>',
        '<table><tr><td>',
        '&amp;',
        '&#0;',
        '&#8203;',
        '---\n',
        'title: x\n',
        '![a](b)',
        '[^1]',
        '[^1]: ',
        'https://e.com/',
        '\r\n',
        '\t',
        '\u0000',
        '\u200d',
        '\ud83d',
        '\ufeff',
        'e\u0301',
        '\u0338',
        '=',
        '.',
        '? ',
        '👩‍👩‍👧',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

function expectSound({ text, blocks, words }: Article): void {
  expect(text.isWellFormed()).toBe(true);
  expect(text.normalize('NFC')).toBe(text);
  expect(text).not.toMatch(
    /\r|\ufeff|[[\p{Cc}\p{Cf}]--[\t\n\u200c\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]]/v,
  );
  let end = 0;
  for (const block of blocks) {
    expect(block.start).toBeGreaterThanOrEqual(end);
    expect(block.end).toBeGreaterThan(block.start);
    const content = text.slice(block.start, block.end);
    expect(content.trim()).not.toBe('');
    if (block.kind !== 'code') expect(content).toBe(content.trim());
    if (block.kind !== 'code' && block.kind !== 'table') expect(content).not.toMatch(/\s\s|\n/);
    end = block.end;
  }
  expect(end).toBeLessThanOrEqual(text.length);
  expect(words).toBeGreaterThanOrEqual(100);
}

describe('whatever is posted', () => {
  it('becomes a sound article or an AppError', () => {
    fc.assert(
      fc.property(pieces, pieces, format, (before, after, asked) => {
        let article: Article;
        try {
          article = parseArticle({ text: `${before}\n\n${prose}\n\n${after}`, format: asked });
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          return;
        }
        expectSound(article);
        for (const { start, end } of sentencesOf(article)) expect(article.text.slice(start, end).trim()).not.toBe('');
        expect(parseArticle({ text: `${before}\n\n${prose}\n\n${after}`, format: asked })).toEqual(article);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('never fails in another way, even when it is short or of a guessed format', () => {
    fc.assert(
      fc.property(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
        try {
          parseArticle({ text });
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});

const word = fc.stringMatching(/^[A-Za-zéß][a-zé]{0,9}(?:[0-9]|'s|-[a-z]{2})?$/);
const sentence = fc.array(word, { minLength: 4, maxLength: 14 }).map((words) => `${words.join(' ')}.`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((sentences) => sentences.join(' '));
const block = fc.oneof(
  paragraph,
  word.map((text) => `## ${text}`),
  fc.array(sentence, { minLength: 1, maxLength: 4 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  paragraph.map((text) => `> ${text}`),
  fc.tuple(word, word).map(([left, right]) => `| ${left} | ${right} |\n|---|---|\n| 1 | 2 |`),
  fc.array(word, { minLength: 1, maxLength: 5 }).map((lines) => `\`\`\`js\n${lines.join('\n\n')}\n\`\`\``),
);

describe('an article written in Markdown', () => {
  it('has the same words when its text is parsed again as plain text', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const article = parseArticle({ text: [...blocks, prose].join('\n\n'), format: 'markdown' });
        const again = parseArticle({ text: article.text, format: 'text' });
        expect(proseOf(again).match(/[\p{L}\p{N}]+/gu)).toEqual(proseOf(article).match(/[\p{L}\p{N}]+/gu));
        expect(again.words).toBe(article.words);
        expect(again.fingerprint).toBe(article.fingerprint);
      }),
      { seed, numRuns: 200 },
    );
  });
});
