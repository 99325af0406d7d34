import { describe, expect, it } from 'vitest';
import { isOutline, parseFeedDocument } from '../../src/feeds/feed-document.ts';

const opml = '<opml version="2.0"><body><outline xmlUrl="https://a.example/feed"/></body></opml>';

describe('what is taken for an outline', () => {
  it.each([
    ['an outline', opml],
    [
      'one in capitals, behind a mark, a declaration, a comment and white space',
      `\uFEFF\n<?xml version="1.0"?><!-- <rss> -->\n<OPML>`,
    ],
  ])('is %s', (_what, text) => {
    expect(isOutline(text)).toBe(true);
  });

  it.each([
    ['a feed that shows one', `<rss version="2.0"><channel><title><![CDATA[${opml}]]></title></channel></rss>`],
    ['a feed in JSON that shows one', JSON.stringify({ title: opml })],
    ['a list of addresses with a remark about one', `# ${opml}\nhttps://a.example/feed`],
    ['a comment about one', `<!-- ${opml} --><rss version="2.0"/>`],
  ])('is not %s', (_what, text) => {
    expect(isOutline(text)).toBe(false);
  });
});

it('reads a feed that shows an outline as a feed', () => {
  const feed = `<rss version="2.0"><channel><title>Lists</title><description><![CDATA[${opml}]]></description></channel></rss>`;
  expect(parseFeedDocument(feed, 'https://a.example/feed')).toMatchObject({ feed: { title: 'Lists' } });
});
