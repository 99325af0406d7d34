import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue, ListQuery, SaveCandidate } from '../../src/catalogue/catalogue.ts';
import { candidate } from './candidate.ts';
import type { OpenCatalogue } from './catalogue-contract.ts';

/** What every catalogue's search does beyond finding words. `open` returns an empty one. */
export function catalogueSearchContract(name: string, { open }: { open: () => Promise<OpenCatalogue> }): void {
  describe(`${name} searches`, () => {
    let store: OpenCatalogue;
    let catalogue: Catalogue;

    beforeEach(async () => {
      store = await open();
      catalogue = store.catalogue;
    });
    afterEach(() => store[Symbol.asyncDispose]());

    const page = (q: string, query: Partial<ListQuery> = {}) =>
      catalogue.list({ q, status: 'published', page: 1, perPage: 10, ...query });
    const ids = async (q: string, query: Partial<ListQuery> = {}) => (await page(q, query)).items.map(({ id }) => id);
    const saveAll = (candidates: readonly SaveCandidate[]) => Promise.all(candidates.map((one) => catalogue.save(one)));
    const summary = (given: Partial<SaveCandidate['summary']>) => ({ ...candidate('s').summary, ...given });

    it('finds what only the text says, after all else', async () => {
      await saveAll([
        candidate('text', { text: 'Nobody had expected that a walrus would come.', now: 9 }),
        candidate('bullet', { summary: summary({ bullets: ['A walrus came.'] }), now: 1 }),
      ]);
      expect(await ids('walrus')).toEqual(['bullet', 'text']);
      expect(await ids('"a walrus would"')).toEqual(['text']);
      expect(await ids('"come title"')).toEqual([]);
    });

    it('puts words that stand together first, and among equals the fresh', async () => {
      const year = 365 * 86_400_000;
      const saying = (id: string, bullet: string, publishedAt: string | null = null) =>
        candidate(id, { summary: summary({ bullets: [bullet] }), publishedAt, now: 60 * year });
      await saveAll([
        saying('apart', 'The breaker is in another circuit.'),
        saying('fresh', 'The circuit has no breaker.', '2030-01-01T00:00:00.000Z'),
        saying('stale', 'The circuit needs a breaker.', '2010-01-01T00:00:00.000Z'),
        saying('together', 'The circuit breaker opens.', '2010-01-01T00:00:00.000Z'),
      ]);
      expect(await ids('circuit breaker')).toEqual(['together', 'fresh', 'apart', 'stale']);
    });

    describe('where words have no spaces between them', () => {
      const library = [
        candidate('a', { title: '東京タワーの入門書、Kafka入門', text: 'กำลังพัฒนาระบบ' }),
        candidate('b', { title: '大阪の第3章', text: 'A社は駅前にある。東京 3 丁目' }),
      ];

      it.each<[string, string]>([
        ['入門', 'a'],
        ['入門書', 'a'],
        ['タワー', 'a'],
        ['kafka入門', 'a'],
        ['書', 'a'],
        ['門', 'a'],
        ['東', 'ab'],
        ['東京', 'ab'],
        ['東京 -入門', 'b'],
        ['東京 -書', 'b'],
        ['第3章', 'b'],
        ['A社', 'b'],
        ['駅前', 'b'],
        ['พัฒนา', 'a'],
        ['"東京 3"', 'b'],
        ['東阪', ''],
        ['京東', ''],
        ['門入', ''],
      ])('finds %s', async (q, expected) => {
        await saveAll(library);
        expect((await ids(q, { exact: true })).sort().join('')).toBe(expected);
      });

      it.each(['DNS', 'ＤＮＳ', 'ｄｎｓ', '８４分', '84分', 'ｓｏｕｒｃｅ：東京 ＤＮＳ', '"ＤＮＳ 障害"'])(
        'finds %s, whatever the width of letters and figures',
        async (q) => {
          await saveAll([
            candidate('wide', { title: 'ＤＮＳ 障害', text: '８４分間', source: '東京' }),
            candidate('narrow', { title: 'DNS 障害', text: '84分間', source: '東京' }),
            candidate('other', { title: 'ＣＤＮ', text: '８５分間', source: '東京' }),
          ]);
          const { items, search } = await page(q, { exact: true });
          expect(items.map(({ id }) => id).sort()).toEqual(['narrow', 'wide']);
          const shown = items.flatMap(({ title }, at) =>
            (search?.highlights[at] ?? []).map(({ field, start, end }) =>
              field === 'title' ? (title ?? '').slice(start, end) : field,
            ),
          );
          if (/[dｄＤ]/i.test(q)) expect(shown.filter((part) => /DNS|ＤＮＳ/.test(part))).toHaveLength(2);
        },
      );

      it.each(['サーバガ', 'ｻｰﾊﾞｶﾞ', 'サーハ\u3099カ\u3099', 'ガ', 'ｶﾞ', 'ｻｰﾊﾞ', '"ｻｰﾊﾞ DNS"'])(
        'finds %s, whatever the width of katakana, and shows where',
        async (q) => {
          const parts = [
            candidate('wide', { title: 'サーバガ落ちる サーバ DNS' }),
            candidate('narrow', { title: 'ｻｰﾊﾞｶﾞ落ちる ｻｰﾊﾞ DNS' }),
          ];
          await saveAll([...parts, candidate('other', { title: 'サーハカ' })]);
          const { items, search } = await page(q, { exact: true });
          expect(items.map(({ id }) => id).sort()).toEqual(['narrow', 'wide']);
          const plain = (text: string) => text.normalize('NFKC');
          for (const [at, { title }] of items.entries()) {
            const [shown] = search?.highlights[at] ?? [];
            const marked = plain(title?.slice(shown?.start, shown?.end) ?? '');
            expect(plain(q.replaceAll('"', ''))).toSatisfy((asked: string) => marked.startsWith(asked));
          }
        },
      );

      it('finds a word of Korean by its beginning', async () => {
        await saveAll([candidate('a', { title: '검색엔진' }), candidate('b', { title: '거리' })]);
        expect(await ids('검색*')).toEqual(['a']);
      });

      it('shows where', async () => {
        await saveAll(library);
        const found = await page('入門');
        const title = found.items[0]?.title ?? '';
        expect(found.search?.highlights[0]?.map(({ start, end }) => title.slice(start, end))).toEqual(['入門', '入門']);
      });
    });

    describe('narrowed', () => {
      const dated = (id: string, day: string, given: Parameters<typeof candidate>[1]) =>
        candidate(id, { publishedAt: `${day}T12:00:00.000Z`, ...given });
      const library = [
        dated('a', '2023-12-31', { title: 'Walrus', source: 'Some Blog', tags: ['sre'] }),
        dated('b', '2024-06-15', { title: 'Walrus and seal', source: 'Some Blog, too', tags: ['sre', 'data'] }),
        candidate('c', { title: 'Walrus', source: 'Other', tags: ['data'], now: Date.UTC(2025, 0, 1) }),
        dated('d', '2025-03-01', { title: 'Seal', source: null, tags: ['ml'] }),
        dated('x', '2025-03-01', { title: 'Walrus', tags: ['secret'], status: 'needs-review' }),
      ];

      it.each<[string, string]>([
        ['walrus tag:sre', 'ab'],
        ['walrus tag:SRE tag:data', 'b'],
        ['walrus -tag:sre', 'c'],
        ['tag:data', 'bc'],
        ['source:"some blog"', 'a'],
        ['source:some', 'ab'],
        ['source:OTHER source:"some blog"', ''],
        ['walrus -source:some', 'c'],
        ['walrus -seal', 'ac'],
        ['title:seal', 'bd'],
        ['title:sea* -title:"walrus and"', 'd'],
        ['title:point', ''],
        ['-title:walrus', 'd'],
        ['title:walrus tag:data -title:seal', 'c'],
        ['-"walrus and"', 'acd'],
        ['walrus after:2024', 'bc'],
        ['before:2024', 'a'],
        ['after:2024-06-15 before:2025-01-01', 'b'],
        ['after:2024-06-16 before:2025-03-01', 'c'],
        ['after:2025-03', 'd'],
        ['after:2026', ''],
        ['before:2024 after:2025', ''],
        ['tag:sre after:2024 seal', 'b'],
        ['wal*', 'abc'],
        ['walruses', 'abc'],
        ['after:soon walrus', 'abc'],
      ])('%s', async (q, expected) => {
        await saveAll(library);
        expect((await ids(q)).sort().join('')).toBe(expected);
      });

      it('says which of it nothing is like, and what is no date, and nothing of what is unpublished', async () => {
        await saveAll(library);
        expect((await page('walrus tag:secret')).search?.hints).toEqual(['No entry has the tag “secret”.']);
        expect((await page('walrus source:nobody')).search?.hints).toEqual([
          'No entry is of a source that is called “nobody”.',
        ]);
        expect((await page('walrus after:soon')).search?.hints).toHaveLength(1);
        expect((await page('walrus tag:sre')).search?.hints).toEqual([]);
        expect((await page('author:walrus')).search?.hints).toEqual([expect.stringContaining('“author:” does not')]);
      });
    });

    describe('where a word is misspelt', () => {
      const many = Array.from({ length: 12 }, (_, n) => candidate(`k${n}`, { title: `Kubernetes ${n}`, now: n }));

      it.each(['kuberentes', 'Kubernates', 'kubernetess', 'cubernetes', 'Kübernetse', '"kubernettes 7"'])(
        'shows what was meant: %s',
        async (q) => {
          await saveAll(many);
          const found = await page(q);
          expect(found.total).toBeGreaterThan(0);
          expect(found.search).toMatchObject({
            suggestion: q.includes('7') ? '"kubernetes 7"' : 'kubernetes',
            corrected: true,
          });
          expect(await page(q, { exact: true })).toMatchObject({
            total: 0,
            search: { suggestion: null, corrected: false },
          });
        },
      );

      it('leaves the rest of the query as it was typed', async () => {
        await saveAll(many);
        expect((await page('before:2030 “Kuberentes” -tag:ml oparators')).search?.suggestion).toBe(
          'before:2030 “kubernetes” -tag:ml operators',
        );
      });

      it('shows what little was found as asked, and offers the other', async () => {
        await saveAll([...many, candidate('odd', { title: 'Kubernetis' })]);
        const found = await page('kubernetis');
        expect(found.items.map(({ id }) => id)).toEqual(['odd']);
        expect(found.search).toMatchObject({ suggestion: 'kubernetes', corrected: false });
      });

      it('never offers what nobody may know of, or what finds nothing in the tag', async () => {
        await saveAll([
          candidate('x', { title: 'Project Bluebird', status: 'needs-review' }),
          candidate('y', { tags: ['sre'] }),
        ]);
        expect((await page('blubird')).search?.suggestion).toBeNull();
        expect((await page('blubird', { status: 'needs-review' })).search?.suggestion).toBe('bluebird');
        await saveAll(many);
        expect((await page('kuberentes', { tag: 'sre' })).search?.suggestion).toBeNull();
      });
    });

    it('says where the words stand in what is shown', async () => {
      await catalogue.save(
        candidate('a', {
          title: '👩‍🚀 Zürich queues\u0000queue',
          summary: summary({ whyItMatters: 'Nobody waits.', bullets: ['No queue.', 'The dead letter queue grew.'] }),
        }),
      );
      const marked = async (q: string) => {
        const { items, search } = await page(q);
        const [entry] = items;
        return search?.highlights[0]?.map(({ field, start, end }) => {
          const text = field === 'title' ? entry?.title : entry?.summary.bullets[Number(field.split('/')[1])];
          return `${field}: ${text?.slice(start, end)}`;
        });
      };
      expect(await marked('queue')).toEqual(['title: queues', 'title: queue', 'bullets/0: queue', 'bullets/1: queue']);
      expect(await marked('"dead letter" ZURICH -walrus')).toEqual(['title: Zürich', 'bullets/1: dead letter']);
      expect(await marked('tag:general')).toEqual([]);
      expect((await catalogue.list({ status: 'published', page: 1, perPage: 10 })).search).toBeUndefined();
    });

    it('knows a source by another spelling of its name, where none is called just so', async () => {
      const of = (id: string, source: string) => candidate(id, { source });
      await saveAll([
        of('a', 'Émile’s Blog'),
        of('b', 'ACME'),
        of('c', 'Acme'),
        of('d', 'Acme'),
        of('e', '..'),
        of('f', '.'),
      ]);
      const list = async (source: string, q = '') =>
        (await catalogue.list({ source, status: 'published', page: 1, perPage: 10, ...(q && { q }) })).items
          .map(({ id }) => id)
          .sort()
          .join('');
      expect(await list('emile’s blog')).toBe('a');
      expect(await list('emile’s blog', 'title')).toBe('a');
      expect([await list('ACME'), await list('acme'), await list('.'), await list('...')]).toEqual([
        'b',
        'cd',
        'f',
        '',
      ]);
      expect(await ids('source:".."')).toEqual(['e']);
      expect(await ids('source:acme -source:"."')).toHaveLength(3);
    });

    it('pages through its sources by name', async () => {
      const of = (id: string, source: string | null, status: SaveCandidate['status'] = 'published') =>
        candidate(id, { source, status });
      await saveAll([
        of('a', 'Zed'),
        of('b', 'acme'),
        of('c', 'Zed'),
        of('d', null),
        of('e', 'Hidden', 'needs-review'),
      ]);
      expect(await catalogue.sources({ page: 1, perPage: 10 })).toEqual({
        items: [
          { name: 'acme', count: 1 },
          { name: 'Zed', count: 2 },
        ],
        ...{ page: 1, perPage: 10, pageCount: 1, total: 2 },
      });
      expect(await catalogue.sources({ page: 9, perPage: 1 })).toMatchObject({ page: 2, items: [{ name: 'Zed' }] });
    });

    it('counts every change that readers could see', async () => {
      const { version } = await catalogue.state();
      await catalogue.save(candidate('a', { status: 'needs-review' }));
      const saved = await catalogue.state();
      expect(saved.version).toBeGreaterThan(version);
      expect(saved.indexing).toBe(true);
      await page('a');
      expect(await catalogue.state()).toMatchObject({ version: saved.version, indexing: false });
      await catalogue.decide('a', { verdict: 'reject', reason: null, now: 1 });
      expect((await catalogue.state()).version).toBeGreaterThan(saved.version);
    });
  });
}
