import { describe, expect, it } from 'vitest';
import { cancelledError } from '../../src/errors.ts';
import { createWaitingLine } from '../../src/workers/waiting-line.ts';

const KB = 1024;
const sizes = { short: KB, fat: 16 * KB, middling: 100 * KB, long: 1000 * KB } as const;

/** A line whose work ends when the test says so, and what has started so far; what shares a place is one start. */
function lineOf(places: number, mostWaiting = { longest: 100, all: 100 }) {
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  let grow = () => {};
  const patience: number[] = [];
  const line = createWaitingLine<string, string>({
    ...{ places, mostWaiting },
    clock: {
      sleep(ms) {
        patience.push(ms);
        return new Promise<void>((resolve) => (grow = resolve));
      },
    },
    work: (orders) => {
      started.push(orders.join('+'));
      return new Promise((resolve, reject) => {
        ends.set(orders.join('+'), (error) => (error === undefined ? resolve(orders.map(answer)) : reject(error)));
      });
    },
  });
  const answer = (value: string) =>
    value.startsWith('bad')
      ? { status: 'rejected' as const, reason: new Error(value) }
      : { status: 'fulfilled' as const, value };
  const join = (order: string, size: keyof typeof sizes, refusable = true, sparing = false) =>
    line.join({ order, bytes: sizes[size], refusable, sparing });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await settle();
  };
  /** It is looked who has waited. */
  const wait = async () => {
    grow();
    await settle();
  };
  return { line, join, started, end, settle, wait, patience };
}

describe('a waiting line', () => {
  it('lets shorter texts go first, and each class in order', async () => {
    const { join, started, end, settle } = lineOf(1);
    const all = [
      join('first', 'short'),
      join('l', 'long'),
      join('m', 'middling'),
      join('a', 'short'),
      join('b', 'short'),
    ];
    await settle();
    for (const name of ['first', 'a+b', 'm', 'l']) await end(name);
    expect(started).toEqual(['first', 'a+b', 'm', 'l']);
    expect(await Promise.all(all)).toEqual(['first', 'l', 'm', 'a', 'b']);
  });

  it('has short texts share a place, up to 24 of them and 96 KB', async () => {
    const { join, started, end, settle } = lineOf(1);
    const [first, ...others] = Array.from({ length: 26 }, (_, index) => `s${index}`);
    const few = [first ?? '', ...others].map((name) => join(name, 'short'));
    await settle();
    await end('s0');
    expect(started).toEqual(['s0', others.slice(0, 24).join('+')]);
    await end(others.slice(0, 24).join('+'));
    const fat = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7'].map((name) => join(name, 'fat'));
    await end('s25');
    await end('f1+f2+f3+f4+f5+f6');
    await end('f7');
    expect(started.slice(2)).toEqual(['s25', 'f1+f2+f3+f4+f5+f6', 'f7']);
    await Promise.all([...few, ...fat]);
  });

  it('answers each of those that share a place for itself', async () => {
    const { join, end, settle } = lineOf(1);
    const first = join('first', 'short');
    const both = Promise.allSettled([join('bad', 'short'), join('good', 'short')]);
    await settle();
    await end('first');
    await end('bad+good');
    expect(await both).toMatchObject([{ reason: { message: 'bad' } }, { value: 'good' }]);
    await first;
  });

  it('opens a further place for short texts once they have waited for a while', async () => {
    const { join, started, end, settle, wait } = lineOf(2);
    const all = [join('a', 'short'), join('b', 'short')];
    await settle();
    expect(started).toEqual(['a']);
    await wait();
    expect(started).toEqual(['a']);
    await wait();
    expect(started).toEqual(['a', 'b']);
    for (const name of ['a', 'b']) await end(name);
    await Promise.all(all);
  });

  it('opens none when they have waited only once', async () => {
    const { join, started, end, settle, wait } = lineOf(2);
    const all = [join('a', 'short'), join('b', 'short')];
    await settle();
    await wait();
    for (const name of ['a', 'b']) await end(name);
    all.push(join('c', 'short'), join('d', 'short'));
    await wait();
    expect(started).toEqual(['a', 'b', 'c']);
    for (const name of ['c', 'd']) await end(name);
    await Promise.all(all);
  });

  it('has more patience with a first place that is still loading what it works with', async () => {
    const { join, end, settle, wait, patience } = lineOf(2);
    const middling = Array.from({ length: 17 }, (_, index) => join(`m${index}`, 'middling'));
    for (let index = 0; index < 17; index += 1) {
      await wait();
      await end(`m${index}`);
    }
    await Promise.all(middling);
    patience.length = 0;
    const last = [join('a', 'short'), join('b', 'short')];
    await settle();
    expect(patience).toEqual([125]);
    const fresh = lineOf(2);
    const first = [fresh.join('a', 'short'), fresh.join('b', 'short')];
    await fresh.settle();
    expect(fresh.patience).toEqual([1000]);
    for (const one of [{ end }, fresh]) for (const name of ['a', 'b']) await one.end(name);
    await Promise.all([...last, ...first]);
  });

  it('keeps a place free of long texts, and gives the others to anybody', async () => {
    const { join, started, end, settle } = lineOf(2);
    const all = [join('l1', 'long'), join('l2', 'long'), join('m1', 'middling'), join('m2', 'middling')];
    await settle();
    expect(started).toEqual(['l1', 'm1']);
    await end('m1');
    expect(started).toEqual(['l1', 'm1', 'm2']);
    await end('m2');
    expect(started).toEqual(['l1', 'm1', 'm2']);
    await end('l1');
    expect(started).toEqual(['l1', 'm1', 'm2', 'l2']);
    await end('l2');
    await Promise.all(all);
  });

  it('keeps a place free of short work as well that is to be sparing, and counts it together with long texts', async () => {
    const { join, started, end, settle } = lineOf(2);
    const all = [join('c1', 'short', true, true), join('c2', 'short', true, true), join('l1', 'long')];
    all.push(join('s1', 'short'));
    await settle();
    expect(started).toEqual(['c1', 's1']);
    await end('s1');
    expect(started).toEqual(['c1', 's1']);
    await end('c1');
    expect(started).toEqual(['c1', 's1', 'c2']);
    await end('c2');
    expect(started).toEqual(['c1', 's1', 'c2', 'l1']);
    await end('l1');
    await Promise.all(all);
  });

  it('lets the one who has waited longest go now and then', async () => {
    const { join, started, end, settle } = lineOf(1);
    const names = Array.from({ length: 20 }, (_, index) => `m${index}`);
    const all = [join('running', 'short'), join('long', 'long'), ...names.map((name) => join(name, 'middling'))];
    await settle();
    for (const name of ['running', ...names.slice(0, 6)]) await end(name);
    expect(started.at(-1)).toBe('long');
    await end('long');
    for (const name of names.slice(6)) await end(name);
    await Promise.all(all);
    expect(started).toHaveLength(22);
  });

  it('refuses what it has no room for, but not what must go on', async () => {
    const { join, started, end, settle } = lineOf(1, { longest: 1, all: 2 });
    const all = [join('running', 'short'), join('l', 'long')];
    await expect(join('l2', 'long')).rejects.toMatchObject({ code: 'busy', status: 503, retryable: true });
    all.push(join('s', 'short'));
    await expect(join('s2', 'short')).rejects.toMatchObject({ code: 'busy' });
    all.push(join('must', 'short', false));
    await settle();
    for (const name of ['running', 's+must', 'l']) await end(name);
    expect(started).toEqual(['running', 's+must', 'l']);
    await Promise.all(all);
  });

  it('goes on after work that failed', async () => {
    const { join, end, started, settle } = lineOf(1);
    const failed = expect(join('fails', 'long')).rejects.toThrow('no');
    const next = join('next', 'long');
    await settle();
    await end('fails', new Error('no'));
    await failed;
    expect(started).toEqual(['fails', 'next']);
    await end('next');
    await next;
  });

  it('sends those who wait away when it closes', async () => {
    const { line, join, end, settle } = lineOf(1);
    const running = join('running', 'short');
    const waiting = expect(join('waits', 'short')).rejects.toMatchObject({ code: 'cancelled' });
    await settle();
    line.close(cancelledError());
    await waiting;
    await end('running');
    await running;
  });
});
