import { describe, expect, it } from 'vitest';
import { createInterrupts } from '../../src/cli/interrupts.ts';
import { createFakeClock } from '../support/fake-clock.ts';

describe('createInterrupts', () => {
  it('asks for an orderly end first and for an end at once next', () => {
    const clock = createFakeClock();
    const interrupts = createInterrupts(clock);
    const state = () => [interrupts.stop.aborted, interrupts.abort.aborted];
    expect(state()).toEqual([false, false]);
    expect(interrupts.press()).toBe(1);
    expect(state()).toEqual([true, false]);
    clock.advance(250);
    expect(interrupts.press()).toBe(2);
    expect(state()).toEqual([true, true]);
    clock.advance(250);
    expect(interrupts.press()).toBe(3);
    expect(interrupts.stop.reason).toMatchObject({ code: 'interrupted', exitCode: 130 });
  });

  it('counts a press though the clock was set back since the last one', () => {
    const clock = createFakeClock();
    const interrupts = createInterrupts(clock);
    interrupts.press();
    clock.setBack(60_000);
    clock.advance(250);
    expect(interrupts.press()).toBe(2);
  });

  it('counts one key press once, though npm and the launcher pass the signal on', () => {
    const clock = createFakeClock();
    const interrupts = createInterrupts(clock);
    for (let passedOn = 0; passedOn < 4; passedOn += 1) {
      clock.advance(5);
      expect(interrupts.press()).toBe(1);
    }
    expect(interrupts.abort.aborted).toBe(false);
  });
});
