import { describe, expect, it } from 'vitest';
import type { FeedItem } from '../../src/feeds/feed.ts';
import { ownText, textInstead } from '../../src/ingest/own-text.ts';

const bare: FeedItem = {
  ...{ id: '1', url: 'https://blog.example/1', title: null, author: null, publishedAt: null },
  ...{ content: null, summary: null },
};
const words = (count: number) => 'word '.repeat(count).trim();
const html = (text: string) => ({ format: 'html' as const, text });

describe('ownText', () => {
  it('takes the content of an item for the article', () => {
    const content = html(`<p>${words(100)}.</p>`);
    expect(ownText({ ...bare, content, summary: html('<p>Short.</p>') })).toBe(content);
  });

  it('takes a description for the article only where it is long enough to be no excerpt', () => {
    expect(ownText({ ...bare, summary: html(`<p>${words(299)}</p>`) })).toBeNull();
    expect(ownText({ ...bare, summary: html(`<p>${words(300)}</p>`) })).not.toBeNull();
  });

  it.each([
    'It goes on. [...]',
    'It goes on […]',
    'It goes on&hellip;',
    'It goes on. <a href="/1">Read more</a>',
    'It goes on. <a href="/1">Continue reading</a> &#8230;',
    '<a href="/1">Read the full article</a>.',
    'It goes on [&#8230;]</p><p>The post <a href="/1">One</a> appeared first on <a href="/">Blog</a>.',
  ])('sees that an article is cut off: %s', (end) => {
    expect(ownText({ ...bare, content: html(`<p>${words(400)}. ${end}</p>`) })).toBeNull();
  });

  it('is not misled by a footer below the whole article', () => {
    const end = '<p>That was all.</p><p>The post <a href="/1">One</a> appeared first on <a href="/">Blog</a>.</p>';
    expect(ownText({ ...bare, content: html(`<p>${words(400)}</p>${end}`) })).not.toBeNull();
  });
});

describe('textInstead', () => {
  const long = html(`<p>${words(300)}. Read more</p>`);
  const description = html(`<p>${words(100)}</p>`);
  it('takes for the article, once its page is gone, what is no excerpt by its end or no excerpt by its length', () => {
    expect(textInstead({ ...bare, content: html('Short.'), summary: description })).toBe(description);
    expect(textInstead({ ...bare, content: long, summary: description })).toBe(long);
    expect(textInstead({ ...bare, summary: html(`<p>${words(99)}</p>`) })).toBeNull();
    expect(textInstead({ ...bare, content: html(`<p>${words(200)} [...]</p>`) })).toBeNull();
    expect(textInstead(bare)).toBeNull();
  });
});
