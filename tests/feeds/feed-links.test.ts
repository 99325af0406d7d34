import { expect, it } from 'vitest';
import { feedLinks } from '../../src/feeds/feed-links.ts';

const address = 'https://blog.example/about/';

it('finds the feeds that a page links to', () => {
  const page = `<html><head>
    <link rel="stylesheet" type="text/css" href="/style.css">
    <link rel="alternate" type="application/atom+xml" title="Posts" href="/feed.atom?a=1&amp;b=2">
    <LINK href='../notes.json' type='application/feed+json' REL='home alternate' />
    <link rel=alternate type=application/rss+xml href=feed.rss>
    <link rel="alternate" hreflang="de" href="/de/">
    <link rel="alternate" type="application/rss+xml" href="javascript:void(0)">
    <link rel="alternate" type="application/atom+xml" href="https://blog.example/feed.atom?a=1&amp;b=2">`;
  expect(feedLinks(page, address)).toEqual([
    'https://blog.example/feed.atom?a=1&b=2',
    'https://blog.example/notes.json',
    'https://blog.example/about/feed.rss',
  ]);
});

it('takes a hostile page in its stride', () => {
  expect(feedLinks('<link rel="alternate" '.repeat(20_000), address)).toEqual([]);
});
