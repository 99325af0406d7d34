import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseFeedDocument } from '../../src/feeds/feed-document.ts';
import { feedSources } from '../../src/ingest/feed-sources.ts';
import { webOf } from '../support/web-of.ts';

const opml = readFileSync(new URL('../../samples/feeds/feeds.opml', import.meta.url), 'utf8');
const { signal } = new AbortController();

function sources(named: readonly string[], files: Readonly<Record<string, string>>, pages = {}) {
  const readText = async (file: string) => {
    const text = files[file];
    if (text === undefined) throw new Error(`no ${file}`);
    return text;
  };
  const parse = async (text: string, address: string) => parseFeedDocument(text, address);
  return feedSources(named, { cwd: '/home/her', fetcher: webOf(pages), readText, parse, signal });
}

describe('feedSources', () => {
  it('reads outlines, lists and addresses, and names each feed once', async () => {
    const files = {
      'feeds.opml': opml,
      'list.txt':
        '\uFEFF# ours\nhttps://b.example/feed#top\n\n  feed:https://c.example/feed\nhttps://harbour.example/weekly/feed.rss\n',
    };
    const { feeds, bad } = await sources(['feeds.opml', 'https://a.example/feed', 'list.txt'], files);
    expect(feeds.map(({ url }) => url)).toEqual([
      'https://tidewater.example/notes/feed.atom',
      'https://harbour.example/weekly/feed.rss',
      'https://a.example/feed',
      'https://b.example/feed',
      'https://c.example/feed',
    ]);
    expect(feeds[0]).toMatchObject({
      title: 'Tidewater Field Notes',
      categories: ['sre', 'engineering', 'operations'],
    });
    expect(bad).toEqual([]);
  });

  it('fetches an outline', async () => {
    const pages = { 'https://a.example/feeds.opml': opml };
    expect((await sources(['https://a.example/feeds.opml'], {}, pages)).feeds).toHaveLength(2);
    expect((await sources(['feed://a.example/feeds.opml'], {}, pages)).feeds).toHaveLength(2);
  });

  it('takes an address as browsers write links to feeds', async () => {
    const { feeds } = await sources(['feed://a.example/feed', 'feed:https://b.example/feed'], {});
    expect(feeds.map(({ url }) => url)).toEqual(['https://a.example/feed', 'https://b.example/feed']);
  });

  it('takes a file that is a feed for one', async () => {
    const { feeds } = await sources(['sub/blog.xml'], { 'sub/blog.xml': '<?xml version="1.0"?><rss version="2.0"/>' });
    expect(feeds.map(({ url }) => url)).toEqual([pathToFileURL('/home/her/sub/blog.xml').href]);
  });

  it('names what leads to no feed, and goes on', async () => {
    const files = {
      'empty.txt': '# nothing\n',
      'prose.txt': 'An article.\n\nIt names no feed.\n',
      'list.txt': 'file:///etc/passwd\nnonsense\nhttps://a.example/feed\n',
      'notes.opml': '<opml version="2.0"><body><outline text="x"/></body></opml>',
    };
    const { feeds, bad } = await sources(['empty.txt', 'prose.txt', 'missing.txt', 'list.txt', 'notes.opml'], files);
    expect(feeds.map(({ url }) => url)).toEqual(['https://a.example/feed']);
    expect(bad.map(({ place, error }) => [place, error.code])).toEqual([
      ['empty.txt', 'no-feeds'],
      ['prose.txt', 'no-feeds'],
      ['missing.txt', 'internal-error'],
      ['list.txt: file:///etc/passwd', 'bad-address'],
      ['list.txt: nonsense', 'bad-address'],
      ['notes.opml', 'not-an-outline'],
    ]);
  });
});
