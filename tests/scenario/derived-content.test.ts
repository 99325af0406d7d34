import { describe, expect, it } from 'vitest';
import { chatCompletions } from '../../src/scenario/chat-completions.ts';
import { type DerivedMemory, derivedContent } from '../../src/scenario/derived-content.ts';
import type { ModelCall } from '../../src/scenario/model-call.ts';

function callOf(content: string): ModelCall {
  const call = chatCompletions.read({ model: 'any', messages: [{ role: 'user', content }] });
  if ('message' in call) throw new Error(call.message);
  return call;
}

describe('what is derived from a call', () => {
  const memory: DerivedMemory = new Map();
  const again = (digest: string) => ({ digest, repetition: 2 });
  const summary = (digest: string, repetition = 2) =>
    derivedContent({ summary: 'article' }, callOf(digest), { digest, repetition }, memory);

  it('is remembered by digest and by what the rule wants, once it was asked for again', () => {
    const first = summary('a', 1);
    const second = summary('a');
    expect(second).toEqual(first);
    expect(second).not.toBe(first);
    expect(summary('a', 3)).toBe(second);
    expect(derivedContent(undefined, callOf('a'), again('a'), memory)).not.toBe(second);
    expect(derivedContent({ 'near-miss': 'refusal' }, callOf('a'), again('a'), memory).kind).toBe('refusal');
  });

  it('is forgotten again, and made anew the same', () => {
    const first = summary('a');
    for (let call = 0; call < 300; call += 1) summary(`call ${call}`);
    expect(memory.size).toBeLessThanOrEqual(256);
    expect(summary('a')).not.toBe(first);
    expect(summary('a')).toEqual(first);
  });

  it('is a sentence where nothing was asked for', () => {
    expect(derivedContent(undefined, callOf('x'), again('x'), memory).text).toBe('This is an answer of the scenario.');
  });
});
