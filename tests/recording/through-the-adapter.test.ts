import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOpenAiProvider } from '../../src/provider/openai-provider.ts';
import type { DraftRequest } from '../../src/provider/provider.ts';
import { createRetryProvider } from '../../src/provider/retry-provider.ts';
import { createRecordFetch } from '../../src/recording/record-fetch.ts';
import { createReplayFetch } from '../../src/recording/replay-fetch.ts';
import { allOf } from '../support/all-of.ts';
import { createFakeClock, createInstantClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { openAiOptions, patientCall, TEST_KEY } from '../support/openai-options.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { wireFixture } from '../support/wire-server.ts';
import { cannedFetch } from './canned-fetch.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder[Symbol.dispose]());

const promptHash = openAiOptions().prompt.ref.hash;
const request: DraftRequest = { article: incidentArticle() };

function draftWith(fetch: typeof globalThis.fetch, asked = request) {
  // A clock that stands still: files take real time, in which no deadline may pass.
  const adapter = createOpenAiProvider({ ...openAiOptions({ clock: createFakeClock() }), fetch });
  return createRetryProvider(adapter, { clock: createInstantClock(), random: () => 0.5 }).draft(asked, patientCall());
}

const recording = (fetch: typeof globalThis.fetch) =>
  createRecordFetch(fetch, {
    ...{ folder: folder.path, promptHash, secrets: [TEST_KEY] },
    warn: (error) => expect.unreachable(error.message),
  });
const replaying = () => createReplayFetch({ folder: folder.path, promptHash });

/** As a careless vendor answers: with the key in its words, in whole and masked, and accounts in its headers. */
const echoingFailure = () =>
  Response.json(
    { error: { message: `busy for ${TEST_KEY} (sk-te****cret) of org-Ab3dEf6hIj9lMn2p`, type: 'server_error' } },
    {
      status: 503,
      headers: { 'retry-after': '2', 'openai-organization': 'acme', 'set-cookie': 'session=1', 'x-key': TEST_KEY },
    },
  );

const echoingPage = () => new Response(`<h1>Bad gateway</h1>\nBearer ${TEST_KEY}`, { status: 502 });

describe('the real adapter', () => {
  it('gets the same draft, usage and attempts from a recording as from the vendor', async () => {
    const vendor = cannedFetch(echoingFailure, () => Response.json(wireFixture('completion')));
    const live = await draftWith(recording(vendor.fetch));
    const replayed = await draftWith(replaying());
    expect(replayed).toEqual(live);
    expect(live.attempts.map(({ outcome }) => outcome)).toEqual(['provider-unavailable', 'answered']);
    expect(vendor.calls()).toBe(2);
  });

  it('leaves no key, cookie or account in any file', async () => {
    const vendor = cannedFetch(echoingFailure, echoingPage, () => Response.json(wireFixture('completion')));
    await draftWith(recording(vendor.fetch), { article: incidentArticle({ title: `Our key ${TEST_KEY} leaked` }) });
    const files = readdirSync(folder.path);
    expect(files).toHaveLength(1);
    for (const file of files) {
      const kept = `${file}\n${readFileSync(join(folder.path, file), 'utf8')}`;
      for (const secret of [TEST_KEY, 'sk-te', 'cret)', 'acme', 'session', 'org-Ab']) {
        expect(kept.toLowerCase()).not.toContain(secret.toLowerCase());
      }
    }
  });

  it('learns from a replayed refusal what it learnt from the vendor', async () => {
    const vendor = cannedFetch(
      () => Response.json(wireFixture('schema-refused'), { status: 400 }),
      () => Response.json(wireFixture('completion')),
    );
    const live = await draftWith(recording(vendor.fetch));
    expect(readdirSync(folder.path)).toHaveLength(2);
    expect(await draftWith(replaying())).toEqual(live);
  });

  it('passes a miss on in whole, and asks neither again nor anybody else', async () => {
    const vendor = cannedFetch(() => Response.json(wireFixture('completion')));
    await draftWith(recording(vendor.fetch));
    // "timed out" is what the SDK looks for in the words of an error, to tell one kind from another.
    const rejected = { round: 1, draft: 'it timed out', issues: [{ code: 'schema', at: '', message: 'timed out' }] };
    const error = await draftWith(replaying(), { ...request, rejected }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      ...{ code: 'no-recording', status: 502, retryable: false, uncertain: false, asked: false, provider: 'openai' },
      message: expect.stringMatching(
        /^No recording .*: the nearest is gpt-5-mini-the-queue-that-never-drained-.* differs/,
      ),
      hint: expect.stringContaining('UPSHOT_RECORD'),
    });
    expect(vendor.calls()).toBe(1);
  });

  it('is not the only client that can be replayed: a stream comes again, word for word', async () => {
    const chunk = (content: string) => ({
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: { content } }],
    });
    const events = ['Hello', ' there'].map((word) => `data: ${JSON.stringify(chunk(word))}\n\n`).join('');
    const headers = { 'content-type': 'text/event-stream' };
    const vendor = cannedFetch(() => new Response(`${events}data: [DONE]\n\n`, { headers }));
    const said = async (fetch: typeof globalThis.fetch) => {
      const client = new OpenAI({ apiKey: TEST_KEY, baseURL: 'https://llm.test/v1', fetch, maxRetries: 0 });
      const messages = [{ role: 'user' as const, content: 'Hello?' }];
      const stream = await client.chat.completions.create({ model: 'gpt-5-mini', stream: true, messages });
      return (await allOf(stream)).map((part) => part.choices[0]?.delta.content);
    };
    expect(await said(recording(vendor.fetch))).toEqual(['Hello', ' there']);
    expect(await said(replaying())).toEqual(['Hello', ' there']);
    expect(vendor.calls()).toBe(1);
  });
});
