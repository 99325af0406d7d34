import { pid } from 'node:process';
import { describe, expect, it } from 'vitest';
import { currentOwner, isDead, isProcessAlive } from '../../src/ledger/owner.ts';

const self = { host: 'here', pid: 10, instance: 'now' };
const never = () => false;
const always = () => true;

describe('who is dead', () => {
  it.each([
    ['itself', self, never, false],
    ['an earlier life of its own process id', { ...self, instance: 'before' }, always, true],
    ['a running process', { ...self, pid: 11, instance: 'x' }, always, false],
    ['an ended process', { ...self, pid: 11, instance: 'x' }, never, true],
    ['a process of another host, of which nothing is known', { ...self, host: 'there', pid: 11 }, never, false],
    ['the same process id on another host', { ...self, host: 'there', instance: 'x' }, never, false],
  ])('%s', (_who, holder, isAlive, expected) => {
    expect(isDead(holder, self, isAlive)).toBe(expected);
  });

  it('asks the operating system', () => {
    expect(isProcessAlive(pid)).toBe(true);
    expect(isProcessAlive(2 ** 30)).toBe(false);
    expect(currentOwner('x')).toMatchObject({ pid, instance: 'x' });
  });
});
