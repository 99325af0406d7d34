import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { parseFeedDocument } from '../../src/feeds/feed-document.ts';
import type { FeedReference } from '../../src/feeds/parse-outline.ts';
import { HostRestsError } from '../../src/fetching/fetch-error.ts';
import type { FetchedPage, FetchOptions } from '../../src/fetching/page-fetcher.ts';
import { createIngest, type FeedArticle, type IngestOptions } from '../../src/ingest/ingest-feeds.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { type Web, webOf } from '../support/web-of.ts';
import { openFeedStates } from './open-feed-states.ts';

const atom = readFileSync(new URL('../../samples/feeds/field-notes.atom', import.meta.url), 'utf8');
const url = 'https://tidewater.example/notes/feed.atom';
const reference: FeedReference = { url, title: null, categories: [] };
const vocabulary = loadVocabulary();
const { signal } = new AbortController();

const rss = (...items: string[]) => `<rss version="2.0"><channel><title>Blog</title>${items.join('')}</channel></rss>`;
const item = (n: number, more = '') =>
  `<item><title>Post ${n}</title><link>https://blog.example/${n}</link><guid>${n}</guid>${more}</item>`;

async function open(web: Web) {
  const opened = await openFeedStates();
  const deps = {
    ...{ fetcher: web, states: opened.states, clock: opened.clock, vocabulary },
    parse: async (text: string, address: string) => parseFeedDocument(text, address),
  };
  return {
    ...opened,
    ingest: (options: Partial<IngestOptions> = {}, references = [reference]) =>
      createIngest(references, deps, { signal, force: false, ...options }),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

async function all(
  ingest: ReturnType<typeof createIngest>,
  outcome?: (article: FeedArticle) => 'taken' | 'refused' | 'open',
) {
  const articles: FeedArticle[] = [];
  for await (const article of ingest.articles()) {
    articles.push(article);
    if (outcome) await ingest.settle(article, outcome(article));
  }
  return articles;
}
const taken = () => 'taken' as const;

describe('createIngest', () => {
  it('gives the articles that a feed has whole, the newest first, with what the feed says of them', async () => {
    await using opened = await open(webOf({ [url]: atom }));
    const articles = await all(opened.ingest());
    expect(articles.map(({ place }) => place)).toEqual([
      'https://tidewater.example/notes/nightly-restart',
      'https://tidewater.example/notes/schedule-table',
    ]);
    expect(articles[0]?.work).toMatchObject({
      input: {
        title: 'Why we stopped restarting the ingest workers every night',
        url: 'https://tidewater.example/notes/nightly-restart',
        source: 'Field Notes from the Tidewater Platform Team',
        author: 'Ingrid Solheim',
        publishedAt: '2026-09-18T08:30:00.000Z',
        format: 'html',
      },
    });
  });

  it('gives the address of an article that the feed has an excerpt of', async () => {
    await using opened = await open(webOf({ [url]: rss(item(1, '<description>Short.</description>')) }));
    expect(await all(opened.ingest())).toMatchObject([
      { work: { url: 'https://blog.example/1', given: { title: 'Post 1', source: 'Blog' } } },
    ]);
  });

  it('has at hand what the feed has of an article, should its page be gone, and says where there is nothing at all', async () => {
    const description = `<description>${'word '.repeat(150)}</description>`;
    const bare = '<item><title>Nothing</title><link>ftp://blog.example/2</link></item>';
    await using opened = await open(webOf({ [url]: rss(item(1, description), bare) }));
    expect(await all(opened.ingest())).toMatchObject([
      { work: { url: 'https://blog.example/1', instead: { format: 'html', text: expect.stringMatching(/^word/) } } },
      { place: `${url}: Nothing`, error: { code: 'empty-feed-item', status: 422 } },
    ]);
  });

  it('reads an outline for what it is, wherever it stands, and each of its feeds once', async () => {
    const opml = (...urls: string[]) =>
      `<opml version="2.0"><body>${urls.map((one) => `<outline xmlUrl="${one}" title="By ${one.length}"/>`).join('')}</body></opml>`;
    const [list, other] = ['https://lists.example/export?id=5', 'https://lists.example/more'];
    const web = webOf({
      ...{ [url]: atom, [list]: opml(url, 'https://b.example/feed', 'ftp://c.example', other), [other]: opml(url) },
      'https://b.example/feed': rss(item(1), item(2)),
    });
    await using opened = await open(web);
    const articles = await all(opened.ingest({}, [{ ...reference, url: list }, reference]), taken);
    expect(
      articles.map(({ place, error, work }) => [
        place,
        error?.code ?? (work && 'url' in work ? work.given.source : ''),
      ]),
    ).toEqual([
      [`${list}: ftp://c.example`, 'bad-address'],
      ['https://blog.example/1', 'By 22'],
      ['https://blog.example/2', 'By 22'],
      [other, 'not-a-feed'],
      ['https://tidewater.example/notes/nightly-restart', ''],
      ['https://tidewater.example/notes/schedule-table', ''],
    ]);
    expect((await opened.states.all()).map(({ url: one }) => one)).toEqual(['https://b.example/feed', url]);
  });

  it('remembers no failure of an outline that can be read again', async () => {
    const list = { ...reference, url: 'https://lists.example/export' };
    const web = webOf({});
    await using opened = await open(web);
    expect(await all(opened.ingest({}, [list]))).toMatchObject([{ error: { code: 'fetch-failed' } }]);
    expect(await opened.states.get(list.url)).toMatchObject({ failures: 1 });
    web.set(list.url, {
      text: '<opml><body><outline xmlUrl="ftp://c.example"/></body></opml>',
      validators: { etag: '"1"' },
    });
    for (const force of [true, false]) {
      expect(await all(opened.ingest({ force }, [list]))).toMatchObject([{ error: { code: 'bad-address' } }]);
      expect(await opened.states.get(list.url)).toMatchObject({ failures: 0, notBefore: 0, problem: null });
    }
  });

  it('takes source and tags from the outline, and from whoever asks before that', async () => {
    await using opened = await open(webOf({ [url]: rss(item(1)) }));
    const outlined = { url, title: 'Notes', categories: ['sre', 'unheard of', 'Security'.toLowerCase()] };
    expect(await all(opened.ingest({}, [outlined]))).toMatchObject([
      { work: { given: { source: 'Notes', tags: ['sre', 'security'] } } },
    ]);
    expect(await all(opened.ingest({ source: 'Mine', tags: ['data'] }, [outlined]))).toMatchObject([
      { work: { given: { source: 'Mine', tags: ['data'] } } },
    ]);
  });

  it('asks what has changed once all articles are known, and reads nothing again', async () => {
    const web = webOf({ [url]: { text: rss(item(1), item(2)), validators: { etag: '"1"' } } });
    await using opened = await open(web);
    expect(await all(opened.ingest(), taken)).toHaveLength(2);
    expect(await all(opened.ingest(), taken)).toEqual([]);
    web.set(url, { text: rss(item(3), item(1), item(2)), validators: { etag: '"2"' } });
    expect(await all(opened.ingest(), taken)).toMatchObject([{ place: 'https://blog.example/3' }]);
  });

  it('gives what is still open again, though the feed has not changed', async () => {
    const web = webOf({ [url]: { text: rss(item(1), item(2)), validators: { etag: '"1"' } } });
    await using opened = await open(web);
    await all(opened.ingest(), ({ place }) => (place.endsWith('/1') ? 'taken' : 'open'));
    expect(await all(opened.ingest(), taken)).toMatchObject([{ place: 'https://blog.example/2' }]);
    expect(await all(opened.ingest(), taken)).toEqual([]);
  });

  it('gives an article again that says something else', async () => {
    const web = webOf({ [url]: rss(item(1, '<description>One.</description>')) });
    await using opened = await open(web);
    await all(opened.ingest(), taken);
    web.set(url, rss(item(1, '<description>One, mended.</description>')));
    expect(await all(opened.ingest(), taken)).toHaveLength(1);
  });

  it('gives one that stands twice in a feed once', async () => {
    await using opened = await open(webOf({ [url]: rss(item(1), item(1)) }));
    expect(await all(opened.ingest(), taken)).toHaveLength(1);
    expect(await all(opened.ingest(), taken)).toEqual([]);
  });

  describe('an article that stands in two feeds', () => {
    const other = { ...reference, url: 'https://planet.example/feed' };
    const both = { [url]: rss(item(1)), [other.url]: rss(item(1, '<description>Elsewhere</description>'), item(2)) };
    const places = (articles: readonly FeedArticle[]) => articles.map(({ feed, place }) => `${feed} ${place}`);

    it('is that of the first one, whenever the other is read', async () => {
      await using opened = await open(webOf(both));
      expect(places(await all(opened.ingest({}, [reference, other]), taken))).toEqual([
        `${url} https://blog.example/1`,
        `${other.url} https://blog.example/2`,
      ]);
      expect(await all(opened.ingest({}, [other, reference]), taken)).toEqual([]);
    });

    it('is given once while nobody knows what becomes of it, and not forgotten', async () => {
      await using opened = await open(webOf(both));
      expect(await all(opened.ingest({}, [reference, other]))).toHaveLength(2);
      expect(await all(opened.ingest({}, [other, reference]))).toHaveLength(2);
    });

    it('is given again from the other when the first has it in no form that will do', async () => {
      await using opened = await open(webOf(both));
      await all(opened.ingest(), () => 'refused');
      expect(places(await all(opened.ingest({}, [reference, other]), taken))).toEqual([
        `${other.url} https://blog.example/1`,
        `${other.url} https://blog.example/2`,
      ]);
    });

    it('is given again when the first feed has mended it', async () => {
      const web = webOf(both);
      await using opened = await open(web);
      await all(opened.ingest({}, [reference, other]), taken);
      web.set(url, rss(item(1, '<description>Mended</description>')));
      web.set(other.url, rss(item(1, '<description>Elsewhere, mended</description>'), item(2)));
      expect(places(await all(opened.ingest({}, [other, reference]), taken))).toEqual([
        `${url} https://blog.example/1`,
      ]);
    });
  });

  it('leaves out what was published before a day, and finds it when it is asked for', async () => {
    const dated = (n: number, day: string) => item(n, `<pubDate>${day} Oct 2026 07:00:00 GMT</pubDate>`);
    const feed = rss(dated(1, '01'), dated(2, '20'), item(3));
    await using opened = await open(webOf({ [url]: { text: feed, validators: { etag: '"1"' } } }));
    const recent = await all(opened.ingest({ since: Date.UTC(2026, 9, 10) }), taken);
    expect(recent.map(({ place }) => place)).toEqual(['https://blog.example/2', 'https://blog.example/3']);
    expect(await all(opened.ingest(), taken)).toMatchObject([{ place: 'https://blog.example/1' }]);
  });

  it('says what is wrong with one feed and goes on with the others', async () => {
    const other = { ...reference, url: 'https://blog.example/feed' };
    const page = { ...reference, url: 'https://blog.example/about' };
    await using opened = await open(webOf({ [url]: rss(item(1)), [page.url]: '<!doctype html><title>About</title>' }));
    expect(await all(opened.ingest({}, [other, page, reference]))).toMatchObject([
      { place: other.url, error: { code: 'fetch-failed' } },
      { place: page.url, error: { code: 'not-a-feed' } },
      { place: 'https://blog.example/1' },
    ]);
  });

  it('leaves a failing feed alone for ever longer, up to a day, or for as long as its server asks', async () => {
    const minutes = 60_000;
    const web = webOf({});
    await using opened = await open(web);
    const waits: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      await all(opened.ingest());
      const { notBefore = 0 } = (await opened.states.get(url)) ?? {};
      waits.push((notBefore - opened.clock.now()) / minutes);
      expect(await all(opened.ingest())).toMatchObject([{ error: { code: 'feed-resting' } }]);
      opened.advance(notBefore - opened.clock.now());
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
    expect(web.asked).toHaveLength(9);

    web.set(
      url,
      new AppError('Busy', { code: 'fetch-failed', status: 502, retryable: true, retryAfterMs: 3 * 1440 * minutes }),
    );
    await all(opened.ingest());
    expect(((await opened.states.get(url))?.notBefore ?? 0) - opened.clock.now()).toBe(3 * 1440 * minutes);
    web.set(url, rss(item(1)));
    expect(await all(opened.ingest({ force: true }))).toHaveLength(1);
    expect(await opened.states.get(url)).toMatchObject({ failures: 0, notBefore: 0, problem: null });
  });

  it('waits for a host that wants to be left alone, which is no failure of a feed that was not asked', async () => {
    const web = webOf({ [url]: new HostRestsError('blog.example', 90_000) });
    await using opened = await open(web);
    const wait = {
      code: 'feed-resting',
      retryAfterMs: 90_000,
      message: expect.stringMatching(/until \d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
    };
    expect(await all(opened.ingest())).toMatchObject([{ error: wait }]);
    expect(await opened.states.get(url)).toMatchObject({ failures: 0, problem: null });
    expect(await all(opened.ingest())).toMatchObject([{ error: wait }]);
    expect(web.asked).toHaveLength(1);
    web.set(url, rss(item(1)));
    opened.advance(90_000);
    expect(await all(opened.ingest())).toHaveLength(1);
  });

  it('leaves a failing feed alone no shorter because its host wants to be left alone as well', async () => {
    const web = webOf({ [url]: new AppError('500', { code: 'fetch-failed', status: 502 }) });
    await using opened = await open(web);
    await all(opened.ingest());
    const before = await opened.states.get(url);
    web.set(url, new HostRestsError('blog.example', 5000));
    const forced = await all(opened.ingest({ force: true }));
    expect(forced).toMatchObject([{ error: { code: 'feed-resting', hint: 'Wait until then.' } }]);
    expect(await opened.states.get(url)).toEqual(before);
  });

  it('does not ask again for a feed that is gone', async () => {
    const web = webOf({ [url]: new AppError('410', { code: 'fetch-gone', status: 502 }) });
    await using opened = await open(web);
    await all(opened.ingest());
    opened.advance(1000 * 3600 * 1000);
    expect(await all(opened.ingest())).toMatchObject([{ error: { code: 'feed-gone' } }]);
    expect(web.asked).toEqual([url]);
  });

  it.each([
    ['a file that is no feed', 'file:///home/her/feed.xml', 'no feed'],
    ['an address that may not be asked', url, new AppError('Private', { code: 'fetch-forbidden', status: 422 })],
  ])('leaves no server alone for %s', async (_, address, answer) => {
    const web = webOf({ [address]: answer });
    await using opened = await open(web);
    const references = [{ ...reference, url: address }];
    expect(await all(opened.ingest({}, references))).toMatchObject([{ key: address, error: expect.anything() }]);
    web.set(address, rss(item(1)));
    expect(await all(opened.ingest({}, references))).toMatchObject([{ place: 'https://blog.example/1' }]);
  });

  it('asks again where a feed always stood when it is no more where it had moved to', async () => {
    const moved = 'https://new.example/feed';
    const redirect = { text: rss(item(1)), permanentUrl: moved, url: moved, validators: { etag: '"1"' } };
    const web = webOf({ [url]: redirect, [moved]: new AppError('410', { code: 'fetch-gone', status: 502 }) });
    await using opened = await open(web);
    await all(opened.ingest(), taken);
    expect(await all(opened.ingest())).toMatchObject([{ error: { code: 'fetch-gone' } }]);
    opened.advance(15 * 60_000);
    expect(await all(opened.ingest({}), taken)).toEqual([]);
    expect(web.asked).toEqual([url, moved, url]);
    expect(await opened.states.get(url)).toMatchObject({ failures: 0, gone: false, movedTo: moved });
  });

  it('shows nothing of an id that could move the cursor of a terminal', async () => {
    const odd = `<item><guid isPermaLink="false">7\u009b2J\u202e${'x'.repeat(5000)}</guid></item>`;
    await using opened = await open(webOf({ [url]: rss(odd) }));
    const [article] = await all(opened.ingest());
    expect(article?.place).toBe(`${url}: 72J${'x'.repeat(195)}`);
  });

  it('asks where a feed has moved to, from then on', async () => {
    const moved = 'https://new.example/feed';
    const web = webOf({ [url]: { text: rss(item(1)), permanentUrl: moved, url: moved }, [moved]: rss(item(2)) });
    await using opened = await open(web);
    await all(opened.ingest(), taken);
    expect(await all(opened.ingest(), taken)).toMatchObject([{ place: 'https://blog.example/2' }]);
    expect(web.asked).toEqual([url, moved]);
  });

  it('finds the feed that a page links to', async () => {
    const page = `<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>`;
    const web = webOf({ [url]: page, 'https://tidewater.example/rss': rss(item(1)) });
    await using opened = await open(web);
    expect(await all(opened.ingest())).toHaveLength(1);
    await all(opened.ingest());
    expect(web.asked).toEqual([url, 'https://tidewater.example/rss', 'https://tidewater.example/rss']);
  });

  it.each(['application/x-rss+xml', 'application/octet-stream', 'text/html', 'application/xhtml+xml'])(
    'reads what is served as %s',
    async (type) => {
      const typed = ({ types }: FetchOptions): FetchedPage => {
        if (!types.includes(type)) throw new AppError(`${type} will not do`, { code: 'fetch-wrong-type', status: 415 });
        return { outcome: 'fetched', url, permanentUrl: url, type, text: rss(item(1)), validators: {} };
      };
      await using opened = await open(webOf({ [url]: typed }));
      expect(await all(opened.ingest())).toMatchObject([{ place: 'https://blog.example/1' }]);
    },
  );

  it('ends with the signal, and books no failure for it', async () => {
    const stop = new AbortController();
    await using opened = await open(webOf({ [url]: rss(item(1)) }));
    stop.abort(new Error('stopped'));
    await expect(all(opened.ingest({ signal: stop.signal }))).rejects.toThrow('stopped');
    expect(await opened.states.get(url)).toBeNull();
  });
});
