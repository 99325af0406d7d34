import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Catalogue, type ListQuery, listSorts, type Verdict } from '../../src/catalogue/catalogue.ts';
import { candidate } from './candidate.ts';
import type { OpenCatalogue } from './catalogue-contract.ts';

/** How every catalogue keeps what waits for a person away from readers, and what becomes of it. `open` returns an empty one. */
export function catalogueReviewContract(name: string, { open }: { open: () => Promise<OpenCatalogue> }): void {
  describe(`${name} keeps the contract of reviewing`, () => {
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
    const url = 'https://example.org/a';
    const waiting = (id: string, given: Parameters<typeof candidate>[1] = {}) =>
      candidate(id, { status: 'needs-review', receipts: [`${id}1`, `${id}2`], tags: ['sre'], ...given });
    const later = Date.UTC(2026, 1, 1);
    const decide = (id: string, verdict: Verdict, seen?: string) =>
      catalogue.decide(id, { verdict, reason: 'A reason.', now: later, ...(seen && { seen }) });
    /** Everything that a reader could see of the catalogue. */
    const shown = async () => ({
      listed: await Promise.all([...listSorts, undefined].map((sort) => ids(sort === undefined ? {} : { sort }))).then(
        (lists) => [...new Set(lists.flat())].sort(),
      ),
      tagged: await ids({ tag: 'sre' }),
      sourced: await ids({ source: 'Example' }),
      found: await ids({ q: 'walrus' }),
      counted: Object.fromEntries(await catalogue.tagCounts()),
    });
    const nothing = { listed: [], tagged: [], sourced: [], found: [], counted: {} };
    const everywhere = { listed: ['a'], tagged: ['a'], sourced: ['a'], found: ['a'], counted: { sre: 1 } };
    const walrus = { title: 'Walrus', source: 'Example' };

    it('shows what waits nowhere until it is accepted, then everywhere', async () => {
      const { entry } = await catalogue.save(waiting('a', walrus));
      expect(await shown()).toEqual(nothing);
      expect(await ids({ status: 'needs-review', tag: 'sre', q: 'walrus' })).toEqual(['a']);
      const decided = await decide('a', 'accept');
      const published = { ...entry, status: 'published', updatedAt: '2026-02-01T00:00:00.000Z', version: 2 };
      expect(decided).toEqual({ outcome: 'accepted', entry: published });
      expect(await catalogue.get('a')).toEqual(published);
      expect(await shown()).toEqual(everywhere);
      expect((await page({ status: 'needs-review' })).total).toBe(0);
    });

    it('removes what is rejected, gives its receipts back, and takes the same article as a new one', async () => {
      const { entry } = await catalogue.save(waiting('a', { ...walrus, url }));
      expect(await decide('a', 'reject')).toEqual({ outcome: 'rejected', entry, receipts: ['a1', 'a2'] });
      expect(await catalogue.get('a')).toBeNull();
      expect(await catalogue.text('a')).toBeNull();
      expect(await catalogue.findByFingerprint('1-a')).toBeNull();
      expect((await page({ status: 'needs-review' })).total).toBe(0);
      expect(await ids({ status: 'needs-review', q: 'walrus' })).toEqual([]);
      expect(await shown()).toEqual(nothing);
      const again = await catalogue.save(candidate('b', { fingerprint: '1-a', url }));
      expect(again).toMatchObject({ outcome: 'created', entry: { id: 'b', url } });
    });

    it('decides once, however many decide at once', async () => {
      await catalogue.save(waiting('a'));
      const decided = await Promise.all([decide('a', 'accept'), decide('a', 'reject'), decide('a', 'accept')]);
      expect(decided.map((one) => one?.outcome)).toEqual(['accepted', 'undecided', 'undecided']);
      await catalogue.save(waiting('b'));
      const other = await Promise.all([decide('b', 'reject'), decide('b', 'accept'), decide('b', 'reject')]);
      expect(other.map((one) => one?.outcome)).toEqual(['rejected', undefined, undefined]);
    });

    it('decides nothing on what is published, is not there, or has changed since it was seen', async () => {
      const { entry } = await catalogue.save(candidate('a'));
      expect(await decide('a', 'reject')).toEqual({ outcome: 'undecided', entry });
      expect(await decide('nobody', 'accept')).toBeNull();
      await catalogue.save(waiting('b'));
      expect(await decide('b', 'accept', '2025-01-01T00:00:00.000Z')).toMatchObject({ outcome: 'undecided' });
      expect(await decide('b', 'accept', '2026-01-01T00:00:00.000Z')).toMatchObject({ outcome: 'accepted' });
    });

    describe('a revision of what is published', () => {
      const published = candidate('a', { ...walrus, url, tags: ['sre'] });

      it.each<[string, Parameters<typeof candidate>[1]]>([
        ['another text', { url }],
        ['another draft', { fingerprint: '1-a', text: published.text, replaces: 'scripted' }],
      ])('%s waits beside it, with a text of its own, and readers see what they saw', async (_what, given) => {
        const { entry } = await catalogue.save(published);
        const saved = await catalogue.save(waiting('b', { title: null, ...given }));
        expect(saved).toMatchObject({
          outcome: 'revised',
          entry: { id: 'b', revises: 'a', status: 'needs-review', url, title: 'Walrus', source: 'Example' },
        });
        expect(await catalogue.get('a')).toEqual(entry);
        expect(await catalogue.text('a')).toBe('The text of a.');
        expect(await catalogue.get('b')).toEqual(saved.entry);
        expect(await catalogue.text('b')).toBe(given?.text ?? 'The text of b.');
        expect(await shown()).toEqual(everywhere);
        expect((await page({ status: 'needs-review' })).items).toEqual([saved.entry]);
        const { fingerprint } = candidate('b', given);
        expect(await catalogue.findByFingerprint(fingerprint)).toEqual(saved.entry);
        expect((await catalogue.save(waiting('c', { fingerprint }))).outcome).toBe('unchanged');
      });

      it('is left undecided when what it would replace is no longer what the acceptance was made of', async () => {
        const { entry: main } = await catalogue.save(published);
        const { entry } = await catalogue.save(waiting('b', { url }));
        const accept = (mainSeen: number) => {
          const accepted = { content: { ...entry, title: 'Mended' }, seen: entry.version, mainSeen };
          return catalogue.decide('b', { verdict: 'accept', reason: null, now: later, accepted });
        };
        expect(await accept(main.version + 1)).toEqual({ outcome: 'undecided', entry });
        expect(await accept(main.version)).toMatchObject({ outcome: 'accepted', entry: { id: 'a', title: 'Mended' } });
      });

      it('takes its place, id and creation time when it is accepted', async () => {
        await catalogue.save(published);
        await catalogue.save(waiting('b', { url, title: 'Penguin', now: Date.UTC(2026, 0, 15) }));
        expect(await decide('b', 'accept')).toMatchObject({
          outcome: 'accepted',
          entry: {
            ...{ id: 'a', url, title: 'Penguin', status: 'published' },
            ...{ createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-02-01T00:00:00.000Z' },
          },
        });
        expect((await catalogue.get('a'))?.revises).toBeUndefined();
        expect(await catalogue.get('b')).toBeNull();
        expect(await catalogue.text('a')).toBe('The text of b.');
        expect((await catalogue.findByFingerprint('1-b'))?.id).toBe('a');
        expect(await ids({ q: 'penguin' })).toEqual(['a']);
        expect((await page({ status: 'needs-review' })).total).toBe(0);
        expect((await page()).total).toBe(1);
      });

      it('leaves it as it is when it is rejected', async () => {
        const { entry } = await catalogue.save(published);
        await catalogue.save(waiting('b', { url }));
        expect(await decide('b', 'reject')).toMatchObject({ outcome: 'rejected', receipts: ['b1', 'b2'] });
        expect(await catalogue.get('a')).toEqual(entry);
        expect(await shown()).toEqual(everywhere);
        expect(await catalogue.findByFingerprint('1-b')).toBeNull();
      });

      it('gives way to a later one that waits, under the id it has', async () => {
        await catalogue.save(published);
        await catalogue.save(waiting('b', { url }));
        expect(await catalogue.save(waiting('c', { url, title: 'Third' }))).toMatchObject({
          ...{ outcome: 'revised', entry: { id: 'b', revises: 'a', title: 'Third' } },
        });
        expect(await catalogue.text('b')).toBe('The text of c.');
        expect((await page({ status: 'needs-review' })).total).toBe(1);
        expect(await decide('b', 'reject')).toMatchObject({ receipts: ['c1', 'c2'] });
      });

      it('gives way to a later one that needs no review', async () => {
        await catalogue.save(published);
        await catalogue.save(waiting('b', { url }));
        const saved = await catalogue.save(candidate('c', { url, tags: ['sre'], ...walrus }));
        expect(saved).toMatchObject({ outcome: 'revised', entry: { id: 'a' } });
        expect(await catalogue.get('b')).toBeNull();
        expect((await page({ status: 'needs-review' })).total).toBe(0);
        expect(await shown()).toEqual(everywhere);
      });

      it('is drafted anew in its own place, or in that of the published one when nothing is wrong with it', async () => {
        await catalogue.save(published);
        await catalogue.save(waiting('b', { url }));
        const redraft = { fingerprint: '1-b', url, text: 'The text of b.', replaces: 'scripted' };
        expect(await catalogue.save(waiting('c', redraft))).toMatchObject({ entry: { id: 'b', revises: 'a' } });
        expect(await catalogue.save(candidate('d', redraft))).toMatchObject({
          entry: { id: 'a', status: 'published' },
        });
        expect((await page({ status: 'needs-review' })).total).toBe(0);
      });

      it('gets the address that the article is later sent with, and so does the published one', async () => {
        await catalogue.save(candidate('a'));
        await catalogue.save(waiting('b', { fingerprint: '1-a', replaces: 'scripted' }));
        expect(await catalogue.save(candidate('c', { fingerprint: '1-a', url }))).toMatchObject({
          entry: { id: 'b', url },
        });
        expect((await catalogue.get('a'))?.url).toBe(url);
      });
    });
  });
}
