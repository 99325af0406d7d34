import { describe, expect, it } from 'vitest';
import type { ArticleFormat } from '../../src/article/article.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { errorOf } from './error-of.ts';
import { prose, sentences } from './sample-prose.ts';

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join('');

/** Small texts that take the parsers seconds or overflow their stacks, and what the refusal must name. */
const hostile: readonly [format: ArticleFormat, what: string, named: RegExp, text: string][] = [
  ['markdown', 'list marks on one line', /nested quotes and lists/, `${'- '.repeat(2_500)}a`],
  ['markdown', 'lists within each other', /nested quotes and lists/, many(400, (i) => `${'  '.repeat(i)}- a\n`)],
  ['markdown', 'quotes within each other', /nested quotes and lists/, `${'>'.repeat(5_000)} a`],
  ['markdown', 'list items', /list items/, '- a\n'.repeat(2_001)],
  ['markdown', 'numbered items', /list items/, '1. a\n'.repeat(2_001)],
  ['markdown', 'quotes', /quotes/, '> a\n\nb\n\n'.repeat(1_001)],
  ['markdown', 'open emphasis', /emphasis marks/, '*a_ '.repeat(5_000)],
  ['markdown', 'open brackets', /brackets/, '[ (]('.repeat(10_000)],
  ['markdown', 'closing brackets', /brackets/, ']'.repeat(4_000)],
  ['markdown', 'runs of backticks', /backticks/, many(600, (i) => `${'`'.repeat((i % 20) + 1)}a `)],
  ['markdown', 'open comments', /tags/, `a ${'<!-- '.repeat(8_000)}`],
  ['markdown', 'entities in an address', /without a space/, `http://a${'&a;'.repeat(5_000)}`],
  ['markdown', 'underlined headings', /underlined headings/, 'a\n=\n'.repeat(7_500)],
  ['markdown', 'definitions', /definitions/, many(2_001, (i) => `[a${i}]: b\n`)],
  ['markdown', 'lazy lines in a quote', /lines in one paragraph/, `${'>'.repeat(90)} a\n${'b\n'.repeat(5_000)}`],
  ['markdown', 'lines in a quote', /lines in one paragraph of a quote or list/, '> a\n'.repeat(2_001)],
  ['markdown', 'lines in a paragraph', /lines in one paragraph/, 'words here\n'.repeat(60_000)],
  ['markdown', 'rows', /lines in one paragraph or table/, `|a|\n|-|\n${'|a|\n'.repeat(20_000)}`],
  ['markdown', 'columns', /columns/, '|a'.repeat(2_000)],
  ['markdown', 'fences', /fenced code/, '```\n'.repeat(100_000)],
  ['markdown', 'blank lines', /lines/, '\n'.repeat(1_000_000)],
  ['markdown', 'paragraphs', /paragraphs/, 'a\n\n'.repeat(100_000)],
  ['markdown', 'HTML within it', /nested elements/, '<div>a'.repeat(300)],
  ['markdown', 'emphasis in many paragraphs', /marks of emphasis/, `${'*a_ '.repeat(120)}\n\n`.repeat(200)],
  [
    'markdown',
    'references in many paragraphs',
    /marks of emphasis/,
    `[x]: y\n\n${`${'[x]'.repeat(80)}\n\n`.repeat(300)}`,
  ],
  ['markdown', 'code in many paragraphs', /marks of emphasis/, `${'`a` '.repeat(200)}\n\n`.repeat(110)],
  ['markdown', 'entities', /marks of emphasis/, '&amp; '.repeat(50_000)],
  ['markdown', 'escapes', /marks of emphasis/, '\\a '.repeat(50_000)],
  [
    'markdown',
    'tables',
    /table cells/,
    `${'|a'.repeat(100)}\n${'|-'.repeat(100)}\n${`${'|a'.repeat(100)}\n`.repeat(40)}\n`.repeat(10),
  ],
  ['html', 'meta elements', /meta and link elements/, '<meta name=a content=b>'.repeat(17_000)],
  ['html', 'entities', /entities/, `<p>${'&amp; x '.repeat(50_000)}`],
  ['html', 'links', /links/, '<a href=x>a</a> '.repeat(10_000)],
  ['html', 'elements within each other', /nested elements/, '<div>'.repeat(2_000)],
  ['html', 'elements never closed', /nested elements/, '<p><b>a'.repeat(2_000)],
  ['html', 'list items', /list items/, `<ul>${'<li>a'.repeat(2_001)}`],
  ['html', 'elements', /elements/, '<i>a</i>'.repeat(40_000)],
  ['html', 'end tags', /tags/, '</p>'.repeat(200_000)],
  ['html', 'open brackets', /tags/, '<'.repeat(1_000_000)],
  ['html', 'attributes', /attributes/, `<p ${many(5_000, (i) => `a${i} `)}>`],
  ['html', 'one word', /without a space/, `<p>${'a'.repeat(100_000)}`],
  ['text', 'list items', /list items/, '- a\n'.repeat(2_001)],
  ['text', 'paragraphs', /paragraphs/, 'a\n\n'.repeat(100_000)],
  ['text', 'one word', /without a space/, 'a.'.repeat(100_000)],
];

describe('hostile text', () => {
  it.each(hostile)('of %s is refused before it costs anything: %s', (format, _, named, text) => {
    const error = errorOf(() => parseArticle({ text, format }));
    expect(error).toMatchObject({ code: 'article-too-complex', status: 422, retryable: false });
    expect(error.message).toMatch(named);
    expect(error.message).toMatch(/at most [\d,]+ are allowed/);
  });

  it.each([
    ['quotation marks left open', 'html', '<p title="'.repeat(50_000)],
    ['comments left open', 'html', '<!--'.repeat(100_000)],
    ['scripts left open', 'html', `<script>${'</scrip'.repeat(50_000)}`],
    ['text areas left open', 'html', '<textarea>'.repeat(50_000)],
    ['attributes left open', 'markdown', '<a b="'.repeat(50_000)],
    ['brackets left open', 'markdown', '['.repeat(60_000)],
    ['comments before nothing', undefined, `${'<!-- --> '.repeat(5_000)}x`],
    ['brackets of an unknown format', undefined, `${'['.repeat(50_000)}\n`],
    ['invisible characters', 'text', '\u202e'.repeat(100_000)],
    ['addresses alone', 'markdown', 'www.a '.repeat(50_000)],
    ['dots in an address', 'text', `http://${'.'.repeat(200_000)}x`],
    ['questions', 'text', '"?" a '.repeat(100_000)],
  ] as const)('with %s answers with an AppError', (_, format, text) => {
    expect(errorOf(() => parseArticle({ text, ...(format ? { format } : {}) })).status).toBe(422);
  });

  it('takes no longer for what its cells claim to span', () => {
    const cells = '<tr><td colspan=1000 rowspan=65000>w</td></tr>'.repeat(800);
    const { text } = parseArticle({ text: `<table>${cells}</table><p>${prose}`, format: 'html' });
    expect(text.length).toBeLessThan(10_000);
  });

  it.each([
    ['plain elements side by side', '<cite>w, w</cite> '.repeat(19_000)],
    ['elements with nothing in them', '<i></i>'.repeat(19_000)],
  ])('of %s is parsed in linear time', (_, text) => {
    const { blocks, words } = parseArticle({ text: `<body>${text}<p>${prose}`, format: 'html' });
    expect([blocks.length > 0, words > 100]).toEqual([true, true]);
  });

  it('that is binary is no article', () => {
    const bytes = Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 37) % 256)).toString('utf8');
    expect(errorOf(() => parseArticle({ text: bytes })).code).toBe('not-an-article');
  });

  it('past 1 MB is too large', () => {
    expect(errorOf(() => parseArticle({ text: 'é'.repeat(600_000) }))).toMatchObject({
      code: 'article-too-large',
      status: 413,
    });
  });
});

describe('honest text', () => {
  const section = `${sentences.join(' ')} We *measured* it with \`top\` and [a graph](https://e.com/a_b_c).\n\n`;

  it.each([
    [
      'markdown',
      many(
        330,
        (i) => `## Part ${i}\n\n${section}- one\n- two\n\n\`\`\`yaml\n${'- item: [a, b]\n'.repeat(12)}\`\`\`\n\n`,
      ),
    ],
    [
      'html',
      `<html><body><article>${many(600, (i) => `<h2 id="p${i}">Part ${i}</h2><p>${sentences.join(' ')} <b>Bold</b> <a href="/x">and linked</a>.<ul><li>one<li>two</ul>`)}`,
    ],
    ['text', many(1_200, () => `${sentences.join('\n')}\n\n`)],
  ] as const)('in %s passes however long', (format, text) => {
    const article = parseArticle({ text, format });
    expect(article.words).toBeGreaterThan(10_000);
  });

  it('keeps the marks of short quotations in HTML', () => {
    const { text } = parseArticle({
      text: `<body><p>${prose}<p>Nobody said <q>too <b>slow</b></q> then.`,
      format: 'html',
    });
    expect(text).toContain('Nobody said "too slow" then.');
  });

  it.each(['markdown', 'html', 'text'] as const)('may have no space between its sentences in %s', (format) => {
    const chinese = '队列在夜里变长，因为没有人看它。工程师们在早上发现了问题！';
    const text = many(400, () => chinese);
    expect(parseArticle({ text: format === 'html' ? `<p>${text}</p>` : text, format }).words).toBeGreaterThan(5_000);
  });

  it('may leave out every end tag that HTML lets it', () => {
    const row = '<tr><td>a<td>b';
    const text = `<html><body>${many(300, (i) => `<p>${sentences[i % 9]}`)}<ul>${'<li>a<p>b'.repeat(200)}</ul><table>${row.repeat(200)}</table><dl>${'<dt>a<dd>b'.repeat(150)}</dl>`;
    expect(parseArticle({ text, format: 'html' }).words).toBeGreaterThan(2_000);
  });

  it('may hold an image as data, and code without spaces', () => {
    const text = `${prose}\n\n![chart](data:image/png;base64,${'iVBORw0K'.repeat(20_000)})\n\n\`\`\`js\n${'a=b;'.repeat(5_000)}\n\`\`\`\n`;
    const article = parseArticle({ text, format: 'markdown' });
    expect(article.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'paragraph', 'code']);
  });

  it.each([
    ['', 'not-an-article', /no prose/],
    ['Three words only.', 'article-too-short', /3 words and 1 sentence of/],
    [`${'word '.repeat(150)}.`, 'article-too-short', /150 words and 1 sentence of/],
    ['One two. '.repeat(8), 'article-too-short', /16 words and 8 sentences/],
  ])('too short says how much there is: %.20s', (text, code, message) => {
    const error = errorOf(() => parseArticle({ text }));
    expect(error).toMatchObject({ code, status: 422 });
    expect(error.message).toMatch(message);
  });
});
