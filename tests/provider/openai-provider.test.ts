import { getEventListeners } from 'node:events';
import { HttpResponse } from 'msw/http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createOpenAiProvider, type OpenAiProviderOptions } from '../../src/provider/openai-provider.ts';
import { loadPrices } from '../../src/provider/prices.ts';
import type { DraftRequest } from '../../src/provider/provider.ts';
import { ProviderError } from '../../src/provider/provider-error.ts';
import { summarySchema } from '../../src/summary/summary.ts';
import { validateDraft } from '../../src/summary/validate-draft.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { openAiOptions, patientCall, TEST_KEY } from '../support/openai-options.ts';
import { createWireServer, replyWith, wireFixture } from '../support/wire-server.ts';

const vendor = createWireServer();
beforeAll(() => vendor.listen());
afterEach(() => vendor.reset());
afterAll(() => vendor.close());

const request: DraftRequest = { article: incidentArticle() };

function openProvider(change: Partial<OpenAiProviderOptions> = {}) {
  return createOpenAiProvider({ ...openAiOptions(change), fetch: (input, init) => fetch(input, init) });
}

/** The error of a draft that is expected to fail, with all that a person could ever see of it. */
async function failureOf(change: Partial<OpenAiProviderOptions> = {}): Promise<ProviderError> {
  const error: unknown = await openProvider(change)
    .draft(request, patientCall())
    .then(
      () => null,
      (reason: unknown) => reason,
    );
  if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`);
  const shown = [error.message, error.hint, error.stack, String(error.cause), JSON.stringify(error)].join('\n');
  expect(shown).not.toContain(TEST_KEY);
  return error;
}

describe('a completion', () => {
  it('becomes a draft with model, usage, price and ranges read', async () => {
    vendor.play(replyWith('completion'));
    const result = await openProvider().draft(request, patientCall());
    const schema = summarySchema(loadVocabulary().tags.map(({ id }) => id));
    expect(validateDraft(result.draft, schema).summary?.bullets).toHaveLength(5);
    expect(result).toMatchObject({
      provider: 'openai',
      model: 'gpt-5-mini-2025-08-07',
      usage: { inputTokens: 1200, outputTokens: 400, costUsd: 0.0011 },
      attempts: [{ provider: 'openai', model: 'gpt-5-mini', outcome: 'answered', waitedMs: 0 }],
    });
    const { text } = request.article;
    expect(result.read.map(({ start, end }) => text.slice(start, end)).join('')).not.toContain('worker --once');
  });

  it('is asked for with no header that the environment alone names', async () => {
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-upshot-scenario: ambient\nx-spy: 1');
    try {
      vendor.play(replyWith('completion'));
      await openProvider().draft(request, patientCall());
    } finally {
      vi.unstubAllEnvs();
    }
    const names = [...(vendor.sent[0]?.headers.keys() ?? [])];
    expect(names).toContain('authorization');
    expect(names).toContain('content-type');
    expect(names.filter((name) => name.startsWith('x-') && !name.startsWith('x-stainless-'))).toEqual([]);
  });

  it('is asked for with a strict schema, an output limit, the key, and no temperature', async () => {
    vendor.play(replyWith('completion'));
    await openProvider({ headers: { 'x-upshot-scenario': 'slow' } }).draft(request, patientCall());
    const [sent] = vendor.sent;
    expect(sent?.headers.get('authorization')).toBe(`Bearer ${TEST_KEY}`);
    expect(sent?.headers.get('x-upshot-scenario')).toBe('slow');
    expect(Object.keys(sent?.body ?? {}).sort()).toEqual([
      'max_completion_tokens',
      'messages',
      'model',
      'response_format',
    ]);
    expect(sent?.body).toMatchObject({
      model: 'gpt-5-mini',
      max_completion_tokens: 16_384,
      response_format: { type: 'json_schema', json_schema: { name: 'summary', strict: true } },
    });
  });

  it.each([
    ['gpt-5-mini', 16_384],
    ['o3', 16_384],
    ['gpt-4.1', 4096],
    ['llama3.2', 4096],
  ])('may take of %s, reasoning included, %i tokens', async (model, tokens) => {
    vendor.play(replyWith('completion'));
    await openProvider({ model }).draft(request, patientCall());
    expect(vendor.sent[0]?.body).toMatchObject({ max_completion_tokens: tokens });
  });

  it('is asked for an answer no longer than the call may have, and for as long a one as ever by the next', async () => {
    vendor.play(replyWith('completion'), replyWith('completion'), replyWith('completion'));
    const provider = openProvider({ model: 'llama3.2' });
    await provider.draft(request, patientCall({ maxOutputTokens: 1234 }));
    await provider.draft(request, patientCall({ maxOutputTokens: 9999 }));
    await provider.draft(request, patientCall());
    expect(vendor.sent.map(({ body }) => body.max_completion_tokens)).toEqual([1234, 4096, 4096]);
  });

  it('is asked for without an Authorization header where there is no key', async () => {
    vendor.play(replyWith('completion'));
    await openProvider({ apiKey: undefined }).draft(request, patientCall());
    expect(vendor.sent[0]?.headers.has('authorization')).toBe(false);
  });

  it('has no known cost when the model has no price', async () => {
    vendor.play(() => HttpResponse.json({ ...wireFixture('completion'), model: 'llama-of-ours' }));
    const result = await openProvider({ model: 'llama-of-ours' }).draft(request, patientCall());
    expect(result.usage).toEqual({ inputTokens: 1200, outputTokens: 400, costUsd: null });
  });

  it.each([
    ['weird-1', null],
    [null, 0.0011],
    ['gpt-5-mini-0807', 0.0011],
  ])('by %s, asked of gpt-5-mini, costs %s', async (answeredBy, costUsd) => {
    vendor.play(() => HttpResponse.json({ ...wireFixture('completion'), model: answeredBy }));
    const result = await openProvider().draft(request, patientCall());
    expect(result.usage).toEqual({ inputTokens: 1200, outputTokens: 400, costUsd });
  });

  it('has no known cost when the server does not count tokens', async () => {
    vendor.play(() => HttpResponse.json({ ...wireFixture('completion'), usage: null, model: null }));
    const result = await openProvider({ prices: loadPrices() }).draft(request, patientCall());
    expect(result.usage).toEqual({ inputTokens: 0, outputTokens: 0, costUsd: null });
    expect(result.model).toBe('gpt-5-mini');
  });

  it('that is not JSON is still a draft, for validation to send back', async () => {
    vendor.play(() => HttpResponse.json(withContent('Here is your summary: {"whyItMatters":')));
    const result = await openProvider().draft(request, patientCall());
    expect(result.draft).toBe('Here is your summary: {"whyItMatters":');
  });

  it('may come in a Markdown fence', async () => {
    vendor.play(() => HttpResponse.json(withContent('```json\n{"whyItMatters": "x"}\n```\n')));
    const result = await openProvider().draft(request, patientCall());
    expect(result.draft).toEqual({ whyItMatters: 'x' });
  });

  it('is asked for anew with the rejected draft and every issue in one message', async () => {
    vendor.play(replyWith('completion'));
    const rejected = {
      round: 1,
      draft: { whyItMatters: 'Too short a story' },
      issues: [
        { code: 'schema', at: 'bullets', message: 'bullets is missing' },
        { code: 'number', at: 'bullets/2', message: 'the article does not state 53' },
      ],
    };
    await openProvider().draft({ ...request, rejected }, patientCall());
    const messages = vendor.sent[0]?.body.messages as { role: string; content: string }[];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'user']);
    expect(messages[2]?.content).toContain('Too short a story');
    expect(messages[2]?.content).toContain('- bullets: bullets is missing\n- bullets/2: the article does not state 53');
  });
});

describe('a server that understands less', () => {
  it('gets JSON mode after it refused the schema, and is not asked for the schema again', async () => {
    vendor.play(replyWith('schema-refused', 400), replyWith('completion'));
    const provider = openProvider();
    const first = await provider.draft(request, patientCall());
    const second = await provider.draft(request, patientCall());
    expect(vendor.sent.map(({ body }) => (body.response_format as { type: string }).type)).toEqual([
      'json_schema',
      'json_object',
      'json_object',
    ]);
    expect(first.attempts.map(({ outcome }) => outcome)).toEqual(['provider-bad-request', 'answered']);
    expect(second.attempts.map(({ outcome }) => outcome)).toEqual(['answered']);
  });

  it('gets max_tokens after it refused max_completion_tokens, and remembers both refusals', async () => {
    vendor.play(
      replyWith('max-completion-tokens-refused', 422),
      replyWith('schema-refused', 400),
      replyWith('completion'),
    );
    const provider = openProvider();
    await provider.draft(request, patientCall());
    await provider.draft(request, patientCall());
    expect(vendor.sent).toHaveLength(4);
    expect(vendor.sent.at(-1)?.body).toMatchObject({ max_tokens: 16_384, response_format: { type: 'json_object' } });
    expect(vendor.sent.at(-1)?.body).not.toHaveProperty('max_completion_tokens');
  });

  it('gets no response_format at all when it refuses JSON mode too', async () => {
    const refused = replyWith('schema-refused', 400);
    vendor.play(refused, refused, replyWith('completion'));
    await openProvider().draft(request, patientCall());
    expect(vendor.sent.at(-1)?.body).not.toHaveProperty('response_format');
  });

  it('is given up when it refuses for the same reason without end', async () => {
    vendor.play(replyWith('schema-refused', 400));
    const error = await failureOf();
    expect(error).toMatchObject({ code: 'provider-bad-request', retryable: false });
    expect(error.attempts).toHaveLength(3);
  });

  it('gets JSON mode when it cannot cope with the schema, though it does not name the field', async () => {
    vendor.play(() => refusal('grammar error: failed to parse', 422), replyWith('completion'));
    await openProvider().draft(request, patientCall());
    expect(vendor.sent.at(-1)?.body).toMatchObject({ response_format: { type: 'json_object' } });
  });

  it('that allows fewer tokens is asked for those, from then on at once', async () => {
    vendor.play(replyWith('limit-too-large', 400), replyWith('completion'));
    const provider = openProvider();
    await provider.draft(request, patientCall());
    await provider.draft(request, patientCall());
    expect(vendor.sent.map(({ body }) => body.max_completion_tokens)).toEqual([16_384, 8192, 8192]);
    for (const { body } of vendor.sent) expect(body).not.toHaveProperty('max_tokens');
  });

  it('that has no room beside a long article is asked for all again with the next', async () => {
    const noRoom = () => refusal("'max_completion_tokens' is too large: the maximum context length is 8192 tokens");
    vendor.play(noRoom, replyWith('completion'));
    const provider = openProvider({ model: 'llama3.2' });
    await provider.draft(request, patientCall());
    await provider.draft(request, patientCall());
    expect(vendor.sent.map(({ body }) => body.max_completion_tokens)).toEqual([4096, 2048, 4096]);
  });

  it('is asked in full again when asking for less brought no answer', async () => {
    vendor.play(replyWith('schema-refused', 400), replyWith('rate-limited', 429), replyWith('completion'));
    const provider = openProvider();
    await expect(provider.draft(request, patientCall())).rejects.toMatchObject({ code: 'provider-rate-limited' });
    await provider.draft(request, patientCall());
    expect(vendor.sent.at(-1)?.body).toMatchObject({ response_format: { type: 'json_schema' } });
  });

  it('is quoted with its first words when asking for less is refused too', async () => {
    vendor.play(
      () => refusal('max_completion_tokens is not for you'),
      () => refusal('no max_tokens here'),
    );
    const error = await failureOf();
    expect(error.message).toBe('openai refused the request (HTTP 400): max_completion_tokens is not for you');
    expect(error.attempts).toHaveLength(2);
  });

  it('is quoted with its last words when they are of something else', async () => {
    vendor.play(replyWith('schema-refused', 400), replyWith('context-exceeded', 400));
    expect(await failureOf()).toMatchObject({ code: 'provider-context-exceeded' });
  });
});

describe('no usable answer', () => {
  const completion = wireFixture('completion');
  const page = () => new HttpResponse('<html>Hello</html>', { headers: { 'content-type': 'text/html' } });
  const { usage: _, ...uncounted } = completion;
  const usage = { inputTokens: 1200, outputTokens: 400, costUsd: 0.0011 };
  const brokenJson = () => new HttpResponse('{"id": "cut', { headers: { 'content-type': 'application/json' } });

  it.each([
    ['no choices', () => HttpResponse.json({ ...uncounted, choices: [] }), 'provider-empty-answer', true, 'choice'],
    [
      'a stop by the content filter',
      () => HttpResponse.json({ choices: [{ finish_reason: 'content_filter', message: { content: '' } }] }),
      'provider-refused',
      false,
      'content filter',
    ],
    ['a page of HTML', page, 'provider-invalid-answer', false, 'no chat completion'],
    ['broken JSON', brokenJson, 'provider-invalid-answer', true, 'not JSON'],
    [
      'JSON of another kind',
      () => HttpResponse.json({ ok: true }),
      'provider-invalid-answer',
      true,
      'no chat completion',
    ],
  ])('%s is a named error that may have been charged', async (_, reply, code, retryable, words) => {
    vendor.play(reply);
    const error = await failureOf();
    expect(error).toMatchObject({ code, retryable, uncertain: true, status: 502, provider: 'openai' });
    expect(error.message).toContain(words);
    expect(error.attempts).toMatchObject([{ outcome: code }]);
  });

  it.each([
    ['a refusal', replyWith('refusal'), 'provider-refused', { outputTokens: 12, costUsd: 0.000_324 }],
    ['a stop at the length limit', replyWith('length-stop'), 'provider-length-stop', { outputTokens: 4096 }],
    ['no choices', () => HttpResponse.json({ ...completion, choices: [] }), 'provider-empty-answer', usage],
    ['an empty message', () => HttpResponse.json(withContent('  ')), 'provider-empty-answer', usage],
  ])('%s is a named error that says what was charged', async (_, reply, code, charged) => {
    vendor.play(reply);
    const error = await failureOf();
    expect(error).toMatchObject({ code, uncertain: false, usage: { inputTokens: 1200, ...charged } });
    expect(error.attempts).toMatchObject([{ outcome: code }]);
  });

  it.each([
    ['seconds', '20', 20_000],
    ['an HTTP date', 'Sun, 01 Jun 2025 00:00:45 GMT', 45_000],
  ])('a 429 with Retry-After in %s says how long to wait', async (_, value, retryAfterMs) => {
    vendor.play(replyWith('rate-limited', 429, { 'retry-after': value }));
    const error = await failureOf({ clock: createFakeClock(Date.UTC(2025, 5, 1)) });
    expect(error).toMatchObject({ code: 'provider-rate-limited', retryable: true, retryAfterMs, uncertain: false });
  });

  it('a 429 for want of money is not worth another try', async () => {
    vendor.play(replyWith('insufficient-quota', 429));
    expect(await failureOf()).toMatchObject({ code: 'provider-quota-exhausted', retryable: false });
  });

  it('a 401 names the variable to check and not the key, though the vendor does', async () => {
    vendor.play(replyWith('bad-key', 401));
    const error = await failureOf();
    expect(error).toMatchObject({ code: 'provider-authentication', retryable: false });
    expect(error.hint).toContain('OPENAI_API_KEY');
  });

  it('an article too long for the model is 422, with what to do', async () => {
    vendor.play(replyWith('context-exceeded', 400));
    expect(await failureOf()).toMatchObject({ code: 'provider-context-exceeded', status: 422, retryable: false });
  });

  it.each([500, 502, 503, 529])('a %i may be tried again, by the retry policy and not by the SDK', async (status) => {
    vendor.play(() => HttpResponse.json({ error: { message: 'overloaded' } }, { status }));
    expect(await failureOf()).toMatchObject({ code: 'provider-unavailable', retryable: true });
    expect(vendor.sent).toHaveLength(1);
  });

  it('a connection that breaks is retryable, and may have been charged', async () => {
    vendor.play(() => HttpResponse.error());
    expect(await failureOf()).toMatchObject({ code: 'provider-unavailable', retryable: true, uncertain: true });
  });
});

describe('time', () => {
  /** A vendor that keeps everybody waiting, and tells when somebody does. */
  function slowVendor() {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    vendor.play(() => {
      resolve();
      return new Promise<Response>(() => {});
    });
    return asked;
  }

  it('that runs out is a timeout, and may have been charged', async () => {
    const clock = createFakeClock();
    const asked = slowVendor();
    const drafting = failureOf({ clock, timeoutMs: 30_000 });
    await asked;
    clock.advance(30_000);
    const error = await drafting;
    expect(error).toMatchObject({
      code: 'provider-timeout',
      status: 504,
      retryable: true,
      uncertain: true,
      asked: true,
    });
    expect(error.message).toBe('openai did not answer within 30 s');
    expect(error.attempts).toMatchObject([{ outcome: 'provider-timeout', durationMs: 30_000 }]);
  });

  it('is never more than is left until the deadline', async () => {
    const clock = createFakeClock();
    const asked = slowVendor();
    const drafting = openProvider({ clock }).draft(request, patientCall({ deadline: clock.steady() + 5000 }));
    await asked;
    expect(clock.sleeps).toEqual([5000]);
    clock.advance(5000);
    await expect(drafting).rejects.toMatchObject({ code: 'provider-timeout' });
  });

  it('that was short is not said to have been none', async () => {
    const clock = createFakeClock();
    const asked = slowVendor();
    const drafting = openProvider({ clock }).draft(request, patientCall({ deadline: clock.steady() + 300 }));
    await asked;
    clock.advance(300);
    await expect(drafting).rejects.toThrow('openai did not answer within 1 s');
  });

  it('that nobody waits through any more, while the call is prepared, leaves the vendor unasked', async () => {
    const asked = slowVendor();
    const leave = new AbortController();
    const drafting = openProvider().draft(request, patientCall({ signal: leave.signal }));
    leave.abort(new Error('gone'));
    await expect(Promise.race([drafting, asked])).rejects.toThrow('gone');
    expect(vendor.sent).toHaveLength(0);
  });

  it('that is not over is listened for no longer than the call takes', async () => {
    vendor.play(replyWith('completion'));
    const call = patientCall();
    await openProvider().draft(request, call);
    expect(getEventListeners(call.signal, 'abort')).toEqual([]);
  });

  it('that has run out before the call leaves the vendor unasked', async () => {
    const clock = createFakeClock();
    const drafting = openProvider({ clock }).draft(request, patientCall({ deadline: clock.steady() }));
    await expect(drafting).rejects.toMatchObject({ code: 'provider-timeout', uncertain: false, asked: false });
    expect(vendor.sent).toHaveLength(0);
  });
});

function refusal(message: string, status = 400) {
  return HttpResponse.json({ error: { message } }, { status });
}

function withContent(content: string) {
  const completion = wireFixture('completion');
  return { ...completion, choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }] };
}
