import { describe, expect, it } from 'vitest';
import { ask, askResponses, contentOf, play } from './wire-requests.ts';

const says = (literal: string) => play({ rules: [{ answer: { literal } }] });
const sentence = 'A sentence of forty-four characters in all.';

describe('an answer longer than the request allows', () => {
  it.each(['max_completion_tokens', 'max_tokens'])('is cut off at %s, and says so', (limit) => {
    const { choices, usage } = JSON.parse(says(sentence)(ask('x', { [limit]: 4 })).body);
    expect(choices).toMatchObject([{ message: { content: 'A sentence of fo' }, finish_reason: 'length' }]);
    expect(usage).toMatchObject({ completion_tokens: 4 });
  });

  it('is incomplete in the other API', () => {
    const given = says(sentence)(askResponses('x', { max_output_tokens: 4 }));
    expect(JSON.parse(given.body)).toMatchObject({
      ...{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
      ...{ output: [{ content: [{ text: 'A sentence of fo' }] }], usage: { output_tokens: 4 } },
    });
    expect(given.usage?.outputTokens).toBe(4);
  });

  it('is cut off in a stream as well', () => {
    const { body, usage } = says(sentence)(ask('x', { stream: true, max_completion_tokens: 5 }));
    expect(body).toContain('"delta":{"content":"rty-"}');
    expect(body).not.toContain('four');
    expect(body).toContain('"finish_reason":"length"');
    expect(usage?.outputTokens).toBe(5);
  });

  it('takes the time of what is sent alone', () => {
    const slow = play({ rules: [{ answer: { literal: sentence }, 'per-token': { fixed: 10 } }] });
    expect(slow(ask('x', { max_completion_tokens: 4 })).latencyMs).toBe(40);
  });

  it('is cut off before a character, not within', () => {
    expect(contentOf(says('abc😀 and on')(ask('x', { max_completion_tokens: 1 })))).toBe('abc');
  });

  it('may be a refusal', () => {
    const refuses = play({ rules: [{ answer: { 'near-miss': 'refusal' } }] });
    const [choice] = JSON.parse(refuses(ask('x', { max_completion_tokens: 2 })).body).choices;
    expect(choice).toMatchObject({ message: { content: null, refusal: 'I am sor' }, finish_reason: 'length' });
  });
});

it('an answer of just the length that is allowed is whole', () => {
  const { choices } = JSON.parse(says(sentence)(ask('x', { max_completion_tokens: 11 })).body);
  expect(choices).toMatchObject([{ message: { content: sentence }, finish_reason: 'stop' }]);
});
