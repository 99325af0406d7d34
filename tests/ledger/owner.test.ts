import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { kill, pid, platform } from 'node:process';
import { describe, expect, it, vi } from 'vitest';
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
    const { instance } = currentOwner('x');
    expect(instance).toMatch(/^x(?:@\d+)?$/);
    expect(isProcessAlive(pid, instance)).toBe(true);
    expect(isProcessAlive(2 ** 30, instance)).toBe(false);
  });

  describe.runIf(platform === 'linux')('where Linux says more', () => {
    it('does not take another process for the owner of the same id before it', () => {
      const { instance } = currentOwner('x');
      expect(isProcessAlive(pid, instance.replace(/@.*/, '@1'))).toBe(false);
      expect(isProcessAlive(pid, 'x'), 'nothing is known of when it began').toBe(true);
    });

    it('does not wait for a parent to collect a process that was killed', async () => {
      // The shell starts a child and becomes a program that never asks after it.
      const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const child = Number(line.toString());
      try {
        expect(isProcessAlive(child, 'x')).toBe(true);
        kill(child, 'SIGKILL');
        await vi.waitFor(() => expect(isProcessAlive(child, 'x')).toBe(false));
        expect(kill(child, 0), 'it is there for signals').toBe(true);
      } finally {
        parent.kill('SIGKILL');
        await once(parent, 'exit');
      }
    });
  });
});
