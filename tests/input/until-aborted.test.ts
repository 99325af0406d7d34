import { describe, expect, it } from 'vitest';
import { untilAborted } from '../../src/input/until-aborted.ts';
import { allOf } from '../support/all-of.ts';

describe('untilAborted', () => {
  it('gives all items when nobody aborts', async () => {
    async function* items() {
      yield* [1, 2, 3];
    }
    expect(await allOf(untilAborted(items(), new AbortController().signal))).toEqual([1, 2, 3]);
  });

  it('ends at once when aborted, though the next item never comes', async () => {
    const controller = new AbortController();
    async function* items() {
      yield 1;
      controller.abort();
      await new Promise(() => {});
    }
    expect(await allOf(untilAborted(items(), controller.signal))).toEqual([1]);
  });

  it('lets the source close itself when the reader leaves early', async () => {
    let closed = false;
    async function* items() {
      try {
        yield* [1, 2];
      } finally {
        closed = true;
      }
    }
    for await (const _ of untilAborted(items(), new AbortController().signal)) break;
    await Promise.resolve();
    expect(closed).toBe(true);
  });

  it('hands on what the source throws', async () => {
    const items = (async function* (): AsyncGenerator<number> {
      yield 1;
      throw new Error('broken');
    })();
    await expect(allOf(untilAborted(items, new AbortController().signal))).rejects.toThrow('broken');
  });
});
