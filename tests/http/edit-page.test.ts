import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { candidate } from '../contract/candidate.ts';
import { browse, type Fields, sendForm } from './browse.ts';
import { KEY, type OpenAndGuarded, startOpenAndGuarded } from './open-and-guarded.ts';
import type { TestServer } from './test-server.ts';

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

const unescaped = (text: string) =>
  text.replace(
    /&(quot|#39|lt|gt|amp);/g,
    (_, name: string) => ({ quot: '"', '#39': "'", lt: '<', gt: '>' })[name] ?? '&',
  );

/** What a browser would send of the form as it stands. */
function fieldsOf(html: string): Record<string, string | string[]> {
  const form = html.slice(html.indexOf('<form class="submit"'));
  const fields: Record<string, string | string[]> = {};
  const add = (name: string, value: string) => {
    const old = fields[name];
    fields[name] = old === undefined ? value : [...[old].flat(), value];
  };
  for (const [tag, attributes = '', text = ''] of form.matchAll(
    /<(?:input|textarea)([^>]*)>(?:([^<]*)<\/textarea>)?/g,
  )) {
    const name = / name="([^"]*)"/.exec(attributes)?.[1];
    const isBox = attributes.includes('type="checkbox"');
    if (name === undefined || (isBox && !attributes.includes(' checked'))) continue;
    add(name, unescaped(tag.startsWith('<textarea') ? text : (/ value="([^"]*)"/.exec(attributes)?.[1] ?? '')));
  }
  return fields;
}

const bullets = [1, 2, 3, 4, 5].map((number) => `Point ${number} of e stands.`);
const edit = (id = 'e') => `/articles/${id}/edit`;

describe('the form to edit an entry', () => {
  it('changes and locks what was changed, and nothing else', async () => {
    await open.save('e', { tags: ['sre', 'data'], source: 'Example' });
    const fields = fieldsOf((await page(edit())).html);
    expect(fields.bullets).toEqual([...bullets, '']);
    const saved = await post(edit(), {
      ...fields,
      whyItMatters: 'Operators of <b> & "e" sleep\r\n better.',
      ...{ by: 'Ada', reason: 'It said too much.' },
    });
    expect([saved.status, saved.headers.get('location')]).toEqual([422, null]);
    expect(saved.html).toContain('plain text, without Markdown or HTML');
    expect(fieldsOf(saved.html)).toMatchObject({ by: 'Ada', whyItMatters: 'Operators of <b> & "e" sleep better.' });

    const mended = await post(edit(), { ...fieldsOf(saved.html), whyItMatters: 'Operators of "e" sleep\r\n better.' });
    expect([mended.status, mended.headers.get('location')]).toEqual([303, '/articles/e']);
    expect(await open.deps.catalogue.get('e')).toMatchObject({
      ...{ version: 2, locked: ['whyItMatters'], source: 'Example' },
      summary: { whyItMatters: 'Operators of "e" sleep better.', tags: ['sre', 'data'], bullets },
    });
    const history = (await page('/articles/e/history')).html;
    expect(history).toContain('by Ada');
    expect(history).toContain('“It said too much.”');
    expect(history).toContain('<ins>&quot;</ins>');
  });

  it('shows what is locked, and unlocks it', async () => {
    await open.save('e');
    await open.deps.editor.edit('e', { title: 'By hand' }, { by: null, reason: null });
    const { html } = await page(edit());
    expect(html.match(/<span class="note">Locked<\/span>/g)).toHaveLength(1);
    await post(edit(), { ...fieldsOf(html), unlock: 'title' });
    expect((await open.deps.catalogue.get('e'))?.locked).toEqual([]);
  });

  it('says at each field what is wrong with it', async () => {
    await open.save('e');
    const fields = fieldsOf((await page(edit())).html);
    const wrong = await post(edit(), { ...fields, bullets: [...bullets.slice(0, 4), 'No end'], keywords: 'one' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('It cannot be taken so: a bullet must end in a full stop; keywords must be 2 to 7.');
    expect(wrong.html).toMatch(/id="bullet-4-wrong">[^<]*full stop/);
    expect(wrong.html).toMatch(/id="keywords-wrong">[^<]*2 to 7/);
    expect(wrong.html).toMatch(/aria-invalid="true" aria-describedby="bullet-4-wrong">No end</);
    const long = await post(edit(), { ...fields, whyItMatters: `${'x'.repeat(300)}.`, url: 'ftp://x' });
    expect(long.html).toContain('id="whyItMatters-wrong">The line must be at most 300 characters<');
    expect(long.html).toContain('id="url-wrong">The address must be an http or https address<');
  });

  it('loses nothing when somebody else was faster, and shows what they did', async () => {
    await open.save('e', { tags: ['sre'], source: 'Old' });
    const fields = fieldsOf((await page(edit())).html);
    const theirs = { title: 'Their title', source: 'Their source' };
    await open.deps.editor.edit('e', theirs, { by: 'Bo', reason: null });

    const typed = { ...fields, title: 'My <title>', tags: ['sre', 'culture'], reason: 'Why not' };
    const conflict = await post(edit(), typed);
    expect(conflict.status).toBe(412);
    expect(conflict.html).toContain('Somebody else was faster');
    expect(conflict.html).toContain('id="title-theirs"><p><strong>There now:</strong></p><p>Their title</p>');
    expect(conflict.html).not.toContain('id="source-theirs"');
    const again = fieldsOf(conflict.html);
    expect(again).toMatchObject({
      title: 'My <title>',
      source: 'Their source',
      tags: ['sre', 'culture'],
      reason: 'Why not',
    });
    expect((await open.deps.catalogue.get('e'))?.title).toBe('Their title');

    expect((await post(edit(), again)).status).toBe(303);
    expect(await open.deps.catalogue.get('e')).toMatchObject({
      ...{ title: 'My <title>', source: 'Their source', summary: { tags: ['sre', 'culture'] } },
    });
  });

  it('is for who has a key, and keeps what was typed when the session is over', async () => {
    await guarded.save('e');
    for (const path of [edit(), edit('nope'), '/articles/e/history', '/articles/nope/history', '/status']) {
      const { status, html } = await page(path, guarded);
      expect(status, path).toBe(401);
      expect(html).not.toContain('Point 1');
    }
    const asked = await post('/review', { key: KEY, to: edit() }, guarded);
    expect(asked.headers.get('location')).toBe(edit());
    for (const to of ['https://elsewhere.example/', '//elsewhere.example', '/articles/../x/edit/..', '/v1/articles']) {
      expect((await post('/review', { key: KEY, to }, guarded)).headers.get('location')).toBe('/review');
    }
    const cookie = `${asked.headers.get('set-cookie')}`.split(';', 1).join();
    const fields = fieldsOf((await page(edit(), guarded, { headers: { cookie } })).html);

    const over = await post(edit(), { ...fields, title: 'Typed for long' }, guarded);
    expect(over.status).toBe(401);
    expect(fieldsOf(over.html)).toMatchObject({ title: 'Typed for long', key: '' });
    expect((await guarded.deps.catalogue.get('e'))?.title).toBe('Title e');
    expect((await post(edit(), { ...fieldsOf(over.html), key: 'wrong' }, guarded)).status).toBe(403);
    const saved = await post(edit(), { ...fieldsOf(over.html), key: KEY }, guarded);
    expect([saved.status, saved.headers.get('set-cookie')]).toEqual([303, expect.stringContaining('upshot-review=')]);
  });

  it('refuses what is no form of its own, and is not there without an entry', async () => {
    await open.save('e');
    expect((await post(edit(), { title: 'x' })).status).toBe(400);
    expect((await post(edit(), { title: 'x', seen: '1', base: '{"title":1}' })).status).toBe(400);
    expect((await page(edit('nope'))).status).toBe(404);
  });
});

describe('the history of an entry', () => {
  it('undoes a change, says when a later one stands in the way, and brings back what is gone', async () => {
    await open.save('e', { source: 'First' });
    const by = { by: 'Ada', reason: null };
    await open.deps.editor.edit('e', { source: 'Second' }, by);
    await open.deps.editor.edit('e', { title: 'Another' }, by);
    const { html } = await page('/articles/e/history');
    expect(html).toContain('<del>First</del><ins>Second</ins>');
    expect(html.match(/name="number"/g)).toHaveLength(2);

    expect(html).toContain('<input type="hidden" name="page" value="1">');
    expect((await post('/articles/e/undo', { number: '2', seen: '1' })).status).toBe(412);
    const undone = await post('/articles/e/undo', { number: '2', seen: '3' });
    expect(undone.headers.get('location')).toBe('/articles/e/history?undone=2');
    expect(await open.deps.catalogue.get('e')).toMatchObject({ source: 'First', title: 'Another', locked: ['title'] });

    await open.deps.editor.remove('e', by);
    const gone = await page('/articles/e/history');
    expect(gone.html).toContain('An article that is gone');
    const back = await post('/articles/e/undo', { number: '5' });
    expect(back.status, back.html).toBe(303);
    expect((await page('/articles/e')).status).toBe(200);
    expect((await page('/articles/nope/history')).status).toBe(404);
  });

  it('tells what an import changed of a post that was there', async () => {
    const { source, summary, provenance } = candidate('x', { tags: ['sre'] });
    const post = { ...{ id: 'x', source, summary, provenance }, createdAt: 1, now: 2 };
    await open.transfer.addPosts([post]);
    await open.transfer.addPosts([{ ...post, summary: { ...summary, tags: ['data'] } }]);
    const { html } = await page('/articles/x/history');
    expect(html).toContain('<ins>data</ins>');
    expect(html).not.toContain('<ins>published</ins>');
  });
});
