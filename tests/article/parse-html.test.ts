import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { blocksOf } from './blocks-of.ts';
import { errorOf } from './error-of.ts';
import { paragraphs, prose } from './sample-prose.ts';

const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');

const page = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Splitting the queue | Harbour Engineering</title>
<link rel="canonical" href="https://Blog.Example.com/queues/?utm_source=feed#top">
<meta property="og:title" content="Splitting the billing queue"><meta property="og:site_name" content="Harbour Engineering">
<meta name="author" content="Ada Quay"><meta property="article:published_time" content="2026-02-03T10:00:00+02:00">
<script>document.title = 'pwned'; throw new Error('scripts ran');</script><style>p { color: red }</style></head>
<body>
<div id="cookie-banner" class="cookie-consent"><p>We use cookies to improve your experience.</p><button>Accept all</button></div>
<header><nav><a href="/">Home</a><a href="/jobs">Careers</a></nav></header>
<main><article><h1>Splitting the billing queue</h1>
<div class="share-buttons"><a href="https://social.example/share">Share this post</a></div>
${body}
<h2 id="numbers">What changed</h2>
<ul><li>Latency <b>fell</b> to <code>900 ms</code>.<ul><li>Mostly at night.</li></ul></li><li>Costs rose<sup><a href="#fn1">1</a></sup> by 3%.</li></ul>
<table><thead><tr><th>Queue</th><th>Age</th></tr></thead><tbody><tr><td>billing</td><td>41 min</td></tr></tbody></table>
<figure><img src="graph.png" alt="Alt text of a graph"></figure>
<blockquote><p>It never paged us again, and we slept through the whole of April.</p></blockquote>
<pre><code class="language-sql"><span class="k">select</span> age
from   queue;</code></pre>
<p>Read more at <a href="https://example.com/more">https://example.com/more</a> or ask <a href="https://example.com/team">the team</a> about it.</p>
<form action="/newsletter" class="newsletter"><p>Subscribe to our newsletter</p><input name="email"></form>
</article></main>
<aside class="related"><h3>Related posts</h3><a href="/x">Ten tips for queues</a></aside>
<footer><p>Copyright 2026 Harbour. All rights reserved.</p></footer>
<script src="https://example.com/track.js"></script>
</body></html>`;

describe('a whole page', () => {
  const article = parseArticle({ text: page });

  it('is recognised, and leaves its furniture out', () => {
    expect(article.format).toBe('html');
    expect(article.text).not.toMatch(
      /cookies|Accept all|Home|Careers|Share this|Alt text|newsletter|Related|Ten tips|Copyright|pwned|color: red/i,
    );
  });

  it('keeps the prose, structure and code of the article', () => {
    const blocks = blocksOf(article).filter((block) => block !== 'heading1: Splitting the billing queue');
    expect(blocks).toEqual([
      ...paragraphs.map((paragraph) => `paragraph: ${paragraph}`),
      'heading2: What changed',
      'list-item1: Latency fell to 900 ms.',
      'list-item2: Mostly at night.',
      'list-item1: Costs rose by 3%.',
      'table: | Queue | Age |\n| billing | 41 min |',
      'quote: It never paged us again, and we slept through the whole of April.',
      'code: select age\nfrom   queue;',
      'paragraph: Read more at or ask the team about it.',
    ]);
    expect(article.text).toContain('```sql\nselect age\nfrom   queue;\n```');
  });

  it('takes its metadata from the head', () => {
    expect(article).toMatchObject({
      title: 'Splitting the billing queue',
      url: 'https://blog.example.com/queues/',
      source: 'Harbour Engineering',
      author: 'Ada Quay',
      publishedAt: '2026-02-03T08:00:00.000Z',
      tags: [],
    });
  });

  it('lets what the sender says win', () => {
    const given = {
      title: 'Mine',
      url: 'https://other.example/a',
      source: 'S',
      author: 'A',
      publishedAt: '2020-01-02',
      tags: ['sre'],
    };
    expect(parseArticle({ text: page, ...given })).toMatchObject({ ...given, publishedAt: '2020-01-02T00:00:00.000Z' });
  });
});

describe('metadata in other places', () => {
  it('reads JSON-LD, also inside a graph, and passes over broken JSON', () => {
    const data = {
      '@graph': [
        { '@type': 'WebSite', name: 'Site' },
        {
          '@type': ['TechArticle'],
          headline: 'From linked data',
          author: [{ name: 'Ada' }, { name: 'Bo' }],
          datePublished: '2026-01-05',
          publisher: { name: 'Harbour' },
        },
      ],
    };
    const text = `<html><head><script type="application/ld+json">{broken</script><script type="application/ld+json">${JSON.stringify(data)}</script></head><body>${body}</body></html>`;
    expect(parseArticle({ text })).toMatchObject({
      title: 'From linked data',
      author: 'Ada, Bo',
      source: 'Harbour',
      publishedAt: '2026-01-05T00:00:00.000Z',
    });
  });

  it('cuts the name of the site from the title', () => {
    const text = `<html><head><title>How the queue was split | Harbour</title></head><body>${body}</body></html>`;
    expect(parseArticle({ text }).title).toBe('How the queue was split');
  });

  it('resolves a relative canonical address against the given one, and names the source after the host', () => {
    const text = `<html><head><link rel="canonical" href="/real"></head><body>${body}</body></html>`;
    expect(parseArticle({ text }).url).toBeNull();
    expect(parseArticle({ text, url: 'https://www.example.com/x?gclid=1' })).toMatchObject({
      url: 'https://www.example.com/x',
      source: 'example.com',
    });
  });
});

describe('pages written otherwise', () => {
  it.each([
    ['a fragment', body],
    ['no body or head', `<!doctype html><title>T</title>${body}`],
    ['end tags left out', `<html><body>${paragraphs.map((paragraph) => `<p>${paragraph}`).join('\n')}`],
    ['divs and breaks', `<html><body><div>${paragraphs.join('<br><br>')}</div></body></html>`],
    ['words in the body itself', `<html><body>${prose}</body></html>`],
    [
      'each paragraph in a section',
      `<body><main>${paragraphs.map((p) => `<section><p>${p}</p></section>`).join('')}</main>`,
    ],
  ])('reads %s', (_, text) => {
    const article = parseArticle({ text, format: 'html' });
    for (const paragraph of paragraphs) expect(article.text.replace(/\s+/g, ' ')).toContain(paragraph);
  });

  it('takes the whole article of a page although the library would keep a part of it', () => {
    const long = `<section><p>${prose.replace(/\s+/g, ' ').repeat(6)}</p></section>`;
    const notes = paragraphs.map((p) => `<div class="sidebar"><div class="widget">${p}</div></div>`).join('');
    const article = parseArticle({ text: `<body><article>${long}${notes.repeat(8)}</article></body>`, format: 'html' });
    expect(article.words).toBeGreaterThan(1_500);
  });

  it('does not take a section about cookies for a banner', () => {
    const about = '<section id="cookie-consent"><h2>Cookie consent</h2><p>Consent is stored per region.</p></section>';
    const large = about.replace('</p>', ` ${prose.repeat(2)}</p>`);
    expect(parseArticle({ text: `<html><body><article>${body}${large}</article></body></html>` }).text).toContain(
      'Consent is stored per region.',
    );
  });

  it('refuses a page without prose', () => {
    expect(
      errorOf(() => parseArticle({ text: '<html><body><script>let a = 1;</script></body></html>' })),
    ).toMatchObject({
      code: 'not-an-article',
      status: 422,
    });
  });
});

it('says of a caption that it is one where its picture is dropped', () => {
  const figure = (inner: string) => `<figure>${inner}</figure>`;
  const captions = [
    figure('<div><img src="a.png" alt=""></div><figcaption>A bat leaves <em>its</em> cave.</figcaption>'),
    figure('<img src="a.png" alt=""><figcaption>Figure 2: Bats by hour.</figcaption>'),
    figure('<pre><code>ls</code></pre><figcaption>All files of the bat.</figcaption>'),
  ];
  const text = blocksOf(parseArticle({ text: `${captions.join('')}${body}`, format: 'html' })).join('\n');
  expect(text).toContain('paragraph: Image: A bat leaves its cave.');
  expect(text).toContain('paragraph: Figure 2: Bats by hour.');
  expect(text).toContain('paragraph: All files of the bat.');
});
