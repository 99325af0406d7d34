import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { CatalogueEditing, EntryContent } from '../../src/catalogue/editing.ts';
import type { TagChanges } from '../../src/catalogue/tag-changes.ts';
import type { TagChange } from '../../src/tags/tag-change.ts';
import { candidate } from './candidate.ts';

export interface OpenEditing extends AsyncDisposable {
  readonly catalogue: Catalogue;
  readonly editing: CatalogueEditing;
  readonly tagChanges: TagChanges;
}

/** What every catalogue keeps of what people change. `open` returns an empty one. */
export function catalogueEditingContract(name: string, { open }: { open: () => Promise<OpenEditing> }): void {
  describe(`${name} keeps the contract of editing`, () => {
    let store: OpenEditing;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store[Symbol.asyncDispose]());

    const note = { by: 'Ada', now: Date.UTC(2026, 1, 1), reason: 'A reason.' };
    const save = (id: string, given?: Parameters<typeof candidate>[1]) => store.catalogue.save(candidate(id, given));
    const contentOf = async (id: string): Promise<EntryContent> => {
      const content = (await store.editing.revisions(id, { limit: 1 }))?.items[0]?.after;
      if (!content) throw new Error(`no ${id}`);
      const { text: _, ...rest } = content;
      return rest;
    };
    const change = async (id: string, content: Partial<EntryContent>, seen: number, textOf?: string) => {
      const next = { ...(await contentOf(id)), ...content };
      return store.editing.change(id, { ...note, what: 'edited', content: next, seen, textOf });
    };
    const kinds = async (id: string) =>
      (await store.editing.revisions(id, { limit: 100 }))?.items.map(({ number, what }) => `${number} ${what}`);
    const ids = async (query: Partial<Parameters<Catalogue['list']>[0]>) =>
      (await store.catalogue.list({ status: 'published', page: 1, perPage: 100, ...query })).items.map(({ id }) => id);

    it('changes what was seen, everywhere, and keeps what it was', async () => {
      await save('a', { source: 'Example', tags: ['sre'] });
      const before = await contentOf('a');
      const changed = await change('a', { title: 'Walrus', source: 'Other', locked: ['title', 'source'] }, 1);
      expect(changed).toMatchObject({
        ...{ outcome: 'changed', entry: { title: 'Walrus', version: 2, updatedAt: '2026-02-01T00:00:00.000Z' } },
      });
      expect([await ids({ source: 'Example' }), await ids({ source: 'Other' }), await ids({ q: 'walrus' })]).toEqual([
        ...[[], ['a'], ['a']],
      ]);
      const history = await store.editing.revisions('a', { limit: 5 });
      expect(history?.total).toBe(2);
      expect(history?.items[0]).toMatchObject({ number: 2, what: 'edited', by: 'Ada', reason: 'A reason.' });
      expect(history?.items[0]?.before).toEqual({ ...before, text: '1-a' });
      expect(history?.items[1]).toMatchObject({ number: 1, what: 'created', by: null, before: null });
      expect((await store.editing.revisions('a', { from: 1, limit: 5 }))?.items).toEqual([history?.items[1]]);
    });

    it('lets one of many that saw the same version win', async () => {
      await save('a');
      const all = await Promise.all(['x', 'y', 'z'].map((title) => change('a', { title }, 1)));
      expect(all.map((one) => one?.outcome)).toEqual(['changed', 'overtaken', 'overtaken']);
      expect(await kinds('a')).toEqual(['2 edited', '1 created']);
    });

    it('gives no address or text twice', async () => {
      await save('a', { url: 'https://example.org/a' });
      await save('b');
      expect(await change('b', { url: 'https://example.org/a' }, 1)).toEqual({
        outcome: 'taken',
        what: 'url',
        by: 'a',
      });
      expect(await change('b', {}, 1, '1-a')).toEqual({ outcome: 'taken', what: 'text', by: 'a' });
      expect(
        await store.editing.change('nobody', { ...note, what: 'edited', content: await contentOf('a'), seen: 1 }),
      ).toBe(null);
    });

    it('takes no draft that was not made with what is locked', async () => {
      const url = 'https://example.org/a';
      await save('a', { url });
      expect(await store.catalogue.locks({ fingerprint: 'x', url })).toBeNull();
      await change('a', { title: 'Kept', locked: ['title'] }, 1);
      await expect(save('b', { url })).rejects.toMatchObject({ code: 'changed-meanwhile', retryable: true });
      const locks = await store.catalogue.locks({ fingerprint: 'x', url });
      expect(locks?.fields).toEqual({ title: 'Kept' });
      const kept = { title: 'Kept', locks: { fields: ['title'], seen: locks?.seen ?? '' } } as const;
      expect(await save('b', { url, ...kept })).toMatchObject({
        ...{ outcome: 'revised', entry: { id: 'a', title: 'Kept', locked: ['title'], version: 3 } },
      });
      await expect(save('c', { url, ...kept })).rejects.toMatchObject({ code: 'changed-meanwhile' });
      expect(await kinds('a')).toEqual(['3 new-text', '2 edited', '1 created']);
    });

    it('removes an entry with what waits for it, and brings it back where it was', async () => {
      const url = 'https://example.org/a';
      await save('a', { url, tags: ['sre'] });
      await save('b');
      await save('a2', { url, status: 'needs-review' });
      const content = await contentOf('a');
      expect(await store.editing.remove('a', { ...note, seen: 7 })).toMatchObject({ outcome: 'overtaken' });
      expect(await store.editing.remove('a', { ...note, seen: 1 })).toMatchObject({ outcome: 'removed' });
      expect([await ids({}), await ids({ tag: 'sre' }), await ids({ status: 'needs-review' })]).toEqual([
        ['b'],
        [],
        [],
      ]);
      expect([await store.catalogue.get('a2'), await store.catalogue.text('a')]).toEqual([null, null]);
      expect(await store.editing.remove('a', note)).toBeNull();
      const back = { ...note, what: 'undone', content, seen: 0 } as const;
      expect(await store.editing.change('a', back)).toMatchObject({
        outcome: 'changed',
        entry: { id: 'a', version: 3 },
      });
      expect([await ids({}), await ids({ tag: 'sre' })]).toEqual([['b', 'a'], ['a']]);
      expect(await store.catalogue.text('a')).toBe('The text of a.');
      expect(await kinds('a')).toEqual(['3 undone', '2 deleted', '1 created']);
      await change('a', { title: 'Once' }, 3);
      await change('a', { title: 'Twice' }, 4);
      const whole = await store.editing.revisions('a', { limit: 100 });
      for (const limit of [1, 2, 3]) {
        for (let from = 5; from > 0; from -= 1) {
          const items = whole?.items.slice(5 - from, 5 - from + limit);
          expect(await store.editing.revisions('a', { from, limit })).toEqual({ items, total: 5 });
        }
      }
    });

    it('finds what another prompt or model wrote', async () => {
      await save('a');
      const { provenance } = candidate('b');
      await save('b', { provenance: { ...provenance, model: 'm-2026-01-01', promptHash: 'h' } });
      const stale = async (model: string, promptHashes: (string | null)[]) =>
        (await store.editing.stale({ provider: 'scripted', model, promptHashes }, { after: 0, limit: 5 })).items.map(
          ({ id }) => id,
        );
      expect(await stale('none', [null])).toEqual(['b']);
      expect(await stale('m', ['g', 'h'])).toEqual(['a']);
      expect(await stale('m', ['g'])).toEqual(['a', 'b']);
    });

    describe('the tags', () => {
      const apply = (change: TagChange) => store.tagChanges.apply(change, { ...note, seen: store.tagChanges.count() });
      const tagsOf = async (id: string) => (await store.catalogue.get(id))?.summary.tags;
      const listed = async (...tags: string[]) => Promise.all(tags.map((tag) => ids({ tag, sort: 'oldest' })));
      const counts = async () => Object.fromEntries(await store.catalogue.tagCounts());

      beforeEach(async () => {
        await save('a', { tags: ['sre'], source: 'Example' });
        await save('b', { tags: ['ml', 'sre'], source: 'Example' });
        await save('c', { tags: ['ml', 'data'] });
        await save('w', { tags: ['sre'], status: 'needs-review' });
      });

      it('are renamed with all entries, listings, counts and searches', async () => {
        const rename = { what: 'rename', tag: 'sre', into: 'ops', name: 'Operations' } as const;
        expect(await apply(rename)).toEqual({ entries: 3 });
        expect([await tagsOf('a'), await tagsOf('b'), await tagsOf('w')]).toEqual([['ops'], ['ml', 'ops'], ['ops']]);
        expect(await listed('sre', 'ops')).toEqual([[], ['a', 'b']]);
        expect([await ids({ tag: 'ops', source: 'Example' }), await ids({ tag: 'ops', q: 'point' })]).toEqual([
          ['b', 'a'],
          ['b', 'a'],
        ]);
        expect(await counts()).toEqual({ ops: 2, ml: 2, data: 1 });
        expect(store.tagChanges.changes()).toEqual([rename]);
        expect(await kinds('b')).toEqual(['2 retagged', '1 created']);
        expect(await kinds('c')).toEqual(['1 created']);
      });

      it('are merged, each once', async () => {
        expect(await apply({ what: 'merge', tag: 'sre', into: 'ml' })).toEqual({ entries: 3 });
        expect([await tagsOf('a'), await tagsOf('b')]).toEqual([['ml'], ['ml']]);
        expect(await listed('sre', 'ml')).toEqual([[], ['a', 'b', 'c']]);
        expect(await ids({ tag: 'ml', q: 'point', sort: 'oldest' })).toEqual(['a', 'b', 'c']);
        expect(await ids({ tag: 'ml', status: 'needs-review' })).toEqual(['w']);
        expect(await counts()).toEqual({ ml: 3, data: 1 });
      });

      it('are retired, and what has no other becomes general', async () => {
        expect(await apply({ what: 'retire', tag: 'sre' })).toEqual({ entries: 3 });
        expect([await tagsOf('a'), await tagsOf('b')]).toEqual([['general'], ['ml']]);
        expect(await listed('sre', 'general', 'ml')).toEqual([[], ['a'], ['b', 'c']]);
        expect(await counts()).toEqual({ general: 1, ml: 2, data: 1 });
      });

      it('come back under their old name, and change once for all who saw the same', async () => {
        await apply({ what: 'rename', tag: 'sre', into: 'ops', name: 'Operations' });
        await apply({ what: 'rename', tag: 'ops', into: 'sre', name: 'SRE' });
        expect(await listed('sre', 'ops')).toEqual([['a', 'b'], []]);
        const seen = store.tagChanges.count();
        const retire = { what: 'retire', tag: 'ml' } as const;
        const both = [retire, retire].map((one) => store.tagChanges.apply(one, { ...note, seen }));
        expect(await Promise.all(both)).toEqual([{ entries: 2 }, null]);
      });

      it('keep entries whole, and in step with what comes later', async () => {
        const { summary, ...rest } = (await store.catalogue.get('b')) ?? {};
        await apply({ what: 'merge', tag: 'sre', into: 'ml' });
        const after = await store.catalogue.get('b');
        expect(after).toEqual({ ...rest, summary: { ...summary, tags: ['ml'] }, version: 2 });
        await store.editing.remove('b', note);
        await store.editing.remove('a', note);
        expect([await counts(), await listed('ml', 'sre')]).toEqual([{ ml: 1, data: 1 }, [['c'], []]]);
      });

      it('are put right in a draft that was under way', async () => {
        await apply({ what: 'rename', tag: 'sre', into: 'ops', name: 'Operations' });
        await apply({ what: 'retire', tag: 'data' });
        expect((await save('d', { tags: ['sre', 'ml'] })).entry.summary.tags).toEqual(['ops', 'ml']);
        expect((await save('e', { tags: ['data'] })).entry.summary.tags).toEqual(['general']);
        const { summary } = await contentOf('e');
        await change('e', { summary: { ...summary, tags: ['sre', 'data'] } }, 1);
        expect([await tagsOf('e'), await listed('ops', 'sre', 'data')]).toEqual([
          ['ops'],
          [['a', 'b', 'd', 'e'], [], []],
        ]);
      });
    });
  });
}
