import { APIError } from 'openai/core/error';
import { describe, expect, it } from 'vitest';
import { concede, dialectFields, fullDialect, type OpenAiDialect } from '../../src/provider/openai-dialect.ts';

const full = fullDialect(16_384);

function refused(message: string, given: { status?: number; param?: string } = {}) {
  return APIError.generate(given.status ?? 400, { error: { message, param: given.param } }, undefined, new Headers());
}

describe('what a request says in a dialect', () => {
  const schema = { type: 'object' };

  it('is all there is at first', () => {
    expect(dialectFields(full, schema)).toEqual({
      max_completion_tokens: 16_384,
      response_format: { type: 'json_schema', json_schema: { name: 'summary', strict: true, schema } },
    });
  });

  it('is less for a server that understands less', () => {
    const json: OpenAiDialect = { format: 'json_object', limit: 'max_tokens', maxOutputTokens: 900 };
    expect(dialectFields(json, schema)).toEqual({ max_tokens: 900, response_format: { type: 'json_object' } });
    expect(dialectFields({ ...json, format: 'text' }, schema)).toEqual({ max_tokens: 900 });
  });
});

describe('a refusal of the output limit', () => {
  it.each([
    'Unknown parameter: max_completion_tokens',
    "property 'max_completion_tokens' is unsupported",
    'Unrecognized request argument supplied: max_completion_tokens',
    '[{"loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted","input":16384}]',
  ])('by its name: %s', (message) => {
    expect(concede(full, refused(message))).toEqual({ change: { limit: 'max_tokens' }, lasting: true });
  });

  it('by its name is met once', () => {
    expect(concede({ ...full, limit: 'max_tokens' }, refused('Unknown parameter: max_completion_tokens'))).toBeNull();
  });

  it.each([
    ['max_completion_tokens is too large: 16384. This model supports at most 8192', 8192],
    ['max_tokens is too large: 16384. This model supports at most 4096 completion tokens, not 16384.', 4096],
    ['Invalid max_tokens value, the valid range of max_tokens is [1, 8192]', 8192],
    ['`max_completion_tokens` must be less than or equal to `8,192`, which its `context_window` bounds', 8192],
    ['max_tokens (current value: 16384) must be between 0 and 4000', 4000],
    ['max_completion_tokens: above maximum value, expected a value <= 12288, but got 16384', 12_288],
    ['max_tokens: 16384 > 8192, the most output tokens of this model', 8192],
    ['max_completion_tokens: Input should be less than or equal to 2048', 2048],
    ['max_completion_tokens is too large', 8192],
  ])('by its size, as in: %s', (message, maxOutputTokens) => {
    expect(concede(full, refused(message))).toEqual({ change: { maxOutputTokens }, lasting: true });
    const withMaxTokens: OpenAiDialect = { ...full, limit: 'max_tokens' };
    expect(concede(withMaxTokens, refused(message, { status: 422 }))?.change).toEqual({ maxOutputTokens });
  });

  it.each([
    "'max_completion_tokens' is too large: 4096. The maximum context length is 8192 and your request has 5000 tokens",
    'maximum context length is 4097 tokens. You asked for 4137 (41 in the messages, 4096 in the completion)',
  ])('that is owed to the article is not kept for the next one: %s', (message) => {
    const change = { maxOutputTokens: 2048 };
    expect(concede(fullDialect(4096), refused(message))).toEqual({ change, lasting: false });
  });

  it('comes to an end', () => {
    const asked = [16_384];
    for (let dialect = full; ; ) {
      const concession = concede(dialect, refused('max_completion_tokens is too large'));
      if (concession === null) break;
      dialect = { ...dialect, ...concession.change };
      asked.push(dialect.maxOutputTokens);
    }
    expect(asked).toEqual([16_384, 8192, 4096, 2048, 1024, 512]);
    expect(concede(full, refused('max_completion_tokens: at most 16'))).toBeNull();
  });
});

describe('a refusal of the form', () => {
  it.each([
    "Invalid parameter: 'response_format' of type 'json_schema' is not supported",
    'schema is too complex',
    'Extra inputs are not permitted: strict',
    'grammar error: failed to parse',
    'Structured output is not available for this model',
  ])('asks for JSON mode: %s', (message) => {
    const concession = { change: { format: 'json_object' }, lasting: true };
    expect(concede(full, refused(message))).toEqual(concession);
    expect(concede(full, refused(message, { status: 422 }))).toEqual(concession);
  });

  it('may be told by the parameter alone', () => {
    const error = refused('Invalid value', { param: 'response_format' });
    expect(concede(full, error)?.change).toEqual({ format: 'json_object' });
  });

  it('in JSON mode asks for nothing but text, and then for nothing more', () => {
    const error = refused('response_format is not supported');
    expect(concede({ ...full, format: 'json_object' }, error)?.change).toEqual({ format: 'text' });
    expect(concede({ ...full, format: 'text' }, error)).toBeNull();
  });
});

describe('anything else', () => {
  it.each([
    ['another reason', refused('messages: at least one is needed')],
    ['an article too long', refused("This model's maximum context length is 8192 tokens; your messages have 11043.")],
    ['another status', refused('max_completion_tokens is too large: at most 8192', { status: 500 })],
    ['no answer of a server', new TypeError('max_completion_tokens')],
    ['no error', 'response_format'],
  ])('is no reason to ask otherwise: %s', (_, error) => {
    expect(concede(full, error)).toBeNull();
  });
});
