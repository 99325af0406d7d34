import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseOutline } from '../../src/feeds/parse-outline.ts';

describe('parseOutline', () => {
  it('names the feeds with their categories and folders', () => {
    expect(parseOutline(readFileSync(new URL('../../samples/feeds/feeds.opml', import.meta.url), 'utf8'))).toEqual([
      {
        url: 'https://tidewater.example/notes/feed.atom',
        title: 'Tidewater Field Notes',
        categories: ['sre', 'engineering', 'operations'],
      },
      { url: 'https://harbour.example/weekly/feed.rss', title: 'Harbour Weekly', categories: ['security'] },
    ]);
  });

  it('names a feed that stands twice once', () => {
    const feed = '<outline text="A" xmlUrl="https://a.example/feed"/>';
    expect(
      parseOutline(`<opml version="2.0"><body>${feed}<outline text="F">${feed}</outline></body></opml>`),
    ).toHaveLength(1);
  });

  it.each([
    ['nothing', ''],
    ['a feed', '<rss version="2.0"><channel><title>x</title></channel></rss>'],
    ['an outline without feeds', '<opml version="2.0"><body><outline text="Notes"/></body></opml>'],
  ])('refuses %s', (_what, text) => {
    expect(() => parseOutline(text)).toThrow(expect.objectContaining({ code: 'not-an-outline', status: 422 }));
  });
});
