import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SaveCandidate } from '../../src/catalogue/catalogue.ts';
import { groundingCodes } from '../../src/grounding/evidence.ts';
import { browse, type Fields, sendForm } from './browse.ts';
import { KEY, type OpenAndGuarded, startOpenAndGuarded } from './open-and-guarded.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const HOUR = 60 * 60 * 1000;
let servers: OpenAndGuarded;
let open: TestServer;
let guarded: TestServer;
beforeEach(async () => {
  servers = await startOpenAndGuarded();
  ({ open, guarded } = servers);
});
afterEach(() => servers[Symbol.asyncDispose]());

const page = (path: string, server = open, init?: RequestInit) => browse(server, path, init);
const post = (path: string, fields: Fields, server = open, headers?: Record<string, string>) =>
  sendForm(server, path, fields, headers);
const seen = '2026-01-01T00:00:00.000Z';

const text = 'First, nothing. The crew waited. Then the mast broke in two. Nobody was hurt.\n\nThe end.';
const at = (quote: string) => ({ start: text.indexOf(quote), end: text.indexOf(quote) + quote.length, quote });
const doubtful: Partial<SaveCandidate> = {
  status: 'needs-review',
  title: 'The mast <b>',
  text,
  evidence: [
    { claim: 'whyItMatters', supported: true, spans: [at('The crew waited.')], issues: [] },
    {
      claim: 'bullets/0',
      supported: false,
      spans: [at('Then the mast broke in two.')],
      issues: [{ code: 'number', message: 'The article does not state "three".' }],
    },
  ],
};

describe('/review', () => {
  it('says that nothing waits, and is led to only when something does', async () => {
    expect((await page('/review')).text).toContain('Nothing waits for review.');
    for (const path of ['/', '/search', '/submit']) expect((await page(path)).html).not.toContain('href="/review"');
    await open.save('w', doubtful);
    for (const path of ['/', '/tags/sre', '/search', '/search?q=x', '/submit', '/articles/w']) {
      expect((await page(path)).html, path).toContain('<a href="/review">Review <span class="count">1');
    }
  });

  it('shows each claim with what is wrong with it and the passage in its place, open where there is an issue', async () => {
    await open.save('w', doubtful);
    const { html, text: shown, headers } = await page('/review');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('<a href="/articles/w">The mast &lt;b&gt;</a>');
    expect(shown).toContain('1 of 2 claims is not backed');
    expect(shown).toContain('Not backed (figure): The article does not state &quot;three&quot;.');
    expect(html).toContain(
      '<p>First, nothing. The crew waited. <mark>Then the mast broke in two.</mark> Nobody was hurt.</p>',
    );
    expect(shown).toContain(`${Math.floor((at('Then').start / text.length) * 100)}% into the article`);
    expect(html.match(/<details dir="ltr" open>/g)).toHaveLength(1);
    expect(html.match(/<details dir="ltr">/g)).toHaveLength(1);
  });

  it('mends what is published on the way, and keeps what was typed when that cannot be', async () => {
    await open.save('w', doubtful);
    const entry = await open.deps.catalogue.get('w');
    const bullets = [...(entry?.summary.bullets ?? [])];
    const typed = (changed: Record<number, string>, more: Record<string, string> = {}) =>
      new URLSearchParams([
        ...Object.entries({ decision: 'accept', seen: `${entry?.updatedAt}`, by: 'Ada', ...more }),
        ...['whyItMatters', ...bullets].map((text, index) =>
          index === 0 ? [text, `${entry?.summary.whyItMatters}`] : ['bullets', changed[index - 1] ?? text],
        ),
        ['bullets', ''],
      ] as [string, string][]);
    const send = (body: URLSearchParams) => page('/review/w', open, { method: 'POST', body });

    const refused = await send(typed({ 1: 'No full <stop>' }));
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('>No full &lt;stop&gt;</textarea>');
    expect(refused.html).toMatch(/id="bullet-1-w-wrong">[^<]*a bullet must end in a full stop/i);
    expect(refused.html).toMatch(/aria-invalid="true" aria-describedby="bullet-1-w-wrong">No full/);
    expect(refused.html).not.toContain('decision&quot;');
    const afterNone = await send(typed({ 1: '', 2: 'No full stop' }));
    expect(afterNone.html).toMatch(/aria-describedby="bullet-2-w-wrong">No full stop/);
    expect(refused.html).toContain('value="Ada"');
    const stale = await send(typed({ 1: 'Typed for long.' }, { seen: '2020-01-01T00:00:00.000Z' }));
    expect([stale.status, stale.html.includes('>Typed for long.</textarea>')]).toEqual([409, true]);

    const published = await send(typed({ 1: 'The mast broke  in\r\ntwo.' }));
    expect(published.headers.get('location')).toBe('/review?published=w');
    const shown = await open.deps.catalogue.get('w');
    expect(shown).toMatchObject({ status: 'published', locked: ['bullets'] });
    expect(shown?.summary.bullets).toEqual(bullets.with(1, 'The mast broke in two.'));
    expect((await open.deps.editor.history('w', 1, 1)).items[0]).toMatchObject({ what: 'accepted', by: 'Ada' });
  });

  it('has every code of an issue in words', async () => {
    const issues = groundingCodes.map((code) => ({ code, message: `Issue of ${code}.` }));
    await open.save('w', { ...doubtful, evidence: [{ claim: 'bullets/0', supported: false, spans: [], issues }] });
    for (const path of ['/review', '/articles/w']) {
      const { text: shown } = await page(path);
      for (const label of ['figure', 'name', 'quotation', 'direction', 'negation']) {
        expect(shown).toContain(`Not backed (${label}): Issue of`);
      }
      expect(shown).toContain('Loosely backed: Issue of support.');
    }
  });

  it('lists the newest first, ten a page', async () => {
    for (let n = 0; n < 12; n += 1) await open.save(`w${n}`, { ...doubtful, title: `Number ${n}.`, now: n });
    const first = await page('/review');
    expect(first.html.match(/<article /g)).toHaveLength(10);
    expect(first.text.indexOf('Number 11.')).toBeLessThan(first.text.indexOf('Number 10.'));
    expect(first.html).toContain('<a href="/review?page=2" rel="next">');
    const second = await page('/review?page=2');
    expect(second.text).toContain('Number 1. ');
    expect(second.html).toContain('<input type="hidden" name="page" value="2">');
    expect((await page('/review?page=x')).status).toBe(400);
  });

  it('publishes what is accepted, and says so', async () => {
    await open.save('w', doubtful);
    const { status, headers } = await post('/review/w', {
      decision: 'accept',
      reason: 'It is right.',
      seen,
      page: '2',
    });
    expect([status, headers.get('location')]).toEqual([303, '/review?published=w&page=2']);
    expect((await page('/review?published=w&page=2')).html).toContain(
      'Published: <a href="/articles/w">The mast &lt;b&gt;</a>. As it now stands, 1 of its claims is not backed',
    );
    expect((await page('/')).text).toContain('The mast');
    expect((await page('/')).html).not.toContain('href="/review"');
  });

  it('rejects, and says so', async () => {
    await open.save('w', doubtful);
    const { status, headers } = await post('/review/w', { decision: 'reject', reason: '', seen });
    expect([status, headers.get('location')]).toEqual([303, '/review?rejected=yes']);
    expect((await page('/review?rejected=yes')).text).toContain('Rejected.');
    expect((await page('/articles/w')).status).toBe(404);
  });

  it('says nothing of having published what it has not', async () => {
    await open.save('w', doubtful);
    for (const id of ['w', 'nobody']) expect((await page(`/review?published=${id}`)).text).not.toContain('Published:');
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['changed since it was looked at', { decision: 'accept', seen: '2025-01-01T00:00:00.000Z' }, 409, 'has changed'],
    ['no decision', { seen }, 400, 'decision must be one of'],
  ])('decides nothing when there is %s, and shows what to decide again', async (_what, fields, status, message) => {
    await open.save('w', doubtful);
    const answer = await post('/review/w', fields);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(message);
    expect(answer.html).toContain('role="alert"');
    expect(answer.html).toContain('action="/review/w"');
    expect((await open.json('/v1/articles/w')).body.status).toBe('needs-review');
  });

  it('says that somebody else was first', async () => {
    await open.save('w', doubtful);
    const answers = await Promise.all([
      post('/review/w', { decision: 'accept', seen }),
      post('/review/w', { decision: 'accept', seen }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await post('/review/nobody', { decision: 'reject' })).status).toBe(404);
  });

  it('says which published article a revision would replace', async () => {
    const url = 'https://example.com/mast';
    await open.save('p', { url, title: 'The mast' });
    await open.save('w', { ...doubtful, source: 'Harbour News', url });
    expect((await page('/review')).html).not.toContain('/sources/Harbour');
    expect((await page('/review')).html).toContain('Takes the place of <a href="/articles/p">what is published</a>');
    expect((await page('/articles/w')).html).toContain('<a href="/articles/p">the earlier summary</a>');
    expect((await post('/review/w', { decision: 'accept', seen })).headers.get('location')).toBe('/review?published=p');
    expect((await page('/articles/p')).text).toContain('The mast &lt;b&gt;');
  });
});

describe('the page of an article that waits', () => {
  it('has the form to decide by, and is kept by nobody on the way', async () => {
    await open.save('w', doubtful);
    const { html, headers } = await page('/articles/w');
    expect(html).toContain('action="/review/w"');
    expect(headers.get('cache-control')).toBe('no-store');
    await open.save('p');
    expect((await page('/articles/p')).html).not.toContain('action="/review/');
  });
});

describe('where keys are set', () => {
  const cookieOf = (headers: Headers) => /^upshot-review=[^;]+/.exec(headers.get('set-cookie') ?? '')?.[0] ?? '';
  const signIn = async () => cookieOf((await post('/review', { key: KEY }, guarded)).headers);

  it('strangers learn nothing: not what waits, nor whether anything does', async () => {
    const before = await page('/review', guarded);
    await guarded.save('w', doubtful);
    const after = await page('/review', guarded);
    expect(after.html).toBe(before.html);
    expect([after.status, after.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="upshot"']);
    expect(after.html).toContain('type="password"');
    for (const path of ['/', '/search?q=mast', '/submit', '/tags/general']) {
      const { html } = await page(path, guarded);
      expect(html).not.toContain('/review');
      expect(html).not.toContain('The mast');
    }
    expect((await page('/articles/w', guarded)).status).toBe(404);
    const decided = await post('/review/w', { decision: 'accept', seen }, guarded);
    expect([decided.status, decided.text.includes('The mast')]).toEqual([401, false]);
    expect((await guarded.json('/v1/articles')).body.total).toBe(0);
  });

  it.each([
    [{}, 401],
    [{ key: 'wrong' }, 403],
  ])('a key is needed: %o, %i', async (fields, status) => {
    const answer = await post('/review', fields as Record<string, string>, guarded);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([status, null]);
    expect(answer.html).toContain('role="alert"');
  });

  it('a key opens the pages to a browser for twelve hours, by a cookie without the key', async () => {
    await guarded.save('w', doubtful);
    const { status, headers } = await post('/review', { key: KEY }, guarded);
    expect([status, headers.get('location')]).toEqual([303, '/review']);
    const set = headers.get('set-cookie') ?? '';
    expect(set).toMatch(/; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    expect(set).not.toContain(KEY);
    const cookie = { cookie: `other=1; ${cookieOf(headers)}` };
    for (const path of ['/review', '/articles/w', '/v1/articles/w', '/v1/articles?status=needs-review']) {
      expect((await page(path, guarded, { headers: cookie })).text, path).toContain('The mast');
    }
    guarded.clock.advance(12 * HOUR - 1);
    expect((await page('/review', guarded, { headers: cookie })).status).toBe(200);
    guarded.clock.advance(1);
    expect((await page('/review', guarded, { headers: cookie })).status).toBe(401);
  });

  it('the cookie decides at the pages, and writes nowhere else', async () => {
    await guarded.save('w', doubtful);
    const cookie = await signIn();
    const body = JSON.stringify({ decision: 'accept' });
    const api = { method: 'POST', body, headers: { cookie, 'content-type': 'application/json' } };
    expect((await guarded.ask('/v1/articles/w/review', api)).status).toBe(401);
    expect((await guarded.ask('/v1/articles', api)).status).toBe(401);
    expect((await post('/review/w', { decision: 'accept', seen }, guarded, { cookie })).status).toBe(303);
    expect((await guarded.json('/v1/articles')).body.total).toBe(1);
  });

  it('a cookie that was tampered with, or is of a key no longer known, opens nothing', async () => {
    await guarded.save('w', doubtful);
    const cookie = await signIn();
    const [, end = '', signature = ''] = /=(\d+)\.(.+)$/.exec(cookie) ?? [];
    const last = signature.endsWith('A') ? 'B' : 'A';
    const forged = [
      `upshot-review=${Number(end) + HOUR}.${signature}`,
      `upshot-review=${end}.${signature.slice(0, -2)}${last}${signature.at(-1)}`,
      `upshot-review=${end}.`,
      `upshot-review=${end}`,
      `x${cookie}`,
      'upshot-review=',
    ];
    for (const bad of forged) {
      expect((await page('/review', guarded, { headers: { cookie: bad } })).status, bad).toBe(401);
    }
    await using other = await startTestServer({ settings: { apiKeys: ['a-newer-key-than-that'] } });
    expect((await page('/review', other, { headers: { cookie } })).status).toBe(401);
  });

  it('is sent over HTTPS alone where readers come by HTTPS', async () => {
    const settings = { apiKeys: [KEY], publicUrl: 'https://digest.example.com' };
    await using secure = await startTestServer({ settings });
    expect((await post('/review', { key: KEY }, secure)).headers.get('set-cookie')).toContain('; Secure');
  });

  it('another site makes a browser decide nothing', async () => {
    await guarded.save('w', doubtful);
    const headers = { cookie: await signIn(), origin: 'http://evil.example' };
    expect((await post('/review/w', { decision: 'accept', seen }, guarded, headers)).status).toBe(403);
  });

  it('whoever adds an article that needs review is led to it', async () => {
    const status = 'needs-review' as const;
    const { summariser } = guarded.deps;
    const summarise: typeof summariser.summarise = async (input, signal) => {
      const { entry } = await summariser.summarise(input, signal);
      return { outcome: 'created', entry: { ...entry, status } };
    };
    await using server = await startTestServer({
      settings: { apiKeys: [KEY] },
      deps: { summariser: { ...summariser, summarise } },
    });
    const added = await post('/submit', { text: 'A story.', key: KEY }, server);
    expect(added.status).toBe(303);
    expect((await page('/review', server, { headers: { cookie: cookieOf(added.headers) } })).status).toBe(200);
    expect((await post('/submit', { text: 'Another.', key: KEY }, guarded)).headers.get('set-cookie')).toBeNull();
  });
});
