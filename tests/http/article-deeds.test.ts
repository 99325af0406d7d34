import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { candidate } from '../contract/candidate.ts';
import { browse, type Fields, sendForm } from './browse.ts';
import { KEY, type OpenAndGuarded, startOpenAndGuarded } from './open-and-guarded.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let servers: OpenAndGuarded;
let open: TestServer;
let guarded: TestServer;
beforeEach(async () => {
  servers = await startOpenAndGuarded();
  ({ open, guarded } = servers);
});
afterEach(() => servers[Symbol.asyncDispose]());

const bearer = { authorization: `Bearer ${KEY}` };

const html = async (path: string, server = open, headers: Record<string, string> = {}) =>
  (await browse(server, path, { headers })).html;
const post = (path: string, fields: Fields, server = open, headers?: Record<string, string>) =>
  sendForm(server, path, fields, headers);

describe('deleting an article from its page', () => {
  it('leads to its history, where that is undone', async () => {
    await open.save('e');
    expect(await html('/articles/e')).toContain('action="/articles/e/delete"');
    const deleted = await post('/articles/e/delete', { seen: '1', by: 'Ada', reason: 'Twice here' });
    expect(deleted.status).toBe(303);
    expect(deleted.headers.get('location')).toBe('/articles/e/history?deleted=yes');
    expect((await open.ask('/articles/e')).status).toBe(404);

    const history = await html('/articles/e/history?deleted=yes');
    expect(history).toContain('The article is deleted.');
    expect(history).toContain('by Ada');
    expect(history).toContain('“Twice here”');
    expect((await post('/articles/e/undo', { number: '2' })).status).toBe(303);
    expect((await open.ask('/articles/e')).status).toBe(200);
  });

  it('offers to undo it while the article is gone, and what was before it when the article is back', async () => {
    await open.save('e');
    await open.deps.editor.edit('e', { title: 'By hand' }, { by: null, reason: null });
    const offered = async () =>
      Array.from((await html('/articles/e/history')).matchAll(/name="number" value="(\d+)"/g), ([, number]) => number);
    expect(await offered()).toEqual(['2']);
    await post('/articles/e/delete', { seen: '2' });
    expect(await offered()).toEqual(['3']);
    await post('/articles/e/undo', { number: '3' });
    expect(await offered()).toEqual(['2']);
  });

  it('keeps of who did it and why only what shows', async () => {
    await open.save('e');
    const deed = { by: 'A\u202Ed\u200Ba\u0007', reason: 'Twice\u202E he\u200Bre' };
    await post('/articles/e/delete', { seen: '1', ...deed });
    await post('/articles/e/undo', { number: '2', ...deed });
    const { items } = await open.deps.editor.history('e', 1, 10);
    expect(items.map(({ by, reason }) => [by, reason])).toEqual([
      ['Ada', 'Twice here'],
      ['Ada', 'Twice here'],
      [null, null],
    ]);
  });

  it('deletes nothing that has changed since it was shown', async () => {
    await open.save('e');
    await open.deps.editor.edit('e', { title: 'By hand' }, { by: null, reason: null });
    const late = await post('/articles/e/delete', { seen: '1' });
    expect(late.status).toBe(412);
    expect(late.html).toContain('has changed since you looked at it');
    expect(late.html).toContain('href="/articles/e">Back to the article</a>');
    expect((await open.ask('/articles/e')).status).toBe(200);
  });

  it('is not offered for what waits for review', async () => {
    await open.save('waits', { status: 'needs-review' });
    const page = await html('/articles/waits');
    expect(page).not.toContain('/delete"');
    expect(page).toContain('Reject');
  });
});

describe('drafting an article anew from its page', () => {
  it('leads to the article', async () => {
    await open.save('e');
    expect(await html('/articles/e')).toContain('action="/articles/e/resummarise"');
    const drafted = await post('/articles/e/resummarise', { seen: '1' });
    expect(drafted.status).toBe(303);
    expect(drafted.headers.get('location')).toMatch(/^\/articles\/e/);
    expect((await post('/articles/e/resummarise', { seen: '1' })).status).toBe(412);
  });

  it('is not offered without a text to draft from, nor without a model', async () => {
    const { source, summary, provenance } = candidate('digest');
    await open.transfer.addPosts([{ id: 'digest', source, summary, provenance, createdAt: 1, now: 2 }]);
    const digest = await html('/articles/digest');
    expect(digest).toContain('action="/articles/digest/delete"');
    expect(digest).not.toContain('/resummarise"');
    const offline = await startTestServer({ deps: { provider: { name: 'extractive', model: 'none' } } });
    await offline.save('e');
    expect(await html('/articles/e', offline)).not.toContain('/resummarise"');
    await offline[Symbol.asyncDispose]();
  });
});

describe('where keys tell people apart', () => {
  it('strangers neither see nor do any of it, and are asked for a key that leads back to the article', async () => {
    await guarded.save('e');
    expect(await html('/articles/e', guarded)).not.toContain('For editors');
    for (const deed of ['delete', 'resummarise']) {
      const refused = await post(`/articles/e/${deed}`, { seen: '1' }, guarded);
      expect(refused.status).toBe(401);
      expect(refused.html).toContain('name="to" value="/articles/e"');
    }
    const opened = await post('/review', { key: KEY, to: '/articles/e' }, guarded);
    expect(opened.headers.get('location')).toBe('/articles/e');
    expect(await html('/articles/e', guarded)).not.toContain('For editors');

    expect(await html('/articles/e', guarded, bearer)).toContain('For editors');
    expect((await post('/articles/e/delete', { seen: '1' }, guarded, bearer)).status).toBe(303);
  });

  it('refuses what another site sends', async () => {
    await open.save('e');
    const foreign = await post('/articles/e/delete', {}, open, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect((await open.ask('/articles/e')).status).toBe(200);
  });
});
