import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { paragraphs } from './sample-prose.ts';

const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');

/** What is left of a piece of HTML between the paragraphs of a page, whose content stands in `root`. */
function left(html: string, root: string): string {
  const text = `<!doctype html><html><head><title>T</title></head><body><${root}><h1>Head</h1>${body}${html}${body}</${root}></body></html>`;
  const article = parseArticle({ text, format: 'html' }).text;
  const last = paragraphs.at(-1) ?? '';
  return article.slice(article.indexOf(last) + last.length, article.lastIndexOf(paragraphs[0] ?? '')).trim();
}

const roots = ['article', 'main', 'div'] as const;

describe.each(roots)('the content of a page in <%s>', (root) => {
  it.each([
    ['sharing-state', 'Sharing state', '<p>Two tabs share a worker.</p>'],
    ['comments', 'Comments', '<p>A comment begins with a hash. It ends with the line.</p>'],
    ['cookies', 'Cookies', '<p>A cookie holds the region. We sign it. See <a href="/rfc">the standard</a>.</p>'],
    ['related', 'Related work', '<p>Others tried this before us. They gave it up.</p>'],
  ])('keeps a section with the id %s', (id, title, told) => {
    const words = told.replace(/<[^>]*>/g, '');
    const expected = `${title}\n\n${words}`;
    expect(left(`<section id="${id}"><h2>${title}</h2>${told}</section>`, root)).toBe(expected);
    expect(left(`<section><h2 id="${id}">${title}</h2>${told}</section>`, root)).toBe(expected);
    expect(left(`<div class="section" id="${id}"><h2>${title}</h2>${told}</div>`, root)).toBe(expected);
  });

  it('keeps a box called as a banner is, when it has a heading and sentences', () => {
    expect(left('<div class="sharing"><h2>Locks</h2><p>Tabs share a lock. Nobody minds.</p></div>', root)).toBe(
      'Locks\n\nTabs share a lock. Nobody minds.',
    );
  });

  it('keeps words, paragraphs and links, whatever their class is', () => {
    const words =
      '<p class="comment">It is <span class="social">kept</span> by <a class="related" href="/x">region</a> today.</p>';
    expect(left(words, root)).toBe('It is kept by region today.');
  });

  it('keeps the comments of code', () => {
    expect(
      left('<pre><code class="language-js"><span class="token comment">// why</span>\nrun();</code></pre>', root),
    ).toBe('```js\n// why\nrun();\n```');
    expect(left('<pre><span class="hljs-comment"># why</span>\nrun</pre>', root)).toBe('```\n# why\nrun\n```');
  });

  it('keeps lines of code that are boxes', () => {
    expect(left('<pre><div class="comment"># why</div>run</pre>', root)).toMatch(/# why\s+run/);
  });

  it.each([
    ['links to share', '<div class="share-buttons"><a href="/s">Share this.</a> <a href="/p">Post it. Now.</a></div>'],
    ['a banner by its id', '<div id="cookie-banner"><p>We set cookies. You know it.</p><button>Accept</button></div>'],
    [
      'a box to subscribe',
      '<div class="newsletter"><h3>Stay near</h3><p>Get our posts. No spam.</p><form><input type="email"></form></div>',
    ],
    [
      'links to other posts',
      '<div class="related-posts"><h3>More</h3><ul><li><a href="/a">Ten tips.</a></li><li><a href="/b">Five more.</a></li></ul></div>',
    ],
    ['a form of any name', '<form><p>Your name.</p><input></form>'],
    ['a link for keyboards', '<a class="skip-link" href="#top">Skip to content</a>'],
  ])('drops %s', (_, html) => {
    expect(left(html, root)).toBe('');
  });

  it('reads words that comments part as one sentence', () => {
    const html = '<div><span>Elin Varga, who</span><!-- --> <span>leads the team, told</span><!-- --> us so.</div>';
    expect(left(html, root)).toBe('Elin Varga, who leads the team, told us so.');
  });
});

it.each(['article', 'main'])(
  'what <%s> holds stays, where without it a button or a class would tell of a banner',
  (root) => {
    expect(left('<section class="comments"><p>They begin with a hash.</p></section>', root)).toBe(
      'They begin with a hash.',
    );
    const box = '<div class="sharing"><h2>Locks</h2><p>Tabs share a lock. Nobody minds.</p><button>Copy</button></div>';
    expect(left(box, root)).toBe('Locks\n\nTabs share a lock. Nobody minds.');
    expect(left(box, 'div')).toBe('');
  },
);
