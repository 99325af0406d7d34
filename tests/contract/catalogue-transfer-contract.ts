import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRecords } from '../../src/catalogue/all-records.ts';
import { type Catalogue, listSorts } from '../../src/catalogue/catalogue.ts';
import type { CatalogueEditing } from '../../src/catalogue/editing.ts';
import { IMPORTED } from '../../src/catalogue/entry.ts';
import { type EntryRecord, recordSchema } from '../../src/catalogue/entry-record.ts';
import type { TagChangeRecord } from '../../src/catalogue/tag-change-record.ts';
import type { TagChanges } from '../../src/catalogue/tag-changes.ts';
import type { CatalogueTransfer, DigestPost } from '../../src/catalogue/transfer.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { candidate } from './candidate.ts';

export interface OpenTransfer extends AsyncDisposable {
  readonly catalogue: Catalogue;
  readonly editing: CatalogueEditing;
  readonly tagChanges: TagChanges;
  readonly transfer: CatalogueTransfer;
}

const textOf = (name: string) => `The text of ${name} tells of queues.`;
const article = (name: string) => ({
  text: textOf(name),
  fingerprint: `2-${createHash('sha256').update(textOf(name)).digest('hex')}`,
});

const post = (id: string, tag: string, createdAt = 1000): DigestPost => {
  const { summary, provenance } = candidate(id, { tags: [tag] });
  return { id, source: null, summary, provenance: { ...provenance, provider: IMPORTED }, createdAt, now: 5000 };
};

/** What takes a catalogue out and puts it back. `open` returns an empty one. */
export function catalogueTransferContract(name: string, { open }: { open: () => Promise<OpenTransfer> }): void {
  describe(`${name} keeps the transfer contract`, () => {
    let from: OpenTransfer;
    let to: OpenTransfer;
    beforeEach(async () => {
      [from, to] = await Promise.all([open(), open()]);
    });
    afterEach(() => Promise.all([from[Symbol.asyncDispose](), to[Symbol.asyncDispose]()]));

    const save = (id: string, given: Parameters<typeof candidate>[1] = {}, about = id) =>
      from.catalogue.save(candidate(id, { ...article(about), ...given }));

    /** Edits what an entry shows, and renames a tag of others. */
    async function edit(id = 'e'): Promise<void> {
      const entry = await from.catalogue.get(id);
      if (!entry) throw new Error(`${id} is not there`);
      const content = { ...entry, title: 'By hand', locked: ['title'] as const };
      const note = { by: 'Ada', now: 80, reason: 'It was wrong.' };
      await from.editing.change(id, { ...note, what: 'edited', content, seen: entry.version });
      await from.tagChanges.apply(
        { what: 'rename', tag: 'data', into: 'data-work', name: 'Data work' },
        { ...note, seen: 0 },
      );
    }

    /** Everything of every kind: published, waiting, waiting to replace, revised, accepted, of a digest. */
    async function fill(): Promise<void> {
      const url = 'https://example.org/b';
      await save('a', { title: 'Zebra', source: 'Ärger', tags: ['sre', 'data'], author: 'Ada', now: 50 });
      await save('b', { title: 'same', url, now: 40, publishedAt: '2025-12-31T00:00:00.000Z' });
      await save('b2', { title: 'same', url, now: 41 });
      await save('b3', { now: 42, replaces: 'scripted' }, 'b2');
      await save('w', { title: 'Waiting', status: 'needs-review', receipts: ['r1'], now: 43 });
      await save('b4', { url, status: 'needs-review', now: 44 });
      await save('c', { title: 'same', source: 'X', status: 'needs-review', now: 40 });
      await from.catalogue.decide('c', { verdict: 'accept', reason: 'Fine.', now: 45 });
      await save('gone', { status: 'needs-review' });
      await from.catalogue.decide('gone', { verdict: 'reject', reason: null, now: 46 });
      await from.transfer.addPosts([post('d1', 'sre'), post('d2', 'sre')]);
      await from.transfer.addPosts([post('d2', 'data', 2000)]);
      await save('e', { source: 'X', tags: ['sre'], now: 40 });
    }

    async function recordsOf({ transfer }: OpenTransfer, limit = 2): Promise<EntryRecord[]> {
      const records: EntryRecord[] = [];
      for (let after: number | null = 0; after !== null; ) {
        const page: Awaited<ReturnType<CatalogueTransfer['read']>> = await transfer.read({ after, limit });
        records.push(...page.records);
        after = page.next;
      }
      return records;
    }

    /** Everything that a catalogue answers, as it goes out. */
    async function answersOf({ catalogue, editing, transfer }: OpenTransfer): Promise<string> {
      await transfer.settle();
      const answers: unknown[] = [Array.from(await catalogue.tagCounts())];
      for (const id of ['a', 'b', 'b2', 'b3', 'b4', 'w', 'c', 'gone', 'd1', 'd2', 'e']) {
        answers.push(await catalogue.get(id), await catalogue.text(id));
        if (id !== 'gone') answers.push(await editing.revisions(id, { limit: 100 }));
      }
      for (const status of ['published', 'needs-review'] as const) {
        for (const sort of [...listSorts, undefined]) {
          for (const filter of [{}, { tag: 'sre' }, { source: 'X' }, { q: 'same' }, { q: 'point queues' }]) {
            answers.push(await catalogue.list({ status, page: 1, perPage: 100, ...filter, ...(sort && { sort }) }));
          }
        }
      }
      return JSON.stringify(answers);
    }

    it('makes the same catalogue of what was read from another', async () => {
      await fill();
      const records = await recordsOf(from);
      expect(records.map(({ id }) => id)).toEqual(['a', 'b', 'w', 'b4', 'c', 'd2', 'd1', 'e']);
      const written = records.map((record) => JSON.parse(JSON.stringify(record)) as EntryRecord);
      const restored = await to.transfer.restore(written);
      expect(restored.map(({ outcome }) => outcome)).toEqual(records.map(() => 'created'));
      expect(await answersOf(to)).toBe(await answersOf(from));
      expect(JSON.stringify(await recordsOf(to, 100))).toBe(JSON.stringify(records));
    });

    it('takes edits, locks and what became of tags along', async () => {
      await fill();
      await edit();
      const restoreChanges = async () => {
        const outcomes = [];
        for (const change of await from.transfer.tagChanges())
          outcomes.push(await to.transfer.restoreTagChange(change));
        return outcomes;
      };
      expect(await restoreChanges()).toEqual(['created']);
      const records = await recordsOf(from);
      await to.transfer.restore(records);
      expect(records.at(-1)).toMatchObject({ id: 'e', title: 'By hand', locked: ['title'], version: 2 });
      expect(await answersOf(to)).toBe(await answersOf(from));
      expect(to.tagChanges.changes()).toEqual(from.tagChanges.changes());
      expect(await restoreChanges()).toEqual(['unchanged']);
      const schema = recordSchema(['sre', 'data-work', 'general']);
      for (const record of records) expect(schema.safeParse(record).error).toBeUndefined();
    });

    it('carries out what became of tags with the entries that are there, or refuses it where others changed', async () => {
      await fill();
      await edit();
      await to.catalogue.save(candidate('o', { ...article('o'), tags: ['data'] }));
      const [change] = (await from.transfer.tagChanges()) as [TagChangeRecord];
      expect(await to.transfer.restoreTagChange({ ...change, number: 2 })).toBe('refused');
      expect(await to.transfer.restoreTagChange(change)).toBe('created');
      expect((await to.catalogue.get('o'))?.summary.tags).toEqual(['data-work']);
      expect(await to.transfer.restoreTagChange({ ...change, into: 'other' })).toBe('refused');
    });

    it('goes on with the restored entries as with those they were made of', async () => {
      await fill();
      await to.transfer.restore(await recordsOf(from));
      for (const { catalogue } of [from, to]) {
        const accepted = await catalogue.decide('b4', { verdict: 'accept', reason: null, now: 60 });
        expect(accepted).toMatchObject({ outcome: 'accepted', entry: { id: 'b' } });
        await catalogue.save(candidate('n', { ...article('n'), url: 'https://example.org/b', now: 61 }));
      }
      expect(await answersOf(to)).toBe(await answersOf(from));
    });

    it('writes records that its schema takes', async () => {
      await fill();
      const schema = recordSchema(loadVocabulary().tags.map(({ id }) => id));
      for (const record of await recordsOf(from)) expect(schema.safeParse(record).error).toBeUndefined();
    });

    it('changes nothing by the same records again, and goes on where it was broken off', async () => {
      await fill();
      const records = await recordsOf(from);
      await to.transfer.restore(records.slice(0, 3));
      const outcomes = (await to.transfer.restore(records)).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(['unchanged', 'unchanged', 'unchanged', ...Array(5).fill('created')]);
      expect((await to.transfer.restore(records)).every(({ outcome }) => outcome === 'unchanged')).toBe(true);
      expect(await answersOf(to)).toBe(await answersOf(from));
    });

    it('refuses what is in the way of another entry, and takes all else', async () => {
      const url = 'https://example.org/x';
      await save('a', { title: 'Theirs' });
      await save('u', { url });
      await save('t');
      await save('v', { url, status: 'needs-review' }, 'v');
      await save('z');
      const records = await recordsOf(from);
      const ours = (id: string, given: Parameters<typeof candidate>[1], about = id) =>
        to.catalogue.save(candidate(id, { ...article(about), ...given }));
      await ours('a', { title: 'Ours' });
      await ours('other', { url });
      await ours('same', {}, 't');
      expect(await to.transfer.restore(records)).toEqual([
        { outcome: 'refused', id: 'a', refusal: 'id-taken', by: 'a' },
        { outcome: 'refused', id: 'u', refusal: 'url-taken', by: 'other' },
        { outcome: 'refused', id: 't', refusal: 'text-taken', by: 'same' },
        { outcome: 'refused', id: 'v', refusal: 'revises-nothing', by: 'u' },
        { outcome: 'created', id: 'z' },
      ]);
      expect(await to.catalogue.get('a')).toMatchObject({ title: 'Ours' });
      expect(await to.catalogue.has('u')).toBe(false);
    });

    it('refuses a second entry that waits to replace the same one', async () => {
      const url = 'https://example.org/x';
      await save('u', { url });
      await save('v', { url, status: 'needs-review' }, 'v');
      const [u, v] = (await recordsOf(from)) as [EntryRecord, EntryRecord];
      const second = { ...v, id: 'second', ...article('second') };
      expect(await to.transfer.restore([u, v, second])).toMatchObject([
        { outcome: 'created' },
        { outcome: 'created' },
        { outcome: 'refused', refusal: 'revises-twice', by: 'v' },
      ]);
    });

    const kinds = async ({ editing }: OpenTransfer, id: string) =>
      (await editing.revisions(id, { limit: 100 }))?.items.map(({ number, what }) => `${number} ${what}`);

    it('replaces an entry that says something else when it is told to, as one more revision', async () => {
      await fill();
      const records = await recordsOf(from);
      await to.transfer.restore(records);
      const save = (id: string, given: Parameters<typeof candidate>[1]) =>
        to.catalogue.save(candidate(id, { ...article(id), ...given }));
      await save('new', { url: 'https://example.org/b', title: 'Changed', tags: ['ml'], now: 70 });
      const before = await kinds(to, 'b');
      const replaceAll = async () =>
        (await to.transfer.restore(records, { replace: true })).map(({ outcome }) => outcome);
      expect((await replaceAll())[1]).toBe('replaced');
      const [was, is] = [await from.catalogue.get('b'), await to.catalogue.get('b')];
      expect(is).toEqual({ ...was, version: (was?.version ?? 0) + 2 });
      expect(await kinds(to, 'b')).toEqual([`${is?.version} imported`, ...(before ?? [])]);
      expect((await to.catalogue.tagCounts()).get('ml')).toBeUndefined();
      expect(new Set(await replaceAll())).toEqual(new Set(['unchanged']));
    });

    it('takes the history of a record that goes on from what is here, and adds none that does not', async () => {
      await save('a');
      const early = await recordsOf(from);
      await to.transfer.restore(early);
      await edit('a');
      const late = await recordsOf(from);
      expect(await to.transfer.restore(late)).toMatchObject([{ outcome: 'refused', refusal: 'id-taken' }]);
      expect(await to.transfer.restore(late, { replace: true })).toMatchObject([{ outcome: 'replaced' }]);
      expect(await recordsOf(to)).toEqual(late);
      expect(await to.transfer.restore(early, { replace: true })).toMatchObject([{ outcome: 'replaced' }]);
      expect(await kinds(to, 'a')).toEqual(['3 imported', '2 edited', '1 created']);
    });

    it('goes on with the history of what was deleted and is restored', async () => {
      await save('a');
      await edit('a');
      const backup = await recordsOf(from);
      await from.editing.remove('a', { by: 'Ada', reason: 'Wrong.', now: 60 });
      expect(await from.transfer.restore(backup)).toMatchObject([{ outcome: 'created' }]);
      expect(await kinds(from, 'a')).toEqual(['4 imported', '3 deleted', '2 edited', '1 created']);
      expect(await from.catalogue.get('a')).toMatchObject({ title: 'By hand', version: 4 });
      expect(await from.transfer.restore(backup)).toMatchObject([{ outcome: 'unchanged' }]);
      const records = await recordsOf(from);
      await to.transfer.restore(records);
      expect([await recordsOf(to), await kinds(to, 'a')]).toEqual([records, await kinds(from, 'a')]);
    });

    it('reads what a filter leaves', async () => {
      await fill();
      const ids = async (filter: Parameters<CatalogueTransfer['read']>[0]['filter']) => {
        const found: string[] = [];
        for await (const record of allRecords(from.transfer, filter ?? {})) if ('id' in record) found.push(record.id);
        return found;
      };
      expect(await ids({ tag: 'data' })).toEqual(['a', 'd2']);
      expect(await ids({ source: 'X' })).toEqual(['c', 'e']);
      expect(await ids({ status: 'needs-review' })).toEqual(['w', 'b4']);
      expect(await ids({ since: 44 })).toEqual(['a', 'b4', 'd2', 'd1']);
      expect((await from.transfer.find(['e', 'nobody', 'a'])).map(({ id }) => id)).toEqual(['a', 'e']);
    });

    describe('posts of a digest', () => {
      const listed = async (tag: string) =>
        (await from.catalogue.list({ status: 'published', tag, page: 1, perPage: 10 })).items.map(({ id }) => id);

      it('are listed in their order, have no text and are found', async () => {
        expect(await from.transfer.addPosts([post('x', 'sre'), post('y', 'sre'), post('z', 'sre', 999)])).toEqual([
          'created',
          'created',
          'created',
        ]);
        expect(await listed('sre')).toEqual(['x', 'y', 'z']);
        expect(await from.catalogue.text('x')).toBeNull();
        expect(await from.catalogue.get('x')).toMatchObject({
          title: null,
          url: null,
          evidence: [],
          status: 'published',
        });
        const found = await from.catalogue.list({ status: 'published', q: 'stands', page: 1, perPage: 10 });
        expect(found.total).toBe(3);
      });

      it('gain a tag when they come under another one, up to three', async () => {
        await from.transfer.addPosts([post('x', 'sre')]);
        expect(await from.transfer.addPosts([post('x', 'sre'), post('n', 'sre')])).toEqual(['unchanged', 'created']);
        expect(await from.transfer.addPosts([post('x', 'data')])).toEqual(['tagged']);
        expect(await from.transfer.addPosts([post('x', 'ml')])).toEqual(['tagged']);
        expect((await from.catalogue.get('x'))?.summary.tags).toEqual(['sre', 'data', 'ml']);
        expect(await listed('data')).toEqual(['x']);
      });

      it('go on with their history when they are deleted and come again', async () => {
        await from.transfer.addPosts([post('x', 'sre')]);
        await from.editing.remove('x', { by: 'Ada', reason: 'Twice.', now: 60 });
        expect(await from.transfer.addPosts([post('x', 'data')])).toEqual(['created']);
        const history = await from.editing.revisions('x', { limit: 9 });
        expect(history?.items.map(({ number, what, by }) => [number, what, by])).toEqual([
          [3, 'imported', null],
          [2, 'deleted', 'Ada'],
          [1, 'imported', null],
        ]);
        expect(history?.items[0]).toMatchObject({ before: null, after: { summary: { tags: ['data'] } } });
        expect(await from.catalogue.get('x')).toMatchObject({ version: 3, summary: { tags: ['data'] } });
        expect(await listed('data')).toEqual(['x']);
        const [record] = await recordsOf(from);
        expect((await to.transfer.restore(record ? [record] : [])).map(({ outcome }) => outcome)).toEqual(['created']);
        expect(await to.editing.revisions('x', { limit: 9 })).toEqual(history);
      });

      it('keep the tags that a person chose', async () => {
        await from.transfer.addPosts([post('x', 'sre')]);
        const entry = await from.catalogue.get('x');
        if (entry === null) throw new TypeError('not added');
        const content = { ...entry, summary: { ...entry.summary, tags: ['data'] }, locked: ['tags'] as const };
        const change = { what: 'edited', content, by: 'Ada', reason: null, now: 60, seen: 1 } as const;
        await from.editing.change('x', change);
        expect(await from.transfer.addPosts([post('x', 'sre'), post('x', 'ml')])).toEqual(['unchanged', 'unchanged']);
        expect(await from.catalogue.get('x')).toMatchObject({ version: 2, summary: { tags: ['data'] } });
        const history = await from.editing.revisions('x', { limit: 9 });
        expect(history?.items.map(({ what }) => what)).toEqual(['edited', 'imported']);
      });

      it('are added all or none', async () => {
        for (const tag of ['sre', 'data', 'ml']) await from.transfer.addPosts([post('x', tag)]);
        const adding = from.transfer.addPosts([post('x', 'mobile'), post('y', 'mobile')]);
        await expect(adding).rejects.toMatchObject({ code: 'too-many-tags', status: 409 });
        expect(await from.catalogue.has('y')).toBe(false);
        expect(await listed('mobile')).toEqual([]);
      });
    });
  });
}
