import { describe, expect, it } from 'vitest';
import { HostRestsError } from '../../src/fetching/fetch-error.ts';
import { createHostTurns } from '../../src/fetching/host-turns.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function open() {
  const clock = createFakeClock();
  const turns = createHostTurns(clock);
  const order: string[] = [];
  const ask = (
    name: string,
    given: { first?: boolean; patienceMs?: number; signal?: AbortSignal; host?: string } = {},
  ) =>
    turns
      .take(given.host ?? 'a.example', {
        signal: given.signal ?? new AbortController().signal,
        first: given.first ?? false,
        patienceMs: given.patienceMs,
      })
      .then((turn) => {
        order.push(name);
        return turn;
      });
  return { clock, order, ask };
}

describe('the turns of a host', () => {
  it('are taken one at a time, in order, people first; other hosts do not wait', async () => {
    const { order, ask } = open();
    const one = await ask('one');
    const two = ask('two');
    const person = ask('person', { first: true });
    await ask('elsewhere', { host: 'b.example' });
    expect(order).toEqual(['one', 'elsewhere']);
    one[Symbol.dispose]();
    one[Symbol.dispose](); // a turn ends once
    await settle();
    expect(order).toEqual(['one', 'elsewhere', 'person']);
    (await person)[Symbol.dispose]();
    (await two)[Symbol.dispose]();
    expect(order.at(-1)).toBe('two');
    await ask('later');
  });

  it('keep the pace that was asked for, but not for people', async () => {
    const { clock, order, ask } = open();
    const one = await ask('one');
    one.pace(2000);
    one[Symbol.dispose]();
    (await ask('person', { first: true }))[Symbol.dispose]();
    const two = ask('two');
    await settle();
    expect(order).toEqual(['one', 'person']);
    clock.advance(2000);
    (await two)[Symbol.dispose]();
  });

  it('are refused at once, in line too, while the host wants to be left alone', async () => {
    const { clock, ask } = open();
    const one = await ask('one');
    const two = ask('two');
    one.rest(5000);
    one[Symbol.dispose]();
    const refusal = { code: 'fetch-failed', status: 502, retryable: true, retryAfterMs: 5000 };
    await expect(two).rejects.toMatchObject(refusal);
    await expect(two).rejects.toBeInstanceOf(HostRestsError);
    await expect(ask('person', { first: true })).rejects.toMatchObject(refusal);
    clock.advance(5000);
    (await ask('three'))[Symbol.dispose]();
  });

  it('are given up by those who are called off or have no patience', async () => {
    const { clock, ask } = open();
    const one = await ask('one');
    const off = new AbortController();
    const called = ask('called off', { signal: off.signal });
    const hasty = ask('hasty', { patienceMs: 1000 });
    const patient = ask('patient', { patienceMs: 9000 });
    off.abort(new Error('never mind'));
    await expect(called).rejects.toThrow('never mind');
    clock.advance(1000);
    await expect(hasty).rejects.toMatchObject({ code: 'busy', status: 503, retryable: true, retryAfterMs: 10_000 });
    one[Symbol.dispose]();
    (await patient)[Symbol.dispose]();
    await expect(ask('late', { signal: off.signal })).rejects.toThrow('never mind');
  });
});
