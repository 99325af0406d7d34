import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { collectBlocks } from '../../src/article/collect-blocks.ts';
import { htmlBlocks } from '../../src/article/html-blocks.ts';
import { markdownOptions } from '../../src/article/parse-markdown.ts';
import { plainBlocks, withoutPlainParagraphs } from '../../src/article/plain-paragraphs.ts';
import { renderBlocks } from '../../src/article/render-blocks.ts';

const prose =
  'The depot moved 40% of its queues (nobody asked) to "another" place; it took a day - or so,\nand a night.';
const parse = (text: string) => renderBlocks(collectBlocks(fromMarkdown(text, markdownOptions), htmlBlocks));
const parseWithout = (text: string) => {
  const { text: rest, restore } = withoutPlainParagraphs(text);
  return renderBlocks(restore(collectBlocks(fromMarkdown(rest, markdownOptions), htmlBlocks)));
};

describe('Markdown without its plain paragraphs', () => {
  it('has a short stand-in for each, and nothing else is changed', () => {
    const { text, restore } = withoutPlainParagraphs(
      `# A title of more than forty characters, which stays\n\n${prose}\n`,
    );
    expect(text.length).toBeLessThan(70);
    expect(text).toMatch(/^# A title of more than forty characters, which stays\n\n/);
    expect(restore(collectBlocks(fromMarkdown(text)))[1]?.text.trim()).toBe(prose);
  });

  it.each([
    ['between blank lines', `${prose}\n\n${prose}`],
    ['after a list, which it ends', `- an item\n\n${prose}\n\n- another item`],
    ['in a list', `- an item\n\n  ${prose}\n\n- another item`],
    ['in a quote', `> ${prose}\n\n${prose}`],
    ['in fenced code', `\`\`\`\ncode\n\n${prose}\n\n\`\`\`\n\n${prose}`],
    ['in a comment', `<!-- open\n\n${prose}\n\n-->\n\n${prose}`],
    ['in a script', `<script>\n\n${prose}\n\n</script>\n\n${prose}`],
    ['in raw HTML', `<pre>\n\n${prose}\n\n</pre>\n\n<div>\n\n${prose}\n\n</div>`],
    ['underlined', `${prose}\n===\n\n${prose}\n\n---`],
    ['before a table', `${prose}\n\na | b\n--|--\n1 | 2\n\n${prose}`],
    ['with hard breaks and lines of spaces', `${prose}  \n${prose}\n  \n${prose}`],
    ['with an address', `${prose} See https://example.com/a for more.\n\n${prose} See www.example.com as well.`],
    ['with a reference that another one defines', `${prose} [a]\n\n[a]: /b\n\n${prose}`],
    ['with the characters of the stand-ins', `\uE0000\uE001 ${prose}\n\n${prose}`],
  ])('is the same article: a paragraph %s', (_, text) => {
    expect(parseWithout(text)).toEqual(parse(text));
  });
});

describe('Markdown of nothing but plain paragraphs and headings', () => {
  it.each([
    ['headings of every level', `# One\n\n${prose}\n\n###### Six   \n\n${prose}\n`],
    ['short paragraphs of several lines', 'So  \nit was.\n \n\nAnd so\nit stayed.'],
    ['signs in a heading', `## 3. What C# is (and “why”): a - b + c?\n\n${prose}`],
    ['no text', '\n\n'],
  ])('is read without the parser: %s', (_, text) => {
    expect(renderBlocks(plainBlocks(text) ?? [])).toEqual(parse(text));
  });

  it.each([
    ['a heading that ends', `## What is C#\n\n${prose}`],
    ['too many marks', `####### Seven\n\n${prose}`],
    ['a heading above a line', `# One\n${prose}`],
    ['an indented line', `${prose}\n\n    ${prose}`],
    ['a list', `${prose}\n\n- an item`],
    ['emphasis in a heading', `# *One*\n\n${prose}`],
    ['an underlined paragraph', `${prose}\n===`],
  ])('is not: %s', (_, text) => {
    expect(plainBlocks(text)).toBeNull();
  });
});
