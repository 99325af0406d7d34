import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedState, FeedStates } from '../../src/ingest/feed-states.ts';

export interface OpenFeedStates extends AsyncDisposable {
  readonly states: FeedStates;
  advance(ms: number): void;
  now(): number;
}

/** What every keeper of feed states does. `open` returns an empty one. */
export function feedStatesContract(name: string, { open }: { open: () => Promise<OpenFeedStates> }): void {
  describe(`${name} keeps the contract of feed states`, () => {
    const url = 'https://blog.example/feed.xml';
    const state: FeedState = {
      ...{ url, title: 'Blog', validators: { etag: '"a"', lastModified: 'Fri, 16 Oct 2026 07:00:00 GMT' } },
      ...{ readAt: 5, notBefore: 7, failures: 2, problem: 'It failed.', movedTo: 'https://new.example/', gone: true },
    };
    let opened: OpenFeedStates;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened[Symbol.asyncDispose]());

    it('knows nothing at first', async () => {
      expect(await opened.states.get(url)).toBeNull();
      expect(await opened.states.all()).toEqual([]);
      expect(await opened.states.known(url, ['k'])).toEqual(new Set());
    });

    it('keeps the last state of each feed whole', async () => {
      await opened.states.save({ ...state, title: 'Before' });
      await opened.states.save(state);
      const other = { ...state, url: 'https://a.example/', validators: {}, readAt: null, movedTo: null, gone: false };
      await opened.states.save(other);
      expect(await opened.states.get(url)).toEqual(state);
      expect(await opened.states.all()).toEqual([other, state]);
    });

    it('tells the items of one feed that are known', async () => {
      await opened.states.remember(url, 'k1');
      await opened.states.remember(url, 'k1');
      await opened.states.remember('https://other.example/', 'k2');
      expect(await opened.states.known(url, ['k1', 'k2', 'k3'])).toEqual(new Set(['k1']));
    });

    it('forgets the items that a feed no longer has, and those of no other feed', async () => {
      for (const key of ['k1', 'k2']) await opened.states.remember(url, key);
      await opened.states.remember('https://other.example/', 'k2');
      await opened.states.keepOnly(url, ['k1']);
      expect(await opened.states.known(url, ['k1', 'k2'])).toEqual(new Set(['k1']));
      expect(await opened.states.known('https://other.example/', ['k2'])).toEqual(new Set(['k2']));
    });

    it('knows from which feed an article was taken first', async () => {
      const other = 'https://planet.example/feed';
      await opened.states.remember(url, 'k1', 'https://blog.example/1');
      await opened.states.remember(other, 'k2', 'https://blog.example/1');
      await opened.states.remember(other, 'k3');
      const ask = (feed: string) =>
        opened.states.takenElsewhere(feed, ['https://blog.example/1', 'https://x.example/']);
      expect([await ask(url), await ask(other)]).toEqual([new Set(), new Set(['https://blog.example/1'])]);
    });

    it('gives a round of the schedule to one of those who ask, and the next one when its time has come', async () => {
      const ask = () => Promise.all([1, 2, 3].map(() => opened.states.beginRound(opened.now() + 60_000)));
      expect((await ask()).filter(Boolean)).toHaveLength(1);
      opened.advance(59_999);
      expect((await ask()).filter(Boolean)).toHaveLength(0);
      opened.advance(1);
      expect((await ask()).filter(Boolean)).toHaveLength(1);
      await opened.states.putOffRound(opened.now() + 90_000);
      opened.advance(89_999);
      expect((await ask()).filter(Boolean)).toHaveLength(0);
      opened.advance(1);
      expect((await ask()).filter(Boolean)).toHaveLength(1);
    });
  });
}
