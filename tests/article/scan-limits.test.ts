import { describe, expect, it } from 'vitest';
import { htmlLimits, scanHtml } from '../../src/article/scan-html.ts';
import { markdownLimits, scanMarkdown } from '../../src/article/scan-markdown.ts';
import { errorOf } from './error-of.ts';

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join('');

/** Texts with exactly so many of what a limit counts. */
const markdown: Readonly<Record<keyof typeof markdownLimits, (count: number) => string>> = {
  nesting: (count) => `${'>'.repeat(count)} a`,
  listItems: (count) => '- a\n'.repeat(count),
  quotes: (count) => '> a\n\nb\n\n'.repeat(count),
  underlined: (count) => 'a\n=\n'.repeat(count),
  definitions: (count) => many(count, (i) => `[a${i}]: b\n`),
  paragraphs: (count) => 'a\n\n'.repeat(count),
  allLines: (count) => '\n'.repeat(count),
  fences: (count) => '```\n```\n'.repeat(count),
  lines: (count) => 'a\n'.repeat(count),
  nestedLines: (count) => '> a\n'.repeat(count),
  columns: (count) => '|a'.repeat(count - 1),
  run: (count) => `a ${'a'.repeat(count)}`,
  emphasis: (count) => `a${' *a'.repeat(count)}`,
  brackets: (count) => `a${' [a'.repeat(count)}`,
  backticks: (count) => `a${' `a'.repeat(count)}`,
  tags: (count) => `a${' <a'.repeat(count)}`,
  marks: (count) => `${'\\a &a '.repeat(count / 2)}${'&'.repeat(count % 2)}`,
  cells: (count) => `${`${'|a'.repeat(100)}\n`.repeat(count / 100)}${'|'.repeat(count % 100)}`,
};
const html: Readonly<Record<keyof typeof htmlLimits, (count: number) => string>> = {
  nesting: (count) => '<div>'.repeat(count),
  listItems: (count) => `<ul>${'<li>a'.repeat(count)}`,
  elements: (count) => '<br>'.repeat(count),
  links: (count) => '<a>a</a>'.repeat(count),
  metadata: (count) => '<meta><link>'.repeat(count / 2) + '<meta>'.repeat(count % 2),
  entities: (count) => `<p>${'&amp; '.repeat(count)}`,
  tags: (count) => '</p>'.repeat(count),
  attributes: (count) => `<p${many(count, (i) => ` a${i}`)}>`,
};

describe.each([
  ['Markdown', markdownLimits, markdown, scanMarkdown],
  ['HTML', htmlLimits, html, scanHtml],
] as const)('the scan of %s', (_format, limits, texts: Record<string, (count: number) => string>, scan) => {
  it.each(Object.entries(limits))('lets as many %s pass as it says, and not one more', (name, [most, what]) => {
    expect(() => scan(texts[name]?.(most) ?? '')).not.toThrow();
    const { message } = errorOf(() => scan(texts[name]?.(most + 1) ?? ''));
    const counts = [(most + 1).toLocaleString('en'), most.toLocaleString('en')];
    expect(message).toContain(`it has ${counts[0]} ${what}, and at most ${counts[1]} are allowed`);
  });
});

it('lets a table of five thousand rows below its head pass', () => {
  expect(() => scanMarkdown(`| a | b | c |\n|---|---|---|\n${'| x | 1 | 2 |\n'.repeat(5_000)}`)).not.toThrow();
});
