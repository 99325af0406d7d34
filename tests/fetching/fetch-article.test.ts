import { expect, it } from 'vitest';
import { articleOfPage, fetchArticle } from '../../src/fetching/fetch-article.ts';
import { webOf } from '../support/web-of.ts';

const page = (text: string, given: { url?: string; type?: string } = {}) =>
  articleOfPage({ url: 'https://a.example/post?utm_source=x#top', type: 'text/html', text, ...given }, {});

it('asks for what an article may be, and lets what is given win', async () => {
  const web = webOf({ 'https://a.example/': { type: 'text/html', text: '<p>Hi</p>' } });
  const given = { title: 'Mine', url: 'https://b.example/', tags: ['sre'] };
  const signal = new AbortController().signal;
  expect(await fetchArticle('https://a.example/', given, { fetcher: web, signal })).toEqual({
    ...{ text: '<p>Hi</p>', format: 'html' },
    ...given,
  });
});

it.each([
  ['text/html', 'https://a.example/', 'html'],
  ['application/xhtml+xml', 'https://a.example/', 'html'],
  ['text/markdown', 'https://a.example/', 'markdown'],
  ['text/plain', 'https://raw.example/x/README.md?raw', 'markdown'],
  ['text/plain', 'https://a.example/x.txt', undefined],
  ['', 'https://a.example/x', undefined],
])('takes %s at %s for %s', (type, url, format) => {
  expect(page('x', { type, url }).format).toBe(format);
});

it.each([
  ['nothing', '', 'https://a.example/post'],
  ['a canonical link', '<link rel="canonical" href="/real?a=1&amp;b=2">', 'https://a.example/real?a=1&b=2'],
  [
    'one in another spelling',
    "<LINK HREF='https://www.a.example/real#x' REL='alternate canonical'/>",
    'https://www.a.example/real',
  ],
  ['Open Graph', '<meta property="og:url" content="https://a.example/og">', 'https://a.example/og'],
  ['somebody else’s address', '<link rel=canonical href=https://victim.example/post>', 'https://a.example/post'],
  ['a script', '<link rel="canonical" href="javascript:alert(1)">', 'https://a.example/post'],
  ['too long a one', `<link rel="canonical" href="/${'x'.repeat(2100)}">`, 'https://a.example/post'],
])('finds where a page stands by %s', (_, head, url) => {
  expect(page(`<html><head>${head}</head><p>Hi</p>`).url).toBe(url);
});

it('takes the pages of one host for those of different people where anybody can have one', () => {
  const head = '<link rel="canonical" href="https://other.github.io/post">';
  expect(page(head, { url: 'https://mine.github.io/post' }).url).toBe('https://mine.github.io/post');
});

it('leaves out of a heavy page what nobody reads, and refuses what is still too much', () => {
  const heavy = 'x'.repeat(600_000);
  const head = '<script type="application/ld+json">{"a":1}</script>';
  const light = page(`${head}<SCRIPT>${heavy}</SCRIPT ><style>${heavy}</style><!-- ${heavy} --><p>Hi</p><svg>${heavy}`);
  expect(light.text).toBe(`${head}<p>Hi</p>`);
  expect(page('<script>1</script><p>Hi</p>').text).toContain('<script>');
  expect(() => page(`<p>${heavy}${heavy}</p>`)).toThrow(
    expect.objectContaining({ code: 'article-too-large', status: 413 }),
  );
});
