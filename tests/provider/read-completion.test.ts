import { describe, expect, it } from 'vitest';
import type { Usage } from '../../src/ledger/ledger.ts';
import { ProviderError } from '../../src/provider/provider-error.ts';
import { type Counted, parseDraft, readCompletion } from '../../src/provider/read-completion.ts';
import { wireFixture } from '../support/wire-server.ts';

/** A price that shows which model it was asked for. */
const usageOf = ({ tokens, model }: Counted): Usage => ({ ...tokens, costUsd: model === null ? null : model.length });
const read = (body: unknown) => readCompletion(body, 'openai', usageOf);

function failureOf(body: unknown): ProviderError {
  try {
    read(body);
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  throw new Error('expected it to fail');
}

const answer = (given: object) => ({ choices: [{ finish_reason: 'stop', message: { content: '{}' } }], ...given });
const counted = { prompt_tokens: 7, completion_tokens: 3 };

describe('a completion', () => {
  it('gives its text, who wrote it and what that took', () => {
    expect(read(answer({ model: 'abc', usage: counted }))).toEqual({
      content: '{}',
      model: 'abc',
      usage: { inputTokens: 7, outputTokens: 3, costUsd: 3 },
    });
  });

  it.each([
    ['nothing', {}],
    ['null', { model: null, usage: null }],
    ['nothing usable', { model: '', usage: { prompt_tokens: -1, completion_tokens: 'many' } }],
  ])('may say %s of its writer and its cost', (_, given) => {
    expect(read(answer(given))).toEqual({ content: '{}', model: null, usage: null });
  });
});

describe('no answer', () => {
  const choice = (finish_reason: string, message: object) => ({ choices: [{ finish_reason, message }] });

  it.each([
    ['a refusal', choice('stop', { refusal: 'No,\n thanks' }), 'provider-refused', 'refused to answer: No, thanks'],
    ['a filtered answer', choice('content_filter', { content: 'a' }), 'provider-refused', 'content filter'],
    ['an answer cut off', choice('length', { content: '{"why' }), 'provider-length-stop', 'limit on output tokens'],
    ['an answer cut off in thought', choice('length', { content: '' }), 'provider-length-stop', 'output tokens'],
    ['an empty text', choice('stop', { content: ' \n' }), 'provider-empty-answer', 'empty'],
    ['no text', choice('stop', { content: null }), 'provider-empty-answer', 'empty'],
    ['no choice', { choices: [] }, 'provider-empty-answer', 'without a choice'],
    ['no completion', { choices: null }, 'provider-invalid-answer', 'no chat completion'],
  ])('%s is charged for where the server counts, and uncertain where not', (_, body, code, words) => {
    const paid = failureOf({ ...body, model: 'abcd', usage: counted });
    expect(paid).toMatchObject({ code, uncertain: false, usage: { inputTokens: 7, outputTokens: 3, costUsd: 4 } });
    expect(paid.message).toContain(words);
    const unknown = failureOf(body);
    expect(unknown).toMatchObject({ code, uncertain: true });
    expect(unknown.usage).toBeUndefined();
  });

  it('is not tried again when it was cut off, as in the recorded one', () => {
    expect(failureOf(wireFixture('length-stop'))).toMatchObject({
      ...{ retryable: false, usage: { inputTokens: 1200, outputTokens: 4096 } },
    });
  });

  it('tells a page, which stays one, from broken JSON', () => {
    expect(failureOf('<html></html>')).toMatchObject({ code: 'provider-invalid-answer', retryable: false });
    expect(failureOf({ ok: true })).toMatchObject({ code: 'provider-invalid-answer', retryable: true });
    expect(failureOf(null)).toMatchObject({ code: 'provider-invalid-answer' });
  });
});

describe('the draft in a text', () => {
  it.each([
    ['{"a": 1}', { a: 1 }],
    ['\n {"a": 1}\n', { a: 1 }],
    ['```json\n{"a": 1}\n```', { a: 1 }],
    ['```\n[1]\n```', [1]],
    ['Here it is: {"a": 1}', 'Here it is: {"a": 1}'],
    ['{"a": ', '{"a": '],
  ])('%j', (content, draft) => {
    expect(parseDraft(content)).toEqual(draft);
  });
});
