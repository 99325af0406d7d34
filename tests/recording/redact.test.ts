import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/recording/redact.ts';

const KEY = 'gsk_9f"8e/7d+6c5b4a';

describe('redaction', () => {
  it.each([
    ['the key in a text', `use ${KEY} now`, 'use [key] now'],
    ['the key as a field', { [KEY]: 1 }, { '[key]': 1 }],
    ['the key deep inside', [{ a: [{ b: `${KEY}${KEY}` }] }], [{ a: [{ b: '[key][key]' }] }]],
    ['the key in JSON in a text', JSON.stringify({ key: KEY }), '{"key":"[key]"}'],
    ['the key in an address', `https://x.test/?key=${encodeURIComponent(KEY)}&a=1`, 'https://x.test/?key=[key]&a=1'],
    ['a vendor key that nobody named', 'key: sk-proj-Ab3dEf6hIj9lMn2p.', 'key: [key].'],
    ['a key that the vendor masked', 'Incorrect API key: sk-abcd********wxyz', 'Incorrect API key: [key]'],
    ['a short one', 'sk-te****cret and sk-te...cret', '[key] and [key]'],
    ['an organisation', 'limit of org-Ab3dEf6hIj9lMn2p reached', 'limit of [organisation] reached'],
    ['a project', 'of proj_Ab3dEf6hIj9lMn2p', 'of [project]'],
  ])('takes out %s', (_, given, left) => {
    expect(createRedactor([KEY]).json(given)).toEqual(left);
  });

  it.each([
    ['numbers and nothing', [1, true, null]],
    ['a library', 'scikit, or sk-learn-contributions, is org-mode for proj_management'],
    ['a field of any name', JSON.parse('{"__proto__": {"a": 1}, "constructor": "x"}')],
  ])('leaves %s alone', (_, given) => {
    expect(JSON.stringify(createRedactor([KEY]).json(given))).toBe(JSON.stringify(given));
  });

  it('takes a short key for the placeholder that local servers like', () => {
    expect(createRedactor(['ollama', '']).json('ask ollama')).toBe('ask ollama');
  });

  it('takes out the longer of two keys that begin alike', () => {
    expect(createRedactor(['key-12345', 'key-12345-67890']).json('key-12345-67890')).toBe('[key]');
  });

  it('keeps of the headers those that a client acts on', () => {
    const headers = new Headers({
      ...{ 'Content-Type': 'application/json', 'Retry-After': '2', 'Retry-After-Ms': '1500', 'X-Should-Retry': 'true' },
      ...{ 'X-RateLimit-Remaining-Tokens': '9', 'X-RateLimit-Limit-Requests': KEY, authorization: `Bearer ${KEY}` },
      ...{ cookie: 'a', 'set-cookie': 'b', 'openai-organization': 'c', 'openai-project': 'd', date: 'e' },
      ...{ 'x-request-id': 'f', 'cf-ray': 'g', 'openai-processing-ms': '12' },
    });
    expect(createRedactor([KEY]).headers(headers)).toEqual({
      ...{ 'content-type': 'application/json', 'retry-after': '2', 'retry-after-ms': '1500', 'x-should-retry': 'true' },
      ...{ 'x-ratelimit-remaining-tokens': '9', 'x-ratelimit-limit-requests': '[key]' },
    });
  });
});
