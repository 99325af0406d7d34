import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEditor } from '../../src/editing/editor.ts';
import { createResummariser } from '../../src/editing/resummarise.ts';
import { openSqliteStore, type SqliteStore } from '../../src/open-sqlite-store.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { createSummariser } from '../../src/summarise.ts';
import type { Summary } from '../../src/summary/summary.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { backedArticle } from '../support/backed-article.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { inProcessWorkers as workers } from '../support/in-process-workers.ts';
import { validSummary } from '../support/summaries.ts';
import { tempFolder } from '../support/temp-folder.ts';

const vocabulary = loadVocabulary();
const signal = new AbortController().signal;
const url = 'https://blog.example.com/outage';
const input = { text: backedArticle, format: 'markdown' as const, url, title: 'As it was sent' };
const [first = '', , ...others] = validSummary.bullets;
const wrong = 'Three layers of clients each retried seven times, which multiplied the load on the shard by 27.';
/** Waits for a person, as does what is made of it. */
const doubtful: Summary = { ...validSummary, bullets: [first, wrong, ...others] };
const anew: Summary = {
  ...validSummary,
  bullets: validSummary.bullets.toReversed(),
  tags: ['data'],
  keywords: ['shard', 'retries'],
};

let clock: ReturnType<typeof createFakeClock>;
let folder: ReturnType<typeof tempFolder>;
let store: SqliteStore;
beforeEach(async () => {
  clock = createFakeClock();
  folder = tempFolder();
  store = await openSqliteStore({ file: join(folder.path, 'upshot.db'), clock, instance: 'test' });
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

let ids = 0;
function withDraft(draft: Summary) {
  clock.advance(1000);
  const provider = createScriptedProvider([draft]);
  const { catalogue, ledger, editing } = store;
  const summariser = createSummariser({
    ...{ workers, provider, vocabulary, clock, catalogue, ledger },
    ...{ maxRepairs: 0, grounding: 'review', timeoutMs: 60_000, newId: () => `entry-${++ids}` },
  });
  const { redraft } = summariser;
  return { ...summariser, ...createResummariser({ catalogue, editing, ledger, provider, redraft }) };
}

const nobody = { by: null, reason: null };
const edit = (id: string, given: Parameters<ReturnType<typeof createEditor>['edit']>[1]) => {
  clock.advance(1000);
  const { catalogue, editing, ledger } = store;
  return createEditor({ catalogue, editing, ledger, workers, clock, tagChanges: () => [] }).edit(id, given, nobody);
};

/** Of every field that can be locked, something that no draft says; with blanks and letters that a careless copy would change. */
const byHand = {
  ...{ title: 'By hand: naïve  queues', source: 'Zoë’s notes', author: 'Łukasz', url: 'https://example.org/a?b=%20c' },
  summary: {
    whyItMatters: 'A person wrote this and saw 99 % of it.',
    bullets: [1, 2, 3, 4, 5].map((number) => `Point ${number} is a person’s, and says ${number * 111} things.`),
    tags: ['culture'],
    keywords: ['person', 'by hand'],
  },
};

describe('what is locked', () => {
  it.each([
    ['one that is fit to be published', anew],
    ['one that would wait for review, since no claim is its own', doubtful],
  ])('stays byte for byte in a new draft, %s', async (_what, draft) => {
    const { entry } = await withDraft(validSummary).summarise(input, signal);
    const edited = await edit(entry.id, byHand);
    const { entry: redrafted } = await withDraft(draft).resummarise(entry.id, signal);
    expect(redrafted).toMatchObject({ id: entry.id, status: 'published', version: 3, locked: edited.locked });
    expect(redrafted).toMatchObject(byHand);
    expect(edited.locked).toHaveLength(8);
  });

  it('stays when another text comes under the address, and the rest is of the new draft', async () => {
    const { entry } = await withDraft(validSummary).summarise(input, signal);
    await edit(entry.id, { title: 'Kept', summary: { bullets: byHand.summary.bullets } });
    const text = `${input.text}\n\nAn update of the next day says that the fix has held since.`;
    const { entry: next } = await withDraft(anew).summarise({ ...input, text, title: 'Sent anew' }, signal);
    const { bullets } = byHand.summary;
    expect(next).toMatchObject({ id: entry.id, title: 'Kept', summary: { ...anew, bullets } });
    expect(await store.catalogue.text(entry.id)).toContain('the fix has held');
  });

  it('gives way once it is unlocked', async () => {
    const { entry } = await withDraft(validSummary).summarise(input, signal);
    await edit(entry.id, { summary: { keywords: ['by', 'hand'] } });
    await edit(entry.id, { unlock: ['keywords'] });
    const { entry: redrafted } = await withDraft(anew).resummarise(entry.id, signal);
    expect(redrafted).toMatchObject({ locked: [], summary: anew });
  });

  it('stays away once it was taken away and unlocked, where only a text sent anew would say it again', async () => {
    const { entry } = await withDraft(validSummary).summarise(input, signal);
    await edit(entry.id, { title: null });
    await edit(entry.id, { unlock: ['title'] });
    expect((await withDraft(anew).resummarise(entry.id, signal)).entry).toMatchObject({ title: null, locked: [] });
  });

  it('is what was said last, where the entry was edited after its waiting draft', async () => {
    const { entry } = await withDraft(validSummary).summarise(input, signal);
    await edit(entry.id, { title: 'First' });
    const { entry: waiting } = await withDraft(doubtful).resummarise(entry.id, signal);
    expect(waiting).toMatchObject({ status: 'needs-review', revises: entry.id, title: 'First' });
    await edit(entry.id, { title: 'Second' });

    const { entry: again } = await withDraft(doubtful).resummarise(entry.id, signal);
    expect(again).toMatchObject({ id: waiting.id, status: 'needs-review', title: 'Second' });
    const { entry: published } = await withDraft(anew).resummarise(entry.id, signal);
    expect(published).toMatchObject({ id: entry.id, status: 'published', title: 'Second', summary: anew });
  });

  it('is what the reviewer said last of the draft that waits', async () => {
    const { entry } = await withDraft(validSummary).summarise(input, signal);
    await edit(entry.id, { title: 'First' });
    const { entry: waiting } = await withDraft(doubtful).resummarise(entry.id, signal);
    await edit(waiting.id, { title: 'Of the reviewer' });
    expect((await withDraft(anew).resummarise(entry.id, signal)).entry).toMatchObject({ title: 'Of the reviewer' });
  });
});
