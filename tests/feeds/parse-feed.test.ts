import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_FEED_LENGTH, parseFeedDocument } from '../../src/feeds/feed-document.ts';
import { parseFeed } from '../../src/feeds/parse-feed.ts';

const address = 'https://blog.example/feeds/all.xml';
const rss = (items: string) =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Blog</title>${items}</channel></rss>`;
const sample = (name: string) => readFileSync(new URL(`../../samples/feeds/${name}`, import.meta.url), 'utf8');

describe('parseFeed', () => {
  it('reads Atom, with the text of an item as markup', () => {
    const feed = parseFeed(sample('field-notes.atom'), address);
    expect(feed.title).toBe('Field Notes from the Tidewater Platform Team');
    const [first, second] = feed.items;
    expect(first).toMatchObject({
      id: 'tag:tidewater.example,2026:notes/nightly-restart',
      url: 'https://tidewater.example/notes/nightly-restart',
      title: 'Why we stopped restarting the ingest workers every night',
      author: 'Ingrid Solheim',
      publishedAt: '2026-09-18T08:30:00.000Z',
      summary: { format: 'text', text: 'A restart at 03:00 hid a leak for two years.' },
    });
    expect(first?.content?.text).toMatch(/^<p>For two years a timer/);
    expect(second?.content).toMatchObject({ format: 'html' });
    expect(second?.content?.text).toContain('<p>First, every write went to both servers');
  });

  it('reads RSS', () => {
    const [first] = parseFeed(sample('harbour-weekly.rss'), address).items;
    expect(first).toMatchObject({
      id: 'harbour-weekly-118',
      url: 'https://harbour.example/weekly/certificates.html',
      author: 'Mara Quint',
      publishedAt: '2026-10-16T07:00:00.000Z',
      content: null,
      summary: { format: 'html' },
    });
  });

  it.each([
    ['Mon, 02 Nov 26 10:00:00 EST', '2026-11-02T15:00:00.000Z'],
    ['2 Nov 99 10:00 GMT', '1999-11-02T10:00:00.000Z'],
    ['Mon, 02 Nov 2026 10:00:00 +0100', '2026-11-02T09:00:00.000Z'],
  ])('reads the date %s', (date, publishedAt) => {
    expect(parseFeed(rss(`<item><pubDate>${date}</pubDate></item>`), address).items).toMatchObject([{ publishedAt }]);
  });

  it('reads RDF', () => {
    const feed = parseFeed(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://old.example/"><title>Old</title><link>https://old.example/</link></channel>
        <item rdf:about="https://old.example/1"><title>One</title><link>https://old.example/1</link><dc:date>2024-02-03T04:05:06+01:00</dc:date><description>d</description></item>
      </rdf:RDF>`,
      address,
    );
    expect(feed).toMatchObject({
      title: 'Old',
      items: [{ id: 'https://old.example/1', title: 'One', publishedAt: '2024-02-03T03:05:06.000Z' }],
    });
  });

  it('reads JSON Feed', () => {
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      home_page_url: 'https://j.example/',
      items: [
        {
          id: 'a',
          url: '/p/a',
          content_text: 'Plain.',
          date_published: '2025-01-02T03:04:05Z',
          authors: [{ name: 'Zoe' }],
        },
      ],
    };
    expect(parseFeed(JSON.stringify(json), address)).toMatchObject({
      items: [{ id: 'a', url: 'https://j.example/p/a', author: 'Zoe', content: { format: 'text', text: 'Plain.' } }],
    });
  });

  it('resolves addresses and takes markup out of titles', () => {
    const [item] = parseFeed(
      rss(
        '<item><title>Big &lt;em&gt;news&lt;/em&gt; for a &lt; b</title><link>../p/1?utm_medium=rss#top</link></item>',
      ),
      address,
    ).items;
    expect(item).toMatchObject({ url: 'https://blog.example/p/1', title: 'Big news for a < b' });
    expect(item?.id).toBe('https://blog.example/p/1');
  });

  it('gives an item without id and address one that is the same on every reading, and changes with what it says', () => {
    const idOf = (text: string) =>
      parseFeed(rss(`<item><title>T</title><description>${text}</description></item>`), address).items[0]?.id;
    expect(idOf('one')).toBe(idOf('one'));
    expect(idOf('one')).not.toBe(idOf('two'));
  });

  it('takes a guid for an address only where it may be one', () => {
    const urlOf = (guid: string) => parseFeed(rss(`<item><title>T</title>${guid}</item>`), address).items[0]?.url;
    expect(urlOf('<guid>https://blog.example/7</guid>')).toBe('https://blog.example/7');
    expect(urlOf('<guid isPermaLink="false">https://blog.example/7</guid>')).toBeNull();
    expect(urlOf('<guid>tag:blog,7</guid>')).toBeNull();
  });

  it('leaves out dates and addresses that are none', () => {
    const [item] = parseFeed(
      rss('<item><title>T</title><link>javascript:alert(1)</link><pubDate>soon</pubDate></item>'),
      address,
    ).items;
    expect(item).toMatchObject({ url: null, publishedAt: null });
  });

  it('reads the first thousand items of a feed', () => {
    const feed = parseFeed(
      rss('<item><title>T</title><link>https://blog.example/1</link></item>'.repeat(1500)),
      address,
    );
    expect(feed.items).toHaveLength(1000);
  });

  it.each([
    ['nothing', ''],
    ['a page', '<!doctype html><html><head><title>Hi</title></head><body>Hi</body></html>'],
    ['JSON of another kind', '{"items": []}'],
    ['a document cut off at its beginning', '<rss><channel>'],
    ['a document nested without end', `<rss version="2.0">${'<a>'.repeat(50_000)}`],
  ])('refuses %s', (_what, text) => {
    expect(() => parseFeed(text, address)).toThrow(expect.objectContaining({ code: 'not-a-feed', status: 422 }));
  });

  it('refuses what is too large before it is parsed', () => {
    expect(() => parseFeedDocument('<'.repeat(MAX_FEED_LENGTH + 1), address)).toThrow(
      expect.objectContaining({ code: 'feed-too-large' }),
    );
  });

  it('expands no entities that a document defines', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>${rss('<item><title>&b;</title></item>')}`;
    let title: string | null = null;
    try {
      title = parseFeed(bomb, address).items[0]?.title ?? null;
    } catch (error) {
      expect(error).toMatchObject({ code: 'not-a-feed' });
    }
    expect(title ?? '').not.toContain('xxx');
  });
});
