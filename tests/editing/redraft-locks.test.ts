import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/catalogue/entry.ts';
import { createEditor } from '../../src/editing/editor.ts';
import { createResummariser } from '../../src/editing/resummarise.ts';
import type { SqliteStore } from '../../src/open-sqlite-store.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { createReviewer } from '../../src/review.ts';
import { createSummariser } from '../../src/summarise.ts';
import type { Summary } from '../../src/summary/summary.ts';
import { createLiveVocabulary } from '../../src/tags/live-vocabulary.ts';
import type { TagChange } from '../../src/tags/tag-change.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { backedArticle } from '../support/backed-article.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { inProcessWorkers as workers } from '../support/in-process-workers.ts';
import { openTempStore } from '../support/open-temp-store.ts';
import { validSummary } from '../support/summaries.ts';

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
let store: SqliteStore;
beforeEach(async () => {
  clock = createFakeClock();
  store = await openTempStore(clock);
});
afterEach(() => store[Symbol.asyncDispose]());

let ids = 0;
function withDraft(draft: Summary) {
  clock.advance(1000);
  const provider = createScriptedProvider([draft]);
  const { catalogue, ledger, editing } = store;
  const vocabulary = createLiveVocabulary(loadVocabulary(), store.tagChanges);
  const summariser = createSummariser({
    ...{ workers, provider, vocabulary, clock, catalogue, ledger },
    ...{ maxRepairs: 0, grounding: 'review', timeoutMs: 60_000, newId: () => `entry-${++ids}` },
  });
  const { redraft } = summariser;
  return { ...summariser, ...createResummariser({ catalogue, editing, ledger, provider, redraft }) };
}

const nobody = { by: null, reason: null };
function editor() {
  clock.advance(1000);
  return createEditor({ ...store, workers, clock, tagChanges: store.tagChanges.changes });
}
const edit = (id: string, given: Parameters<ReturnType<typeof createEditor>['edit']>[1]) =>
  editor().edit(id, given, nobody);
const accept = (id: string) => {
  clock.advance(1000);
  return createReviewer({ ...store, workers, clock }).decide(id, {
    decision: 'accept',
    reason: null,
    edits: undefined,
  });
};
/** Changes the vocabulary, all at the same time. */
async function changeTags(...changes: readonly TagChange[]): Promise<void> {
  for (const change of changes) {
    const terms = { by: null, reason: null, now: clock.now(), seen: store.tagChanges.count() };
    await store.tagChanges.apply(change, terms);
  }
}
const rename = (tag: string, into: string): TagChange => ({ what: 'rename', tag, into, name: into });

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

  it('is what was said last of each field, whatever else was changed since', async () => {
    const { entry } = await withDraft(validSummary).summarise(input, signal);
    await edit(entry.id, { title: 'First' });
    const { entry: waiting } = await withDraft(doubtful).resummarise(entry.id, signal);
    await edit(waiting.id, { title: 'Of the reviewer' });
    await edit(entry.id, { author: 'Of the editor' });
    await changeTags(rename('sre', 'ops'));
    const { entry: again } = await withDraft({ ...doubtful, tags: ['ops'] }).resummarise(entry.id, signal);
    expect(again).toMatchObject({ id: waiting.id, title: 'Of the reviewer', author: 'Of the editor' });
    await edit(entry.id, { unlock: ['author', 'title'] });
    expect(await accept(waiting.id)).toMatchObject({ id: entry.id, title: 'Of the reviewer', locked: [] });
  });

  it('is in what is accepted as it would be in a new draft', async () => {
    const { entry } = await withDraft(validSummary).summarise(input, signal);
    await edit(entry.id, { title: 'First' });
    const { entry: waiting } = await withDraft(doubtful).resummarise(entry.id, signal);
    await edit(waiting.id, { title: 'Of the reviewer' });
    await edit(entry.id, { author: 'Of the editor' });
    const accepted = { title: 'Of the reviewer', author: 'Of the editor', locked: ['title', 'author'] };
    expect(await accept(waiting.id)).toMatchObject(accepted);
  });
});

describe('tags that came with an article', () => {
  const given = { ...input, tags: ['culture', 'sre'] };
  const tagsOf = ({ entry }: { readonly entry: Entry }) => entry.summary.tags;

  it('stay in its later drafts and in those of later texts, until others come with one', async () => {
    const { entry } = await withDraft(validSummary).summarise(given, signal);
    expect(entry).toMatchObject({ summary: { tags: given.tags }, locked: [] });
    expect(tagsOf(await withDraft(anew).resummarise(entry.id, signal))).toEqual(given.tags);
    const next = (words: string) => ({ ...input, text: `${input.text}\n\n${words}` });
    expect(tagsOf(await withDraft(anew).summarise(next('An update says that it held.'), signal))).toEqual(given.tags);
    expect(tagsOf(await withDraft(validSummary).resummarise(entry.id, signal))).toEqual(given.tags);
    const others = { ...next('Another update says that it did not.'), tags: ['ml'] };
    expect(tagsOf(await withDraft(anew).summarise(others, signal))).toEqual(['ml']);
    expect(tagsOf(await withDraft(validSummary).resummarise(entry.id, signal))).toEqual(['ml']);
  });

  it('stay while a draft waits for review, and when it is accepted', async () => {
    const { entry } = await withDraft(validSummary).summarise(given, signal);
    const { entry: waiting } = await withDraft(doubtful).resummarise(entry.id, signal);
    expect(waiting).toMatchObject({ revises: entry.id, status: 'needs-review', summary: { tags: given.tags } });
    await accept(waiting.id);
    expect(tagsOf(await withDraft(anew).resummarise(entry.id, signal))).toEqual(given.tags);
  });

  it('give way to those that a person chose, and come back once these are unlocked', async () => {
    const { entry } = await withDraft(validSummary).summarise(given, signal);
    await edit(entry.id, { summary: { tags: ['data'] } });
    const others = { ...input, text: `${input.text}\n\nAnother text under the address.`, tags: ['ml'] };
    expect(tagsOf(await withDraft(anew).summarise(others, signal))).toEqual(['data']);
    await edit(entry.id, { unlock: ['tags'] });
    expect(tagsOf(await withDraft(anew).resummarise(entry.id, signal))).toEqual(['ml']);
  });

  it('stay under the names that they have now, though another tag has theirs', async () => {
    const { entry } = await withDraft(validSummary).summarise(given, signal);
    await edit(entry.id, { summary: { tags: ['data'] } });
    await changeTags(rename('sre', 'ops'), rename('ml', 'sre'), { what: 'retire', tag: 'culture' });
    await edit(entry.id, { unlock: ['tags'] });
    expect(tagsOf(await withDraft({ ...anew, tags: ['data'] }).resummarise(entry.id, signal))).toEqual(['ops']);
  });
});

describe('undoing', () => {
  it('brings a tag back as what became of it, though another tag has its name now', async () => {
    const { entry } = await withDraft(validSummary).summarise({ ...input, tags: ['sre'] }, signal);
    await edit(entry.id, { summary: { tags: ['data'] } });
    await changeTags(rename('sre', 'ops'), rename('ml', 'sre'));
    expect((await editor().undo(entry.id, 2, nobody)).summary.tags).toEqual(['ops']);
    await editor().remove(entry.id, nobody);
    await changeTags({ what: 'merge', tag: 'ops', into: 'security' }, rename('sre', 'ops'));
    expect((await editor().undo(entry.id, 4, nobody)).summary.tags).toEqual(['security']);
  });

  it('brings back the tag of its name, where it was given after that was used anew', async () => {
    const { entry } = await withDraft(validSummary).summarise(input, signal);
    await changeTags(rename('sre', 'ops'), rename('ml', 'sre'));
    await edit(entry.id, { summary: { tags: ['sre'] } });
    await edit(entry.id, { summary: { tags: ['data'] } });
    const { version } = (await store.catalogue.get(entry.id)) ?? entry;
    expect((await editor().undo(entry.id, version, nobody)).summary.tags).toEqual(['sre']);
  });
});
