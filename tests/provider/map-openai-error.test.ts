import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai/core/error';
import { describe, expect, it } from 'vitest';
import { mapOpenAiError, redact } from '../../src/provider/map-openai-error.ts';
import { RecordingError } from '../../src/recording/recording-error.ts';

const now = Date.UTC(2025, 5, 1);
const context = { provider: 'openai', apiKey: 'local-key-1234567890', now };

function answered(status: number, error: object = {}, headers: Record<string, string> = {}) {
  return APIError.generate(status, { error }, undefined, new Headers(headers));
}

function broken(code: string) {
  return new APIConnectionError({ cause: Object.assign(new Error(`connect ${code}`), { code }) });
}

const tooLong = { message: 'the request exceeds the available context size', type: 'exceed_context_size_error' };
const R = { retryable: true, uncertain: false };
const U = { retryable: true, uncertain: true };
const N = { retryable: false, uncertain: false };
const X = { retryable: false, uncertain: true };

describe('mapOpenAiError', () => {
  it.each([
    ['400', answered(400, { message: 'bad' }), 'provider-bad-request', N],
    ['400 too long by code', answered(400, { code: 'context_length_exceeded' }), 'provider-context-exceeded', N],
    ['400 too long in words', answered(400, tooLong), 'provider-context-exceeded', N],
    ['400 content filter', answered(400, { code: 'content_filter' }), 'provider-refused', N],
    ['401', answered(401), 'provider-authentication', N],
    ['402', answered(402), 'provider-quota-exhausted', N],
    ['403', answered(403), 'provider-authentication', N],
    ['404', answered(404, { code: 'model_not_found' }), 'provider-bad-request', N],
    ['408', answered(408), 'provider-timeout', U],
    ['409', answered(409), 'provider-unavailable', R],
    ['413', answered(413), 'provider-context-exceeded', N],
    ['422', answered(422), 'provider-bad-request', N],
    ['429', answered(429, { code: 'rate_limit_exceeded' }), 'provider-rate-limited', R],
    ['429 without money', answered(429, { code: 'insufficient_quota' }), 'provider-quota-exhausted', N],
    ['429 without money, by type', answered(429, { type: 'insufficient_quota' }), 'provider-quota-exhausted', N],
    ['429 that says not to', answered(429, {}, { 'x-should-retry': 'false' }), 'provider-rate-limited', N],
    ['500', answered(500), 'provider-unavailable', R],
    ['502', answered(502), 'provider-unavailable', U],
    ['503', answered(503), 'provider-unavailable', R],
    ['504', answered(504), 'provider-timeout', U],
    ['524', answered(524), 'provider-unavailable', U],
    ['a redirect', answered(307), 'provider-bad-request', N],
    ['a refused connection', broken('ECONNREFUSED'), 'provider-unreachable', R],
    ['a name that does not resolve', broken('ENOTFOUND'), 'provider-unreachable', R],
    ['a slow connection', broken('UND_ERR_CONNECT_TIMEOUT'), 'provider-unreachable', R],
    ['a bad certificate', broken('DEPTH_ZERO_SELF_SIGNED_CERT'), 'provider-unreachable', N],
    ['a reset connection', broken('ECONNRESET'), 'provider-unavailable', U],
    ['a closed socket', broken('UND_ERR_SOCKET'), 'provider-unavailable', U],
    ['a failure without a code', new APIConnectionError({}), 'provider-unavailable', U],
    ['no answer in time', new APIConnectionTimeoutError(), 'provider-timeout', U],
    ['headers that do not come', broken('UND_ERR_HEADERS_TIMEOUT'), 'provider-timeout', U],
    ['an answer without end', broken('UND_ERR_RES_EXCEEDED_MAX_SIZE'), 'provider-invalid-answer', X],
    ['broken JSON', new SyntaxError('Unexpected end of JSON input'), 'provider-invalid-answer', U],
  ])('%s', (_, error, code, { retryable, uncertain }) => {
    expect(mapOpenAiError(error, context)).toMatchObject({ code, retryable, uncertain, provider: 'openai' });
  });

  it('says of a broken connection no more than is known: some of the answer may have come', () => {
    const message = 'openai broke the connection before the whole answer had come';
    expect(mapOpenAiError(broken('UND_ERR_SOCKET'), context)).toMatchObject({ message });
  });

  it('finds the code when both IPv6 and IPv4 were refused', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const cause = new TypeError('fetch failed', { cause: new AggregateError([refused, refused]) });
    const mapped = mapOpenAiError(new APIConnectionError({ cause }), context);
    expect(mapped).toMatchObject({ code: 'provider-unreachable', uncertain: false });
  });

  it('leaves cancellations and our own defects to others', () => {
    expect(mapOpenAiError(new APIUserAbortError(), context)).toBeNull();
    expect(mapOpenAiError(new RangeError('ours'), context)).toBeNull();
    expect(mapOpenAiError('not even an error', context)).toBeNull();
  });

  it.each([
    ['a broken connection', (cause: Error) => new APIConnectionError({ cause })],
    ['a timeout, by its words', (cause: Error) => Object.assign(new APIConnectionTimeoutError(), { cause })],
  ])('says what a replay says, which the SDK takes for %s', (_, wrapped) => {
    const hint = 'Record again.';
    const cause = new RecordingError('No recording answers this: it timed out', { code: 'no-recording', hint });
    expect(mapOpenAiError(wrapped(cause), context)).toMatchObject({
      ...{ code: 'no-recording', message: cause.message, hint, status: 502, provider: 'openai' },
      ...{ retryable: false, uncertain: false, asked: false },
    });
  });

  it('says why a 403 is one, in the vendor’s words and without the key', () => {
    const message = `Country, region, or territory not supported for ${context.apiKey}`;
    const mapped = mapOpenAiError(answered(403, { message }), context);
    expect(mapped?.message).toBe(
      'openai does not allow this request (HTTP 403): Country, region, or territory not supported for [key]',
    );
    expect(mapOpenAiError(answered(401, { message }), context)?.message).toBe('openai refused the API key (HTTP 401)');
  });

  it('shows the vendor’s words on one line, cut short, and without the key', () => {
    const message = `no such\nmodel for ${context.apiKey}: ${'x'.repeat(1000)}`;
    const mapped = mapOpenAiError(answered(404, { message }), context);
    expect(mapped?.message).toContain(
      'openai does not know the model or the address (HTTP 404): no such model for [key]: xxx',
    );
    expect(mapped?.message.length).toBeLessThan(400);
    expect(String(mapped?.cause)).not.toContain(context.apiKey);
  });
});

describe('what is shown of an error without words', () => {
  it.each([
    ['nothing', undefined, 'openai is failing (HTTP 502)'],
    [
      'a page',
      '<html><head><title>Bad Gateway</title></head><body>...</body></html>',
      'openai is failing (HTTP 502): Bad Gateway',
    ],
    ['a page without a title', '<html><body>...</body></html>', 'openai is failing (HTTP 502)'],
    ['plain text', 'upstream gone', 'openai is failing (HTTP 502): upstream gone'],
  ])('%s', (_, text, message) => {
    const error = APIError.generate(502, undefined, text, new Headers());
    expect(mapOpenAiError(error, context)?.message).toBe(message);
  });
});

describe('redact', () => {
  it.each([
    ['Incorrect API key provided: sk-proj-abc*****wxyz.', 'Incorrect API key provided: [key]'],
    ['Authorization: Bearer abc.def-ghi failed', 'Authorization: Bearer [key] failed'],
    ['the risk-free task', 'the risk-free task'],
  ])('%s', (text, shown) => {
    expect(redact(text, undefined)).toBe(shown);
  });
});
