import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue, ListQuery, ListSort, SaveCandidate } from '../../src/catalogue/catalogue.ts';
import { listSorts } from '../../src/catalogue/catalogue.ts';
import type { EntryStatus } from '../../src/catalogue/entry.ts';
import { candidate } from './candidate.ts';

export interface OpenCatalogue extends AsyncDisposable {
  readonly catalogue: Catalogue;
}

/** What every catalogue does. `open` returns an empty one. */
export function catalogueContract(name: string, { open }: { open: () => Promise<OpenCatalogue> }): void {
  describe(`${name} keeps the catalogue contract`, () => {
    let store: OpenCatalogue;
    let catalogue: Catalogue;

    beforeEach(async () => {
      store = await open();
      catalogue = store.catalogue;
    });
    afterEach(() => store[Symbol.asyncDispose]());

    const page = (query: Partial<ListQuery> = {}) =>
      catalogue.list({ status: 'published', page: 1, perPage: 10, ...query });
    const ids = async (query: Partial<ListQuery> = {}) => (await page(query)).items.map((entry) => entry.id);
    const saveAll = (candidates: readonly SaveCandidate[]) => Promise.all(candidates.map((one) => catalogue.save(one)));

    describe('saving', () => {
      it('creates an entry and reads it back whole', async () => {
        const given = candidate('a', {
          url: 'https://example.org/a',
          source: 'Example',
          author: 'Ada',
          publishedAt: '2025-12-31T00:00:00.000Z',
          tags: ['sre', 'data'],
        });
        const saved = await catalogue.save(given);
        expect(saved.outcome).toBe('created');
        expect(saved.entry).toEqual({
          id: 'a',
          version: 1,
          locked: [],
          title: 'Title a',
          url: 'https://example.org/a',
          source: 'Example',
          author: 'Ada',
          publishedAt: '2025-12-31T00:00:00.000Z',
          createdAt: '2026-01-01T00:00:00.000Z',
          updatedAt: '2026-01-01T00:00:00.000Z',
          status: 'published',
          summary: given.summary,
          evidence: given.evidence,
          provenance: given.provenance,
        });
        expect(await catalogue.get('a')).toEqual(saved.entry);
        expect(await catalogue.has('a')).toBe(true);
        expect(await catalogue.findByFingerprint('1-a')).toEqual(saved.entry);
        expect(await catalogue.text('a')).toBe('The text of a.');
      });

      it('knows nothing of what is not there', async () => {
        expect(await catalogue.get('nobody')).toBeNull();
        expect(await catalogue.has('nobody')).toBe(false);
        expect(await catalogue.text('nobody')).toBeNull();
        expect(await catalogue.findByFingerprint('1-nobody')).toBeNull();
      });

      it('keeps every character of a text and a title', async () => {
        const text = `Zürich 日本語 👩‍🚀 ' " \\ %_ ; DROP TABLE entry; --\u0000end`;
        await catalogue.save(candidate('odd', { text, title: text }));
        expect(await catalogue.text('odd')).toBe(text);
        expect((await catalogue.get('odd'))?.title).toBe(text);
      });

      it('leaves an entry with the same fingerprint as it is', async () => {
        const first = await catalogue.save(candidate('a'));
        const again = await catalogue.save(candidate('b', { fingerprint: '1-a', title: 'Other', now: 5 }));
        expect(again).toEqual({ outcome: 'unchanged', entry: first.entry });
        expect(await catalogue.get('b')).toBeNull();
        expect((await page()).total).toBe(1);
      });

      it('drafts it anew where the named provider wrote it, under its id and creation time', async () => {
        await catalogue.save(candidate('a', { tags: ['sre'], source: 'Example' }));
        const now = Date.UTC(2026, 1, 1);
        const revised = await catalogue.save(
          candidate('b', { fingerprint: '1-a', tags: ['data'], now, replaces: 'scripted', text: 'The text of a.' }),
        );
        expect(revised.outcome).toBe('revised');
        expect(revised.entry).toMatchObject({
          id: 'a',
          createdAt: '2026-01-01T00:00:00.000Z',
          updatedAt: '2026-02-01T00:00:00.000Z',
          source: 'Example',
          summary: { tags: ['data'] },
        });
        expect(await catalogue.tagCounts()).toEqual(new Map([['data', 1]]));
        expect(await ids({ tag: 'sre' })).toEqual([]);
      });

      it('leaves it as it is once another provider has written it, so that of many who redraft at once one does', async () => {
        const provenance = { ...candidate('a').provenance, provider: 'extractive' };
        await catalogue.save(candidate('a', { provenance }));
        const redraft = (id: string) => catalogue.save(candidate(id, { fingerprint: '1-a', replaces: 'extractive' }));
        const saved = await Promise.all(['b', 'c', 'd'].map(redraft));
        expect(saved.map(({ outcome }) => outcome)).toEqual(['revised', 'unchanged', 'unchanged']);
        expect(new Set(saved.map(({ entry }) => entry.summary.whyItMatters))).toEqual(
          new Set(['Operators of b sleep better.']),
        );
      });

      it('fills in an address that an entry had not, so that the next text under it is its revision', async () => {
        const url = 'https://example.org/a';
        await catalogue.save(candidate('a'));
        await catalogue.save(candidate('b', { url: 'https://example.org/b' }));
        expect(await catalogue.adoptUrl('a', 'https://example.org/b', 5)).toMatchObject({ id: 'a', url: null });
        expect(await catalogue.adoptUrl('a', url, 5)).toMatchObject({ id: 'a', url });
        expect(await catalogue.adoptUrl('a', 'https://example.org/c', 5)).toMatchObject({ id: 'a', url });
        expect(await catalogue.adoptUrl('nobody', 'https://example.org/d', 5)).toBeNull();
        expect(await catalogue.save(candidate('c', { url }))).toMatchObject({ outcome: 'revised', entry: { id: 'a' } });
        await catalogue.save(candidate('d'));
        const again = candidate('e', { fingerprint: '1-d', url: 'https://example.org/d' });
        expect(await catalogue.save(again)).toMatchObject({
          outcome: 'unchanged',
          entry: { id: 'd', url: 'https://example.org/d' },
        });
        expect((await catalogue.get('d'))?.url).toBe('https://example.org/d');
      });

      it('revises by url when the text is another', async () => {
        const url = 'https://example.org/a';
        await catalogue.save(candidate('a', { url }));
        const revised = await catalogue.save(candidate('b', { url, title: 'Second' }));
        expect(revised).toMatchObject({ outcome: 'revised', entry: { id: 'a', url, title: 'Second' } });
        expect(await catalogue.text('a')).toBe('The text of b.');
        expect(await catalogue.findByFingerprint('1-a')).toBeNull();
        expect((await catalogue.findByFingerprint('1-b'))?.id).toBe('a');
        expect((await page()).total).toBe(1);
      });

      it('takes a text back that an entry had shown before', async () => {
        const url = 'https://example.org/a';
        await catalogue.save(candidate('a', { url }));
        await catalogue.save(candidate('b', { url }));
        const back = await catalogue.save(candidate('c', { url, fingerprint: '1-a', text: 'The text of a.' }));
        expect(back).toMatchObject({ outcome: 'revised', entry: { id: 'a' } });
        expect(await catalogue.text('a')).toBe('The text of a.');
      });

      it('keeps apart two entries when a text comes under the address of the other', async () => {
        await catalogue.save(candidate('a', { url: 'https://example.org/a' }));
        await catalogue.save(candidate('b', { url: 'https://example.org/b' }));
        const mixed = candidate('c', { fingerprint: '1-b', url: 'https://example.org/a', replaces: 'scripted' });
        expect(await catalogue.save(mixed)).toMatchObject({
          outcome: 'revised',
          entry: { id: 'b', url: 'https://example.org/b' },
        });
        expect((await catalogue.get('a'))?.url).toBe('https://example.org/a');
      });

      it('creates one entry out of the same text sent many times at once', async () => {
        const saved = await saveAll(
          Array.from({ length: 20 }, (_, n) => candidate(`c${n}`, { fingerprint: '1-same' })),
        );
        expect(saved.map(({ outcome }) => outcome).sort()).toEqual(['created', ...Array(19).fill('unchanged')]);
        expect(new Set(saved.map(({ entry }) => entry.id)).size).toBe(1);
        expect((await page()).total).toBe(1);
      });

      it('refuses an id that is taken, without harm to what is saved beside it', async () => {
        await catalogue.save(candidate('a'));
        const results = await Promise.allSettled([
          catalogue.save(candidate('b')),
          catalogue.save(candidate('a', { fingerprint: '1-other' })),
          catalogue.save(candidate('c')),
        ]);
        expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect((await ids()).sort()).toEqual(['a', 'b', 'c']);
        expect((await catalogue.tagCounts()).get('general')).toBe(3);
      });
    });

    describe('listing', () => {
      const day = 86_400_000;
      const library = [
        candidate('a', { title: 'zebra', source: 'Ümlaut', now: 1 * day, tags: ['sre', 'data'] }),
        candidate('b', { title: 'Éclair', source: 'acme', now: 2 * day, tags: ['sre'] }),
        candidate('c', { title: null, source: null, now: 3 * day, tags: ['sre'] }),
        candidate('d', { title: '“Apple” pie', source: 'Acme', now: 4 * day, tags: ['data'] }),
        candidate('e', { title: 'eclair', source: 'Zed', now: 5 * day, tags: ['sre'] }),
        candidate('f', { title: 'hidden', source: 'Zed', now: 6 * day, tags: ['sre'], status: 'needs-review' }),
      ];

      it.each<[ListSort, string]>([
        ['newest', 'edcba'],
        ['oldest', 'abcde'],
        ['title', 'debac'],
        ['source', 'dbaec'],
      ])('sorts by %s', async (sort, expected) => {
        await saveAll(library);
        expect((await ids({ sort })).join('')).toBe(expected);
      });

      it('sorts newest first when nothing is asked for', async () => {
        await saveAll(library);
        expect((await ids()).join('')).toBe('edcba');
      });

      it.each<[Partial<ListQuery>, string]>([
        [{ tag: 'sre' }, 'ecba'],
        [{ tag: 'data' }, 'da'],
        [{ tag: 'sre', source: 'Zed' }, 'e'],
        [{ source: 'Acme' }, 'd'],
        [{ source: 'acme' }, 'b'],
        [{ source: '' }, ''],
        [{ source: '-' }, ''],
        [{ tag: '', source: 'nobody' }, ''],
        [{ tag: 'unknown' }, ''],
        [{ status: 'needs-review' }, 'f'],
        [{ status: 'needs-review', tag: 'data' }, ''],
      ])('narrows to %o', async (query, expected) => {
        await saveAll(library);
        const shown = await page(query);
        expect(shown.items.map(({ id }) => id).join('')).toBe(expected);
        expect(shown.total).toBe(expected.length);
      });

      it('gives every entry once, page by page, in every sort and filter, from either end', async () => {
        await saveAll(
          Array.from({ length: 47 }, (_, n) =>
            candidate(`e${n}`, {
              title: n % 7 === 0 ? null : `Title ${n % 5}`,
              source: n % 6 === 0 ? null : `Source ${n % 4}`,
              now: (n % 9) * 1000,
              tags: n % 3 === 0 ? ['sre', 'data'] : ['sre'],
            }),
          ),
        );
        for (const sort of listSorts) {
          for (const filter of [{}, { tag: 'data' }, { source: 'Source 1' }, { tag: 'sre', source: 'Source 2' }]) {
            const whole = await ids({ ...filter, sort, perPage: 100 });
            const pages: string[] = [];
            const { pageCount, total } = await page({ ...filter, sort, perPage: 4 });
            for (let number = 1; number <= pageCount; number += 1) {
              pages.push(...(await ids({ ...filter, sort, perPage: 4, page: number })));
            }
            expect(pages, `${sort} ${JSON.stringify(filter)}`).toEqual(whole);
            expect(new Set(whole).size).toBe(total);
          }
        }
      });

      it('shows the last page when a later one is asked for, and one empty page of nothing', async () => {
        await saveAll(library);
        expect(await page({ page: 99, perPage: 2 })).toMatchObject({ page: 3, pageCount: 3, total: 5, perPage: 2 });
        expect(await ids({ page: 99, perPage: 2 })).toEqual(['a']);
        expect(await page({ tag: 'unknown', page: 7 })).toEqual({
          items: [],
          page: 1,
          pageCount: 1,
          perPage: 10,
          total: 0,
        });
      });

      it('lists an entry once under a tag that it was given twice', async () => {
        await catalogue.save(candidate('a', { tags: ['sre', 'sre'] }));
        expect(await ids({ tag: 'sre' })).toEqual(['a']);
        expect(await catalogue.tagCounts()).toEqual(new Map([['sre', 1]]));
      });

      it('counts the published entries of each tag, through revisions', async () => {
        await saveAll(library);
        expect(await catalogue.tagCounts()).toEqual(
          new Map([
            ['data', 2],
            ['sre', 4],
          ]),
        );
        const again = (id: string, fingerprint: string, status: EntryStatus) =>
          catalogue.save(candidate(id, { fingerprint, tags: ['finops'], status, replaces: 'scripted' }));
        await again('x', '1-a', 'published');
        expect(Object.fromEntries(await catalogue.tagCounts())).toEqual({ data: 1, finops: 1, sre: 3 });
        await again('y', '1-f', 'published');
        expect(Object.fromEntries(await catalogue.tagCounts())).toEqual({ data: 1, finops: 2, sre: 3 });
        expect(await ids({ tag: 'finops' })).toEqual(['f', 'a']);
        expect(await ids({ status: 'needs-review' })).toEqual([]);
      });
    });

    describe('searching', () => {
      const summary = (given: Partial<SaveCandidate['summary']>) => ({ ...candidate('s').summary, ...given });
      const library = [
        candidate('bullet', { summary: summary({ bullets: ['The Kafka brokers were moved to new machines.'] }) }),
        candidate('line', { summary: summary({ whyItMatters: 'Teams on Kafka pay half of what they paid.' }) }),
        candidate('title', { title: 'Moving Kafka to Zürich', summary: summary({ tags: ['sre'] }) }),
        candidate('keyword', { summary: summary({ keywords: ['kafka', 'node.js'] }), source: 'Example' }),
        candidate('source', { source: 'Kafka Weekly' }),
        candidate('other', { title: 'Nothing of the kind' }),
        candidate('secret', { title: 'Kafka under review', status: 'needs-review' }),
      ];

      it('puts a word of the title before one of the line, a keyword, and all else, newest first', async () => {
        await saveAll(library);
        expect(await ids({ q: 'kafka' })).toEqual(['title', 'line', 'keyword', 'source', 'bullet']);
      });

      it.each<[string, string[]]>([
        ['KAFKA zurich', ['title']],
        ['kafka moved', ['bullet', 'title']],
        ['kafka move', ['bullet', 'title']],
        ['broker', ['bullet']],
        ['brok', ['bullet']],
        ['brok kafka', []],
        ['"kafka brokers"', ['bullet']],
        ['"brokers kafka"', []],
        ['"kafka bro"', []],
        ['"zürich operators"', []],
        ['“kafka brokers”', ['bullet']],
        ['node.js', ['keyword']],
        ['zürich', ['title']],
        ['kafka unknownword', []],
      ])('finds %s', async (q, expected) => {
        await saveAll(library);
        expect((await ids({ q, sort: 'oldest' })).sort()).toEqual(expected);
      });

      it('works together with tag, source and status', async () => {
        await saveAll(library);
        expect(await ids({ q: 'kafka', tag: 'sre' })).toEqual(['title']);
        expect(await ids({ q: 'kafka', source: 'Example' })).toEqual(['keyword']);
        expect(await ids({ q: 'kafka', status: 'needs-review' })).toEqual(['secret']);
        expect(await page({ q: 'kafka', tag: 'unknown' })).toMatchObject({ items: [], total: 0, pageCount: 1 });
      });

      it.each<[ListSort, string[]]>([
        ['newest', ['source', 'keyword', 'title', 'line', 'bullet']],
        ['oldest', ['bullet', 'line', 'title', 'keyword', 'source']],
        ['title', ['title', 'bullet', 'keyword', 'line', 'source']],
        ['source', ['keyword', 'source', 'title', 'line', 'bullet']],
      ])('sorts what it found by %s', async (sort, expected) => {
        await saveAll(library);
        expect(await ids({ q: 'kafka', sort })).toEqual(expected);
      });

      it('pages through what it found', async () => {
        await saveAll(library);
        const pages = await Promise.all([1, 2, 3, 9].map((number) => page({ q: 'kafka', perPage: 2, page: number })));
        expect(pages.map(({ items }) => items.map(({ id }) => id))).toEqual([
          ['title', 'line'],
          ['keyword', 'source'],
          ['bullet'],
          ['bullet'],
        ]);
        expect(pages[3]).toMatchObject({ page: 3, pageCount: 3, total: 5 });
      });

      it('forgets the words of what was replaced', async () => {
        const url = 'https://example.org/a';
        await catalogue.save(candidate('a', { url, title: 'Walrus', tags: ['sre'] }));
        expect(await ids({ q: 'walrus', tag: 'sre' })).toEqual(['a']);
        await catalogue.save(candidate('b', { url, title: 'Penguin', tags: ['data'] }));
        expect(await ids({ q: 'walrus' })).toEqual([]);
        expect(await ids({ q: 'penguin', tag: 'sre' })).toEqual([]);
        expect(await ids({ q: 'penguin', tag: 'data' })).toEqual(['a']);
      });

      it('lists everything for a blank search, and nothing for one without a word', async () => {
        await saveAll(library);
        expect((await page({ q: '  \n ' })).total).toBe(6);
        expect((await page({ q: '?!' })).total).toBe(0);
      });

      it.each([
        '"',
        '""',
        '"kafka',
        "'; DROP TABLE entry; --",
        'title:kafka',
        'kafka AND',
        'NOT kafka',
        'OR OR OR',
        'NEAR(kafka brokers, 2)',
        '(((((',
        '*',
        'kafka*',
        '^kafka',
        '{title}:x',
        '-kafka',
        '+ + +',
        '\u0000',
        'a\u0000b',
        '\ud800',
        '👩‍🚀',
        '日本語',
        'a '.repeat(5000),
        'x'.repeat(100_000),
        '"'.repeat(999),
        '%',
        'scope:1',
      ])('takes any text as a query: %#', async (q) => {
        await saveAll(library);
        const found = await page({ q });
        expect(found.total).toBe(found.items.length);
        expect(found.items.every(({ status }) => status === 'published')).toBe(true);
      });
    });

    it('says that it can be written', async () => {
      await expect(catalogue.check()).resolves.toBeUndefined();
    });
  });
}
