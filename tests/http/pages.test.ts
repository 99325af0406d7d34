import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { candidate } from '../contract/candidate.ts';
import { webOf } from '../support/web-of.ts';
import { browse, sendForm } from './browse.ts';
import { KEY, type OpenAndGuarded, startOpenAndGuarded } from './open-and-guarded.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let servers: OpenAndGuarded;
let server: TestServer;
let guarded: TestServer;
const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'&amp;';
beforeAll(async () => {
  servers = await startOpenAndGuarded();
  ({ open: server, guarded } = servers);
  for (let n = 0; n < 95; n += 1) await server.save(`e${n}`, { tags: ['sre'], now: Date.UTC(2026, 0, 1) + n });
  const { summary, provenance } = candidate('x');
  await server.save('full', {
    title: 'A shard that slept',
    source: 'Example Engineering',
    url: 'https://www.example.com/shard?a=1&b=2',
    author: 'Ada Example',
    publishedAt: '2025-05-30T00:00:00.000Z',
    tags: ['data', 'culture'],
    now: Date.UTC(2026, 1, 1),
    provenance: {
      ...provenance,
      provider: 'openai',
      model: 'gpt-5-mini',
      prompt: 'summarise@1',
      costUsd: 0.0012,
      repairs: 1,
      calls: 2,
    },
  });
  await server.save('bare', {
    title: null,
    tags: ['mobile'],
    provenance: { ...provenance, provider: 'extractive' },
    evidence: [],
  });
  await server.save('hostile', {
    title: hostile,
    source: hostile,
    author: hostile,
    url: 'javascript:alert(1)',
    tags: ['security'],
    summary: {
      ...summary,
      tags: ['security'],
      whyItMatters: hostile,
      bullets: summary.bullets.map((text) => text + hostile),
      keywords: [hostile],
    },
    evidence: [
      {
        claim: 'bullets/0',
        supported: false,
        spans: [{ start: 0, end: 1, quote: hostile }],
        issues: [{ code: 'quote', message: hostile }],
      },
    ],
  });
  await server.save('waiting', { status: 'needs-review', title: 'Waiting' });
});
afterAll(() => servers[Symbol.asyncDispose]());

async function page(path: string, from = server) {
  const shown = await browse(from, path);
  return { ...shown, type: shown.headers.get('content-type') };
}

describe('every page', () => {
  it.each(['/', '/?page=2', '/tags/sre?page=3', '/articles/full', '/search', '/search?q=point', '/submit', '/nope'])(
    '%s is one small document without script',
    async (path) => {
      const { html, type } = await page(path);
      expect(type).toBe('text/html; charset=utf-8');
      expect(html).toMatch(/^<!doctype html>\s*<html lang="en">/);
      expect(Buffer.byteLength(html)).toBeLessThan(60_000);
      expect(html.replace(/<script type="application\/ld\+json">[^<]*<\/script>/, '')).not.toMatch(
        /<script|<[a-z][^<>]*\s(?:on\w+|style)=|rel="stylesheet"/,
      );
      expect(html.match(/<h1/g)).toHaveLength(1);
    },
  );

  it.each([
    '/?page=10',
    '/tags/security',
    '/articles/hostile',
    `/search?q=${encodeURIComponent(hostile)}`,
    '/search?q=alert',
  ])('%s escapes what it shows', async (path) => {
    const { html } = await page(path);
    expect(html.replace('<script type="application/ld+json">', '')).not.toMatch(/<script|<img|href="javascript/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('a list', () => {
  it('shows each article with all that is known of it', async () => {
    const { html, text } = await page('/tags/data');
    expect(text).toContain('Posts tagged with data');
    expect(text).toContain('Example Engineering 30 May 2025');
    expect(text).toContain('Why it matters: Operators of full sleep better.');
    expect(text).toContain('Point 5 of full stands.');
    for (const part of ['<h2 dir="auto">', '</strong> Operators', '<li dir="auto">Point 5'])
      expect(html).toContain(part);
    expect(html).toContain('<time datetime="2025-05-30T00:00:00.000Z">');
    expect(html).toContain('<a href="/articles/full">A shard that slept</a>');
    expect(html).toContain('href="https://www.example.com/shard?a=1&amp;b=2"');
    expect(html).toContain('<a href="/tags/culture">culture</a>');
    expect(text).not.toContain('Extracted without a model');
  });

  it('is told of to those who preview it', async () => {
    const { html } = await page('/tags/sre?page=3&sort=title');
    const told = Array.from(html.matchAll(/<meta property="og:([a-z_]+)" content="([^"]*)">/g), ([, what, text]) => [
      what,
      text,
    ]);
    expect(Object.fromEntries(told)).toEqual({
      ...{ type: 'website', site_name: 'Upshot', title: 'Posts tagged with sre, page 3' },
      ...{ description: expect.stringMatching(/\.$/), url: expect.stringMatching(/^http.*\/tags\/sre\?page=3$/) },
    });
    for (const path of ['/', '/sources', '/sources/Example%20Engineering', '/tags'])
      expect((await page(path)).html).toContain('<meta property="og:title"');
    const article = (await page('/articles/full')).html;
    for (const said of [
      'og:type" content="article"',
      'og:title" content="A shard that slept"',
      'article:tag" content="data"',
    ])
      expect(article).toContain(`<meta property="${said}>`);
  });

  it('of a source leads on from another spelling of its name', async () => {
    const { status, headers } = await fetch(`${server.url}/sources/example%20ENGINEERING?page=2`, {
      redirect: 'manual',
    });
    expect([status, headers.get('location')]).toEqual([308, '/sources/Example%20Engineering?page=2']);
  });

  it.each(['.', '..', '...', 'a/b', '50 %?'])(
    'of the source %s is where its cards and its feed say',
    async (source) => {
      await using other = await startTestServer();
      await other.save('a', { source });
      const href = /class="source"><a href="([^"]*)"/.exec((await page('/', other)).html)?.[1] ?? '';
      expect((await page(href, other)).text).toContain(`Posts from ${source}`);
      expect((await other.json(`${href}/feed.json`)).body.home_page_url).toBe(`${other.url}${href}`);
    },
  );

  it('does without what is missing, and marks what was extracted', async () => {
    const { html, text } = await page('/tags/mobile');
    expect(html).toContain(
      '<h2 class="why" dir="auto"><a href="/articles/bare"><strong dir="ltr">Why it matters:</strong> Operators',
    );
    expect(text).toContain('Added 1 January 2026 1 min read Why it matters: Operators of bare sleep better.');
    expect(text).toContain('Extracted without a model');
    expect(html).not.toContain('Read the original');
    expect(html).not.toContain('null');
  });

  it('has ten a page and leads to all others', async () => {
    const { html, text } = await page('/tags/sre?page=3');
    expect(html.match(/<article /g)).toHaveLength(10);
    expect(text).toContain('Page 3 of 10');
    expect(text).toContain('Page 3 of 10 Previous 1 2 3 4 5 … 10 Next');
    expect(html).toContain('<a href="/tags/sre?page=2" rel="prev">Previous</a>');
    expect(html).toContain('<a href="/tags/sre?page=4" rel="next">Next</a>');
    expect(html).toContain('<a href="/tags/sre">');
    expect(html).toMatch(/<a href="\/tags\/sre\?page=3" aria-current="page">/);
    expect(html).toMatch(/<link rel="next" href="\/tags\/sre\?page=4">/);
  });

  it('shows the last page when a later one is asked for', async () => {
    const { html, text } = await page('/tags/sre?page=99');
    expect(text).toContain('Page 10 of 10');
    expect(html).not.toContain('rel="next"');
    // What is said of its place is said of the page that is shown.
    expect(html).toContain('<link rel="prev" href="/tags/sre?page=9">');
    expect(html).toMatch(/<link rel="canonical" href="[^"]*\/tags\/sre\?page=10">/);
    expect(html.match(/<article /g)).toHaveLength(5);
  });

  it('shows what has a tag that is no longer in the vocabulary, since its cards lead there', async () => {
    await using other = await startTestServer();
    await other.save('old', { tags: ['astrology'] });
    expect((await page('/tags/astrology', other)).text).toContain('Posts tagged with astrology');
    expect((await other.json('/tags/astrology/feed.json')).body.items).toHaveLength(1);
    expect((await page('/tags/alchemy', other)).status).toBe(404);
  });

  it('says so where nothing is found or tagged', async () => {
    expect((await page('/search?q=zzzz')).text).toContain('Nothing has “zzzz”. Try fewer');
    expect((await page('/search?q=zzzz+yyyy')).text).toContain('Nothing has all of “zzzz yyyy”');
    expect((await page('/tags/frontend')).text).toContain('Nothing is tagged with frontend yet');
    expect((await page('/search?q=shard')).text).toContain('1 article with “shard”');
    expect((await page('/search?q=shard&tag=')).text).toContain('1 article with “shard”');
    expect((await page('/search?q=shard&tag=nosuch')).text).toContain('There is no tag “nosuch”');
  });

  it('keeps the words of a search on its further pages', async () => {
    expect((await page('/search?q=Point%20of&utm_source=x')).html).toContain('href="/search?q=Point+of&amp;page=2"');
  });

  it('tells a first visitor how to begin', async () => {
    const { html, text } = await page('/', guarded);
    expect(text).toContain('Nothing here yet');
    expect(html).toContain('href="/submit"');
    expect(html).toContain(`${guarded.url}/v1/articles`);
    expect(text).toContain('Bearer YOUR-KEY');
  });

  it('never shows what awaits review', async () => {
    expect((await page('/')).text).not.toContain('Waiting');
    expect((await page('/tags/general')).text).not.toContain('Waiting');
  });
});

describe('an article', () => {
  it('shows each claim with its passages, and where the summary comes from', async () => {
    const { html, text } = await page('/articles/full');
    expect(text).toContain('By Ada Example');
    expect(html).toContain(
      '<blockquote dir="auto"><p><mark>The</mark> text of full.</p></blockquote><p class="place">At the start of the article</p>',
    );
    expect(text).toContain('All 1 claims are backed by the article.');
    expect(text).toContain('gpt-5-mini, by way of openai');
    expect(text).toContain('2, 1 of them to mend a draft');
    expect(text).toContain('US$ 0.0012');
    expect(html).toContain('href="/v1/articles/full/text"');
  });

  it('says what the article does not back', async () => {
    const { text } = await page('/articles/hostile');
    expect(text).toContain('Not backed (quotation):');
    expect(text).toContain('0 of 1 claims');
  });

  it('marks what was extracted and what awaits review', async () => {
    expect((await page('/articles/bare')).text).toContain('Extracted without a model');
    expect((await page('/articles/waiting')).text).toContain('Needs review');
  });
});

describe('an error', () => {
  it.each([
    ['/tags/nope', 404, 'There is no tag “nope”'],
    ['/articles/nope', 404, 'There is no article “nope”'],
    ['/nothing/here', 404, 'There is nothing at this address'],
    ['/tags/sre?page=x', 400, 'page must be a whole number'],
    ['/%zz', 400, 'percent sign'],
  ])('%s is a page with status %i for a browser, a problem for a program', async (path, status, message) => {
    const shown = await page(path);
    expect(shown).toMatchObject({ status, type: 'text/html; charset=utf-8' });
    expect(shown.text).toContain(message);
    const told = await server.json(path);
    expect(told).toMatchObject({ status, body: { status } });
  });

  it('of the API is a problem for everybody', async () => {
    expect((await page('/v1/articles/nope')).type).toBe('application/problem+json');
  });
});

describe('the form', () => {
  const send = async (fields: Record<string, string> | [string, string][], to = server) => {
    const response = await to.ask('/submit', { method: 'POST', body: new URLSearchParams(fields) });
    return { status: response.status, location: response.headers.get('location'), html: await response.text() };
  };

  it('leads to the page of the article', async () => {
    const sent: [string, string][] = [
      ['text', 'A long story.'],
      ['title', 'From the form'],
      ['url', ''],
      ['format', ''],
      ['tags', 'ml'],
      ['tags', 'data'],
    ];
    const { status, location } = await send(sent);
    expect(status).toBe(303);
    const shown = await page(location ?? '');
    expect(shown.text).toContain('From the form');
    expect(shown.html).toContain('<a href="/tags/ml">ml</a>');
  });

  it('comes back with all that was typed and what was wrong', async () => {
    const tags = 'sre,data,culture,security';
    const fields = { text: '  ', title: '<b>"T', url: 'ftp://x', source: 'S & Co', format: 'html', tags };
    const { status, html } = await send(fields);
    expect(status).toBe(400);
    expect(html).toContain('value="&lt;b&gt;&quot;T"');
    expect(html).toContain('value="S &amp; Co"');
    expect(html).toContain('value="ftp://x"');
    expect(html).toContain('<option value="html" selected>');
    expect(html).toContain('value="sre" checked>');
    expect(html).toMatch(/id="url-wrong">The address must be an absolute http/);
    expect(html).toContain('id="tags-wrong">Tags must be one to three<');
    expect(html).toContain('<title>Error: Add an article');
    expect(html).not.toContain('value="ml" checked');
  });

  it('needs a text or an address', async () => {
    const { status, html } = await send({ text: '  ', url: '' });
    expect(status).toBe(422);
    expect(html).toMatch(/id="text-wrong">Text must not be empty/);
  });

  it('has the page at an address fetched when no text comes with it', async () => {
    const fetcher = webOf({ 'https://a.example/x': { type: 'text/html', text: '<p>Hi</p>' } });
    await using fetching = await startTestServer({ deps: { fetcher } });
    const { status, location } = await send({ text: '', url: 'https://a.example/x', title: 'Mine' }, fetching);
    expect([status, fetcher.asked]).toEqual([303, ['https://a.example/x']]);
    expect(await (await fetching.ask(location ?? '')).text()).toContain('href="https://a.example/x"');
    const failed = await send({ text: '', url: 'https://a.example/nope' }, fetching);
    expect(failed).toMatchObject({ status: 502, html: expect.stringContaining('value="https://a.example/nope"') });
  });

  it('keeps the text, first line and all, when the article is refused', async () => {
    const error = new AppError('The article has 2 words', {
      code: 'article-too-short',
      status: 422,
      hint: 'Send it whole.',
    });
    const summarise = () => Promise.reject(error);
    await using refusing = await startTestServer({ deps: { summariser: { summarise, preview: summarise } } });
    const { status, html } = await send({ text: '\n</textarea>two words' }, refusing);
    expect(status).toBe(422);
    expect(html).toContain('The article has 2 words.');
    expect(html).toContain('Send it whole.');
    expect(html).toContain('>\n\n&lt;/textarea&gt;two words</textarea>');
  });

  it('hides what was not foreseen', async () => {
    const summarise = () => Promise.reject(new Error('secret'));
    await using failing = await startTestServer({ deps: { summariser: { summarise, preview: summarise } } });
    const { status, html } = await send({ text: 'a' }, failing);
    expect([status, html.includes('secret')]).toEqual([500, false]);
    expect(JSON.stringify(failing.logged)).toContain('secret');
  });

  it.each([
    [{}, 401],
    [{ key: 'wrong' }, 403],
    [{ key: KEY }, 303],
  ])('asks for a key where keys are set: %o, %i', async (key, status) => {
    const answer = await send({ text: 'A guarded story.', ...key }, guarded);
    expect(answer.status).toBe(status);
    expect(answer.html).not.toContain(KEY);
    if (status !== 303) expect(answer.html).toContain('A guarded story.');
  });

  it('has a field for the key only then', async () => {
    expect((await page('/submit', guarded)).html).toContain('type="password"');
    expect((await page('/submit')).html).not.toContain('type="password"');
  });

  it('refuses a form past any article', async () => {
    const refused = await sendForm(server, '/submit', { text: 'a'.repeat(3_300_000) });
    expect(refused.status).toBe(413);
    expect(refused.html).toContain('larger than 1 MB');
  });
});
