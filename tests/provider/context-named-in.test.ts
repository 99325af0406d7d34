import { describe, expect, it } from 'vitest';
import { contextNamedIn } from '../../src/provider/context-named-in.ts';

describe('the context that a server names', () => {
  it.each([
    ["This model's maximum context length is 8192 tokens. However, your messages resulted in 9041 tokens.", 8192],
    ["This model's maximum context length is 4,096 tokens. However, you requested 5120 tokens (1024 in it)", 4096],
    ['the request exceeds the available context size (2048 tokens), try increasing it', 2048],
    ['request (9012 tokens) exceeds the available context size (4096 tokens)', 4096],
    ['Trying to keep the first 9012 tokens when context length is only 4096', 4096],
    ['prompt is too long: 210000 tokens > 200000 maximum', 200_000],
    ['Prompt contains 40000 tokens and is too large for a model with 32768 maximum context length', 32_768],
    ['The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).', 1_048_576],
    ['inputs tokens + max_new_tokens must be <= 4097. Given: 9000 inputs tokens', 4097],
  ])('is read from %j', (message, tokens) => {
    expect(contextNamedIn(message)).toBe(tokens);
  });

  it.each([
    'Request too large',
    'HTTP 413',
    'the context window of 8k is exceeded',
    'maximum context length is 12 tokens',
  ])('is not made up from %j', (message) => {
    expect(contextNamedIn(message)).toBeNull();
  });
});
