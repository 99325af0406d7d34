import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SqliteStore } from '../../src/open-sqlite-store.ts';
import { candidate } from '../contract/candidate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openTempStore } from '../support/open-temp-store.ts';

let store: SqliteStore;
beforeEach(async () => {
  store = await openTempStore(createFakeClock());
});
afterEach(() => store[Symbol.asyncDispose]());

interface About {
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly keywords?: readonly string[];
  readonly source?: string;
  readonly status?: 'needs-review';
}

async function save(id: string, { title = id, tags = ['general'], keywords = [id], source, status }: About = {}) {
  const { summary } = candidate(id);
  const own = { ...summary, whyItMatters: `${id}.`, tags: [...tags], keywords: [...keywords] };
  await store.catalogue.save(candidate(id, { title, source: source ?? null, summary: own, ...(status && { status }) }));
}

async function relatedTo(id: string, limit = 5): Promise<string[]> {
  await store.catalogue.list({ q: 'x', status: 'published', page: 1, perPage: 1 }); // has the index catch up
  return (await store.reading.related(id, limit)).map((entry) => entry.id);
}

describe('related posts', () => {
  it('share what is rare: keywords and words of the title before tags, and the source says nothing', async () => {
    for (let n = 0; n < 8; n += 1) await save(`filler${n}`, { tags: ['data'], source: 'Same' });
    await save('post', {
      title: 'Draining the queue',
      tags: ['sre'],
      keywords: ['queue drain', 'backpressure'],
      source: 'Same',
    });
    await save('keyword', { keywords: ['queue drain'] });
    await save('title', { title: 'Draining a lake' });
    await save('tag', { tags: ['sre'] });
    await save('waits', { keywords: ['queue drain', 'backpressure'], status: 'needs-review' });
    expect(await relatedTo('post')).toEqual(['keyword', 'title', 'tag']);
    expect(await relatedTo('post', 1)).toEqual(['keyword']);
    expect(await relatedTo('nope')).toEqual([]);
  });

  it('are none where only the tag of everything else, or of everything, is shared', async () => {
    for (const id of ['alpha', 'beta', 'gamma']) await save(id);
    expect(await relatedTo('alpha')).toEqual([]);
    for (let n = 0; n < 6; n += 1) await save(`every${n}`, { tags: ['sre'] });
    await save('one', { tags: ['sre'] });
    expect(await relatedTo('one')).toEqual([]);
  });

  it('are those with two of its keywords, also where all have them', async () => {
    const keywords = ['queues', 'latency'];
    await save('one', { keywords: ['queues'] });
    for (let n = 0; n < 62; n += 1) await save(`both${n}`, { keywords });
    expect(await relatedTo('both0', 2)).toEqual(['both61', 'both60']);
    expect(await relatedTo('one')).toEqual([]);
  });

  it('are those with two of its keywords where there are few posts and all have them', async () => {
    for (const id of ['one', 'two', 'three']) await save(id, { keywords: ['queues', 'latency'] });
    expect(await relatedTo('one')).toEqual(['three', 'two']);
  });

  it('are found for a post of any words at all', async () => {
    await save('odd', { title: '"OR* NEAR( ^ \u0000 -tag:x 😀', keywords: ['"', '(*)', "'; DROP TABLE entry"] });
    expect(await relatedTo('odd')).toEqual([]);
  });
});

describe('the number of words', () => {
  it('is kept with each text, in any script, and not known without one', async () => {
    await store.catalogue.save(candidate('few', { text: 'One two three.\n\nFour five.' }));
    await store.catalogue.save(candidate('many', { text: 'word '.repeat(999).trim() }));
    await store.catalogue.save(candidate('chinese', { text: '错'.repeat(500) }));
    const counts = await store.reading.wordCounts(['few', 'many', 'chinese', 'nope']);
    expect(Object.fromEntries(counts)).toEqual({ few: 5, many: 999, chinese: 250 });
  });
});
