import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY, type OpenAndGuarded, startOpenAndGuarded } from './open-and-guarded.ts';
import { type Json, startTestServer, type TestServer } from './test-server.ts';

let servers: OpenAndGuarded;
let server: TestServer;
let guarded: TestServer;
beforeAll(async () => {
  servers = await startOpenAndGuarded();
  ({ open: server, guarded } = servers);
});
afterAll(() => servers[Symbol.asyncDispose]());

let saved = 0;
async function entry(given: Parameters<TestServer['save']>[1] = {}): Promise<string> {
  saved += 1;
  await server.save(`e${saved}`, given);
  return `e${saved}`;
}

interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: Json;
}
async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  to = server,
): Promise<Answer> {
  const response = await to.ask(path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, etag: response.headers.get('etag'), body: text === '' ? null : JSON.parse(text) };
}
const patch = (id: string, body: unknown, headers?: Record<string, string>) =>
  send('PATCH', `/v1/articles/${id}`, body, headers);
const get = async (id: string): Promise<Answer> => send('GET', `/v1/articles/${id}`);
const history = async (id: string) => (await send('GET', `/v1/articles/${id}/revisions`)).body;
const undo = (id: string, number: number, headers?: Record<string, string>) =>
  send('POST', `/v1/articles/${id}/revisions/${number}/undo`, undefined, headers);

describe('PATCH /v1/articles/{id}', () => {
  it('changes what is named, locks it, and leaves the rest', async () => {
    const id = await entry();
    const before = (await get(id)).body;
    const { status, etag, body } = await patch(id, { title: ' Mended ', summary: { keywords: ['walrus', 'tusk'] } });
    expect([status, etag]).toEqual([200, '"2"']);
    expect(body).toEqual({
      ...before,
      ...{ title: 'Mended', version: 2, locked: ['title', 'keywords'], updatedAt: body.updatedAt },
      summary: { ...before.summary, keywords: ['walrus', 'tusk'] },
    });
    expect((await get(id)).body).toEqual(body);
    expect((await server.json('/v1/articles?q=walrus')).body.items.map((one: Json) => one.id)).toEqual([id]);
  });

  it('holds what a person writes against the text, and shows it whatever that says', async () => {
    const id = await entry({ text: 'The cache saves 40 percent of the reads.', url: `https://example.com/${saved}` });
    const bullets = [1, 2, 3, 4].map((number) => `Point ${number} of ${id} stands.`);
    const said = 'The cache saves 95 percent of the reads.';
    const { status, body } = await patch(id, { summary: { bullets: [...bullets, said] } });
    expect([status, body.status, body.summary.bullets[4]]).toEqual([200, 'published', said]);
    expect(body.evidence.map(({ claim }: Json) => claim)).toContain('bullets/4');
    const last = body.evidence.find(({ claim }: Json) => claim === 'bullets/4');
    expect(last).toMatchObject({ supported: false, issues: [{ code: 'number' }] });
  });

  it('takes null away, and unlocks', async () => {
    const id = await entry({ source: 'Example', author: 'Ada' });
    expect((await patch(id, { source: null })).body).toMatchObject({ source: null, author: 'Ada', locked: ['source'] });
    expect((await patch(id, { unlock: ['source'] })).body).toMatchObject({ source: null, locked: [], version: 3 });
  });

  it('makes no revision of what changes nothing', async () => {
    const id = await entry();
    const { body } = await get(id);
    const same = { title: body.title, summary: body.summary, unlock: ['title'] };
    expect(await patch(id, same)).toMatchObject({ status: 200, etag: '"1"', body: { locked: [] } });
  });

  it.each<[string, unknown, string[]]>([
    ['a bullet too few', { summary: { bullets: ['One.'] } }, ['/summary/bullets']],
    ['an unknown tag', { summary: { tags: ['nonsense'] } }, ['/summary/tags/0']],
    ['two faults', { title: '', summary: { whyItMatters: 'x'.repeat(301) } }, ['/title', '/summary/whyItMatters']],
    ['a summary without a line', { summary: { whyItMatters: null } }, ['/summary/whyItMatters']],
    ['an unknown field', { summary: { line: 'x' } }, ['/summary/line']],
    ['another status', { status: 'published' }, ['/status']],
    ['no address', { url: 'javascript:alert(1)' }, ['/url']],
    ['a title of two lines', { title: 'a\u0000b' }, ['/title']],
    ['a title that is turned round', { title: 'a\u202etxt.exe' }, ['/title']],
    ['half of a letter', { author: 'a\ud83d', source: '\udc00' }, ['/source', '/author']],
    [
      'hidden letters',
      { summary: { whyItMatters: 'A\u200bb.', keywords: ['a\u0000', 'b'] } },
      ['/summary/whyItMatters', '/summary/keywords/0'],
    ],
    ['a lock of nothing', { unlock: ['status'] }, ['/unlock/0']],
    ['a list', [], ['']],
  ])('refuses %s with 422, and changes nothing', async (_what, body, pointers) => {
    const id = await entry();
    const answer = await patch(id, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-edit' } });
    expect(answer.body.errors.map(({ pointer }: Json) => pointer)).toEqual(pointers);
    expect((await get(id)).etag).toBe('"1"');
  });

  it('takes what joins letters, turns none round and shows', async () => {
    const id = await entry();
    const title = 'می‌خواهم 👩‍💻 naïve שלום 中文';
    expect((await patch(id, { title })).body).toMatchObject({ title });
  });

  it('refuses what is no JSON, is too much, or is of another article', async () => {
    const url = 'https://example.com/taken';
    const [one, other] = [await entry({ url }), await entry()];
    expect(await patch(other, '{')).toMatchObject({ status: 400, body: { code: 'malformed-json' } });
    const bytes = Buffer.from('{"title":"\xed\xa0\x80"}', 'latin1');
    const headers = { 'content-type': 'application/json' };
    const spoilt = await server.json(`/v1/articles/${other}`, { method: 'PATCH', headers, body: bytes });
    expect([spoilt.status, spoilt.body.code]).toEqual([400, 'malformed-json']);
    expect(await patch(other, { title: 'x'.repeat(70_000) })).toMatchObject({ status: 413 });
    expect(await patch(other, 'title=x', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await patch(other, { url })).toMatchObject({ status: 409, body: { code: 'url-taken' } });
    expect((await patch(other, { url })).body.hint).toContain(one);
    expect(await patch('nobody', { title: 'x' })).toMatchObject({ status: 404 });
    expect((await patch(other, { title: 'y' }, { 'content-type': 'application/merge-patch+json' })).status).toBe(200);
  });

  it('needs a key where keys are set, and says who used it', async () => {
    await guarded.save('k');
    const send2 = (headers: Record<string, string>) =>
      send('PATCH', '/v1/articles/k', { title: 'x' }, headers, guarded);
    expect((await send2({})).status).toBe(401);
    expect((await send2({ authorization: 'Bearer no' })).status).toBe(403);
    const authorization = { authorization: `Bearer ${KEY}` };
    expect((await send2(authorization)).status).toBe(200);
    expect((await send('GET', '/v1/articles/k/revisions', undefined, {}, guarded)).status).toBe(401);
    const { body } = await send('GET', '/v1/articles/k/revisions', undefined, authorization, guarded);
    expect(body.items[0]).toMatchObject({ what: 'edited', by: 'key ****tery' });
  });
});

describe('If-Match and If-None-Match', () => {
  it('answers 304 to who has the version, and 200 after a change', async () => {
    const id = await entry();
    const { etag } = await get(id);
    const ask = () => server.ask(`/v1/articles/${id}`, { headers: { 'if-none-match': `W/"x", ${etag}` } });
    expect((await ask()).status).toBe(304);
    await patch(id, { title: 'Other' });
    expect((await ask()).status).toBe(200);
  });

  it('lets one of two editors win, tells the other the version, and loses nothing', async () => {
    const id = await entry();
    const two = ['One', 'Two'].map((title) => patch(id, { title }, { 'if-match': '"1"' }));
    const answers = (await Promise.all(two)).sort((a, b) => a.status - b.status);
    expect(answers.map(({ status, etag }) => [status, etag])).toEqual([
      [200, '"2"'],
      [412, '"2"'],
    ]);
    expect(answers[1]?.body).toMatchObject({ code: 'changed-meanwhile' });
    expect((await get(id)).body.title).toBe(answers[0]?.body.title);
    for (const headers of [{ 'if-match': '"1"' }, { 'if-match': 'W/"2"' }, { 'if-match': 'x' }]) {
      expect((await undo(id, 2, headers)).status).toBe(412);
      expect((await send('DELETE', `/v1/articles/${id}`, undefined, headers)).status).toBe(412);
      expect((await send('POST', `/v1/articles/${id}/resummarise`, undefined, headers)).status).toBe(412);
    }
    expect((await patch(id, { title: 'Three' }, { 'if-match': '"1", "2"' })).status).toBe(200);
    expect((await patch(id, { title: 'Four' }, { 'if-match': '*' })).status).toBe(200);
  });

  it('serves editors of different fields alike when they do not say what they saw', async () => {
    const id = await entry();
    const edits = [{ title: 'T' }, { author: 'A' }, { source: 'S' }, { url: `https://example.com/many${saved}` }];
    const answers = await Promise.all(edits.map((edit) => patch(id, edit)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await get(id)).body).toMatchObject({ title: 'T', author: 'A', source: 'S', version: 5 });
  });
});

describe('the history of an article', () => {
  it('says who changed what, when and why, word by word, newest first', async () => {
    const id = await entry();
    await patch(id, { title: `Title ${id} mended`, reason: 'A typing error.' }, { 'x-upshot-editor': 'Ada' });
    const { items, total } = await history(id);
    expect(total).toBe(2);
    expect(items.map(({ number, what, by, reason }: Json) => [number, what, by, reason])).toEqual([
      [2, 'edited', 'Ada', 'A typing error.'],
      [1, 'created', null, null],
    ]);
    expect(items[0].changes[0]).toEqual({
      ...{ field: 'title', before: `Title ${id}`, after: `Title ${id} mended` },
      diff: [
        { op: 'same', text: `Title ${id}` },
        { op: 'added', text: ' mended' },
      ],
    });
    expect(items[0].changes[1]).toMatchObject({ field: 'locked', before: [], after: ['title'] });
    expect((await send('GET', `/v1/articles/${id}/revisions?perPage=1&page=2`)).body.items).toEqual([items[1]]);
    expect((await send('GET', '/v1/articles/nobody/revisions')).status).toBe(404);
  });

  it('undoes one change and leaves the others, and undoes the undoing', async () => {
    const id = await entry();
    const { body: first } = await get(id);
    await patch(id, { title: 'Second' });
    await patch(id, { author: 'Ada' });
    const undone = await undo(id, 2);
    expect(undone).toMatchObject({ status: 200, etag: '"4"' });
    expect(undone.body).toMatchObject({ title: first.title, author: 'Ada', locked: ['author'] });
    expect(await undo(id, 2)).toMatchObject({ status: 200, etag: '"4"' });
    expect((await undo(id, 4)).body).toMatchObject({ title: 'Second', locked: ['title', 'author'], version: 5 });
    expect((await history(id)).items.map(({ what }: Json) => what)).toEqual([
      ...['undone', 'undone', 'edited', 'edited', 'created'],
    ]);
  });

  it('keeps evidence byte for byte through an edit and its undoing', async () => {
    const id = await entry();
    const { body } = await get(id);
    await patch(id, { summary: { whyItMatters: 'Nobody sleeps better.' } });
    expect((await undo(id, 2)).body).toEqual({ ...body, version: 3, updatedAt: expect.any(String) });
  });

  it('refuses to undo what later changes stand on, and what nothing was before', async () => {
    const id = await entry();
    await patch(id, { title: 'Second' });
    await patch(id, { title: 'Third' });
    expect(await undo(id, 2)).toMatchObject({ status: 409, body: { code: 'changed-since' } });
    expect(await undo(id, 1)).toMatchObject({ status: 409, body: { code: 'cannot-undo' } });
    expect(await undo(id, 9)).toMatchObject({ status: 404, body: { code: 'revision-not-found' } });
    expect((await get(id)).body.title).toBe('Third');
  });

  it('says what is to be done instead around a deletion', async () => {
    const id = await entry();
    await patch(id, { title: 'Second' });
    await send('DELETE', `/v1/articles/${id}`);
    expect((await undo(id, 2)).body.hint).toBe('Undo revision 3 first.');
    expect((await undo(id, 3)).status).toBe(200);
    expect((await undo(id, 3)).body.hint).toContain('is in the catalogue again');
  });
});

describe('DELETE /v1/articles/{id}', () => {
  it('takes it out of everything but its history, and undoing brings it back', async () => {
    const id = await entry({ title: 'Pangolin', url: 'https://example.com/pangolin' });
    await server.save(`${id}-next`, { url: 'https://example.com/pangolin', status: 'needs-review' });
    const { body } = await get(id);
    expect((await send('DELETE', `/v1/articles/${id}?reason=Wrong`)).status).toBe(204);
    expect([(await get(id)).status, (await get(`${id}-next`)).status]).toEqual([404, 404]);
    expect((await server.json('/v1/articles?q=pangolin')).body.total).toBe(0);
    const { items } = await history(id);
    expect(items[0]).toMatchObject({ number: 2, what: 'deleted', reason: 'Wrong' });
    expect((await undo(id, 2)).body).toEqual({ ...body, version: 3, updatedAt: expect.any(String) });
    expect((await server.json('/v1/articles?q=pangolin')).body.items.map((one: Json) => one.id)).toEqual([id]);
    expect((await send('DELETE', '/v1/articles/nobody')).status).toBe(404);
  });
});

it('drafts anew out of the stored text, and keeps what is locked byte for byte', async () => {
  const id = await entry();
  await patch(id, { title: 'Kept', summary: { whyItMatters: 'A person wrote this.' } });
  const { status, etag, body } = await send('POST', `/v1/articles/${id}/resummarise`);
  expect([status, etag]).toEqual([200, '"3"']);
  expect(body).toMatchObject({ id, title: 'Kept', locked: ['title', 'whyItMatters'] });
  expect(body.summary.whyItMatters).toBe('A person wrote this.');
  expect(body.summary.bullets[0]).toBe(`Point 1 of ${id} anew stands.`);
  expect((await history(id)).items[0]).toMatchObject({ what: 'drafted-anew', by: null });
});

describe('POST /v1/articles/{id}/review', () => {
  it('publishes with what the reviewer mended, in one go', async () => {
    const id = await entry({ status: 'needs-review' });
    const edits = { summary: { whyItMatters: 'Mended by a person.' } };
    const body = { decision: 'accept', edits };
    expect(await send('POST', `/v1/articles/${id}/review`, body, { 'if-match': '"7"' })).toMatchObject({ status: 412 });
    const answer = await send('POST', `/v1/articles/${id}/review`, body, { 'x-upshot-editor': 'Grace' });
    expect(answer).toMatchObject({ status: 200, etag: '"2"', body: { status: 'published', locked: ['whyItMatters'] } });
    expect(answer.body.summary.whyItMatters).toBe('Mended by a person.');
    expect((await history(id)).items[0]).toMatchObject({ what: 'accepted', by: 'Grace' });
    const wrong = { decision: 'reject', edits };
    expect(await send('POST', `/v1/articles/${await entry({ status: 'needs-review' })}/review`, wrong)).toMatchObject({
      status: 400,
    });
  });

  it('keeps what is locked of the article that it takes the place of', async () => {
    const url = 'https://example.com/locked-main';
    const id = await entry({ url });
    const waiting = { url, status: 'needs-review', title: 'New title', now: server.clock.now() } as const;
    await server.save(`${id}-next`, waiting);
    await patch(id, { title: 'Kept' });
    const { body } = await send('POST', `/v1/articles/${id}-next/review`, { decision: 'accept' });
    expect(body).toMatchObject({ id, title: 'Kept', locked: ['title'] });
    expect(body.summary.bullets[0]).toContain(`${id}-next`);
  });
});

describe('POST /v1/tags/{tag}', () => {
  it('renames, merges and retires, with redirects from the old names', async () => {
    await using other = await startTestServer();
    await other.save('a', { tags: ['sre'] });
    await other.save('b', { tags: ['data', 'sre'] });
    const change = (tag: string, body: unknown) => send('POST', `/v1/tags/${tag}`, body, {}, other);
    const tagsOf = async (id: string) => (await other.json(`/v1/articles/${id}`)).body.summary.tags;
    expect(await change('sre', { rename: 'reliability' })).toMatchObject({
      ...{ status: 200, body: { tag: 'reliability', entries: 2 } },
    });
    expect(await tagsOf('b')).toEqual(['data', 'reliability']);
    const counts = async () =>
      Object.fromEntries((await other.json('/v1/tags')).body.tags.map(({ id, count }: Json) => [id, count]));
    expect(await counts()).toMatchObject({ reliability: 2, data: 1 });
    expect(await counts()).not.toHaveProperty('sre');
    for (const [from, to] of [
      ['/tags/sre?page=2', '/tags/reliability?page=2'],
      ['/tags/sre/feed.atom', '/tags/reliability/feed.atom'],
      ['/v1/articles?tag=sre&sort=title', '/v1/articles?tag=reliability&sort=title'],
      ['/search?q=x&tag=sre', '/search?q=x&tag=reliability'],
      ['/tags/SRE', '/tags/reliability'],
      ['/tags/Data/feed.json', '/tags/data/feed.json'],
      ['/v1/articles?tag=DATA', '/v1/articles?tag=data'],
      ['/v1/articles?tag=Machine%20Learning', '/v1/articles?tag=ml'],
      ['/v1/export.jsonl?tag=machine-learning', '/v1/export.jsonl?tag=ml'],
      ['/tags/Machine%20learning/feed.atom', '/tags/ml/feed.atom'],
    ] as const) {
      const response = await other.ask(from);
      expect([response.status, response.headers.get('location')]).toEqual([308, to]);
    }
    expect((await change('reliability', { merge: 'data' })).body.entries).toBe(2);
    expect(await tagsOf('a')).toEqual(['data']);
    expect((await change('data', { retire: true, reason: 'Too wide.' })).body).toEqual({ tag: null, entries: 2 });
    expect(await tagsOf('a')).toEqual(['general']);
    expect((await other.ask('/tags/sre')).status).toBe(410);
    expect((await other.ask('/tags/Astrology')).status).toBe(404);
    expect((await other.ask('/v1/articles?tag=data')).status).toBe(410);
    expect((await send('PATCH', '/v1/articles/a', { summary: { tags: ['sre'] } }, {}, other)).status).toBe(422);
    const [retagged] = (await other.json('/v1/articles/a/revisions')).body.items;
    expect(retagged).toMatchObject({
      ...{ what: 'retagged', reason: 'Too wide.', changes: [{ field: 'tags', after: ['general'] }] },
    });
    const undone = await send('POST', `/v1/articles/a/revisions/${retagged.number}/undo`, undefined, {}, other);
    expect(undone).toMatchObject({
      status: 409,
      body: { code: 'cannot-undo', hint: expect.stringContaining('vocabulary') },
    });
    expect((await (await other.ask('/articles/a/history')).text()).match(/name="number"/g)).toBeNull();
  });

  it.each<[string, string, unknown, number, string]>([
    ['an unknown tag', 'nonsense', { retire: true }, 404, 'unknown-tag'],
    ['the tag of what has no other', 'general', { retire: true }, 409, 'fallback-tag'],
    ['a name that is taken', 'sre', { rename: 'data' }, 409, 'tag-exists'],
    ['a merge with itself', 'sre', { merge: 'sre' }, 409, 'same-tag'],
    ['a bad name', 'sre', { rename: 'Not Good' }, 422, 'invalid-tag-edit'],
    ['a name that is turned round', 'sre', { rename: 'x', name: 'a\u202eb' }, 422, 'invalid-tag-edit'],
    ['nothing', 'sre', {}, 422, 'invalid-tag-edit'],
    ['two things', 'sre', { retire: true, rename: 'x' }, 422, 'invalid-tag-edit'],
  ])('refuses %s', async (_what, tag, body, status, code) => {
    expect(await send('POST', `/v1/tags/${tag}`, body)).toMatchObject({ status, body: { code } });
  });
});
