import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../src/clock.ts';
import { type ComposeOptions, compose, type Upshot } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { countTokens } from '../src/prompt/count-tokens.ts';
import { loadPrompt } from '../src/prompt/load-prompt.ts';
import { summariseMessages } from '../src/provider/summarise-messages.ts';
import { plainScenario } from '../src/scenario/scenario.ts';
import { loadVocabulary } from '../src/tags/vocabulary.ts';
import { createLogger } from '../src/telemetry/logger.ts';
import { inProcessWorkers } from './support/in-process-workers.ts';
import { incidentArticle } from './support/incident-article.ts';
import { noDisk } from './support/no-disk.ts';
import { scenarioFetchOf } from './support/scenario-fetch-of.ts';
import { tempFolder } from './support/temp-folder.ts';
import { createVirtualClock } from './support/virtual-clock.ts';

const { messages } = summariseMessages(loadPrompt(), { article: incidentArticle() }, loadVocabulary());
const systemMessage = messages[0]?.content ?? '';
const log = createLogger('silent', { write: () => {} });
const signal = new AbortController().signal;
/** What is said of the summaries is of no concern here, and would take most of the time. */
const workers: ComposeOptions['workers'] = {
  ...inProcessWorkers,
  judge: async () => ({ evidence: [], unsafe: [] }),
};

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder[Symbol.dispose]());

const marker = (number: number) => `m${String(number).padStart(5, '0')}x`;
const WORDS =
  'the queue was drained by workers that wait for a lock while the broker keeps every message until they are done'.split(
    ' ',
  );

/** An article of about so many characters, with a marker in each of its paragraphs and list items. */
function markedArticle(characters: number) {
  const lines = ['# The long report'];
  let length = 0;
  let markers = 0;
  while (length < characters) {
    const number = markers;
    if (number % 12 === 0) lines.push(`## Section ${number / 12}`);
    const sentences = Array.from({ length: 3 + (number % 4) }, (_, index) => {
      return `On day ${number + index}, ${WORDS.slice(0, 8 + ((number * 7 + index) % 12)).join(' ')}.`;
    });
    const paragraph = `${number % 5 === 4 ? '- ' : ''}Marker ${marker(number)} stands here. ${sentences.join(' ')}`;
    lines.push(paragraph);
    length += paragraph.length + 2;
    markers += 1;
  }
  return { input: { text: lines.join('\n\n'), format: 'markdown' as const }, markers };
}

interface Sent {
  /** The message that shows the article, or the drafts of its parts. */
  readonly shown: string;
  readonly fromParts: boolean;
  readonly url: string;
}

/** A network behind which the plain scenario answers, unless `instead` does. */
function createNetwork(
  instead: (sent: Sent) => Response | null = () => null,
  clock: Clock = systemClock,
  latencyMs = 0,
) {
  const sent: Sent[] = [];
  const answer = scenarioFetchOf({ ...plainScenario, rules: [] }, { clock });
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const shown: string = JSON.parse(String(init?.body)).messages[1].content;
    const one = { shown, fromParts: shown.includes('## Part 1 of '), url: String(url) };
    sent.push(one);
    if (latencyMs > 0) await clock.sleep(latencyMs, init?.signal ?? undefined);
    return instead(one) ?? answer(url, init);
  };
  const parts = () => sent.filter(({ fromParts }) => !fromParts);
  const seen = () => new Set(parts().flatMap(({ shown }) => shown.match(/m\d{5}x/g) ?? []));
  return { fetch, sent, parts, seen };
}

const composed = (
  fetch: typeof globalThis.fetch,
  variables: Record<string, string> = {},
  clock: Clock = systemClock,
): Promise<Upshot> =>
  compose(loadConfig({ OPENAI_BASE_URL: 'http://llm.test/v1', UPSHOT_MODEL: 'llama', ...variables }, folder.path), {
    log,
    fetch,
    workers,
    flush: noDisk,
    clock,
    random: () => 0.5,
  });

const refused = (message: string, status = 400, more: object = {}) =>
  Response.json({ error: { message, type: 'invalid_request_error', code: null, ...more } }, { status });

describe('an article of a megabyte', () => {
  it('is read by a model with a small context to its last paragraph, in as many calls as can be computed', async () => {
    const { input, markers } = markedArticle(1_030_000);
    const network = createNetwork();
    await using upshot = await composed(network.fetch, { UPSHOT_CONTEXT_TOKENS: '8192' });
    const { entry } = await upshot.summariser.summarise(input, signal);

    expect(network.seen().size).toBe(markers);
    const shown = network.parts().map((part) => part.shown.match(/m\d{5}x/g) ?? []);
    expect(shown.flat()).toHaveLength(markers); // each paragraph once

    // A quarter of the context is kept for the answer; another tokenizer may find a fifth more tokens than ours.
    const room = 0.75 * 8192 - 1.2 * countTokens(systemMessage) - 200;
    const fullParts = Math.ceil((1.2 * countTokens(input.text)) / room);
    expect(network.parts().length).toBeGreaterThanOrEqual(fullParts - 1);
    expect(network.parts().length).toBeLessThanOrEqual(Math.ceil(fullParts / 0.7));
    const together = network.sent.length - network.parts().length;
    expect(together).toBeLessThanOrEqual(Math.ceil(Math.sqrt(network.parts().length)) + 1);

    const totals = await upshot.ledger.totals();
    expect(totals).toMatchObject({ calls: network.sent.length, settled: network.sent.length, uncertain: 0 });
    expect(entry.provenance).toMatchObject({ inputTokens: totals.inputTokens, outputTokens: totals.outputTokens });
    const text = (await upshot.catalogue.text(entry.id)) ?? '';
    expect(entry.provenance.coverage).toEqual([{ start: 0, end: text.length }]);
  });

  it('goes in one call to a model that can take it', async () => {
    const { input, markers } = markedArticle(1_000_000);
    const network = createNetwork();
    await using upshot = await composed(network.fetch, { UPSHOT_MODEL: 'gpt-4.1-mini' });
    await upshot.summariser.summarise(input, signal);
    expect(network.sent).toHaveLength(1);
    expect(network.seen().size).toBe(markers);
  });
});

const { input: longInput, markers: longMarkers } = markedArticle(120_000);

describe('an article in parts', () => {
  it('is not asked for again as far as it was answered, when one part is refused', async () => {
    const poison = createNetwork(({ shown }) =>
      shown.includes(marker(100)) ? refused('Not this one.', 400, { code: 'content_policy_violation' }) : null,
    );
    const healthy = createNetwork();
    {
      await using upshot = await composed(poison.fetch, { UPSHOT_MAX_CONCURRENCY: '8' });
      await expect(upshot.summariser.summarise(longInput, signal)).rejects.toMatchObject({
        ...{ code: 'provider-refused', status: 502 },
        message: expect.stringMatching(
          /Not this one\., in the part from character \d+ to \d+ of an article .*; \d+ answers?/,
        ),
      });
      expect((await upshot.catalogue.list({ status: 'published', sort: 'newest', page: 1, perPage: 10 })).total).toBe(
        0,
      );
    }
    const answered = poison.sent.filter(({ shown }) => !shown.includes(marker(100))).map(({ shown }) => shown);
    expect(answered.length).toBeGreaterThan(0);
    await using again = await composed(healthy.fetch);
    await again.summariser.summarise(longInput, signal);
    expect(healthy.sent.filter(({ shown }) => answered.includes(shown))).toEqual([]);
    expect(new Set([...poison.seen(), ...healthy.seen()]).size).toBe(longMarkers);
    const { calls, settled } = await again.ledger.totals();
    expect(calls - settled).toBe(1);
  });

  it('that takes longer than an article may ends with what to do, and comes further each time it is sent', async () => {
    const clock = createVirtualClock();
    const network = createNetwork(undefined, clock, 10_000);
    const settings = { UPSHOT_MAX_CONCURRENCY: '12', UPSHOT_TIMEOUT_SECONDS: '15' };
    await using upshot = await composed(network.fetch, settings, clock);
    const send = () => clock.run(upshot.summariser.summarise(longInput, signal));
    await expect(send()).rejects.toMatchObject({
      ...{ code: 'provider-timeout', status: 504, retryable: true },
      message: expect.stringMatching(/in the part from character .* of an article .*; 3 answers about other parts/),
      hint: expect.stringContaining('UPSHOT_TIMEOUT_SECONDS'),
    });
    let sends = 1;
    for (let entry: unknown; entry === undefined; sends += 1) {
      expect(sends).toBeLessThan(10);
      entry = await send().catch(() => undefined);
    }
    expect(network.seen().size).toBe(longMarkers);
    expect(upshot.guarded[0]?.breaker().state).toBe('closed'); // for others nothing has changed
    expect((await upshot.ledger.totals()).settled).toBe(new Set(network.sent.map(({ shown }) => shown)).size);
  });

  it('is read whole by a backup that takes less than the one it stands in for', async () => {
    const clock = createVirtualClock();
    const network = createNetwork(({ url }) => (url.includes('big') ? refused('down', 503) : null), clock);
    await using upshot = await composed(
      network.fetch,
      {
        ...{ UPSHOT_PROVIDER: 'openai@big,openai@small', UPSHOT_OPENAI_BIG_MODEL: 'gpt-5-mini' },
        ...{ UPSHOT_OPENAI_BIG_BASE_URL: 'http://big.test/v1', UPSHOT_OPENAI_SMALL_BASE_URL: 'http://small.test/v1' },
        UPSHOT_OPENAI_SMALL_CONTEXT_TOKENS: '16000',
      },
      clock,
    );
    const { entry } = await clock.run(upshot.summariser.summarise(longInput, signal));
    const small = network.parts().filter(({ url }) => url.includes('small'));
    expect(new Set(small.flatMap(({ shown }) => shown.match(/m\d{5}x/g) ?? [])).size).toBe(longMarkers);
    expect(small.length).toBeGreaterThan(1);
    expect(entry.provenance).toMatchObject({ provider: 'openai@small', coverage: [{ start: 0 }] });
  });

  it.each([
    [
      'names its limit',
      (tokens: number) => refused(`This model's maximum context length is 8192 tokens, you sent ${tokens}.`),
    ],
    ['says no more than that it is too long', () => refused('Payload too large', 413)],
  ])('is what a server gets that takes less than was assumed and %s', async (_, refusal) => {
    const network = createNetwork(({ shown }) => {
      const tokens = countTokens(systemMessage) + countTokens(shown);
      return tokens > 6000 ? refusal(tokens) : null;
    });
    await using upshot = await composed(network.fetch, { UPSHOT_CONTEXT_TOKENS: '128000' });
    const { entry } = await upshot.summariser.summarise(longInput, signal);
    const taken = network.parts().filter(({ shown }) => countTokens(shown) < 5500);
    expect(new Set(taken.flatMap(({ shown }) => shown.match(/m\d{5}x/g) ?? [])).size).toBe(longMarkers);
    expect(network.sent.length - taken.length).toBeLessThan(10);
    expect(entry.provenance.attempts.map(({ outcome }) => outcome)).toContain('provider-context-exceeded');
  });

  it('is cancelled as a whole', async () => {
    const controller = new AbortController();
    const reason = new Error('hung up');
    const network = createNetwork(({ shown }) => {
      if (shown.includes(marker(60))) controller.abort(reason);
      return null;
    });
    await using upshot = await composed(network.fetch, { UPSHOT_MAX_CONCURRENCY: '8' });
    await expect(upshot.summariser.summarise(longInput, controller.signal)).rejects.toBe(reason);
    expect(network.parts().length).toBeLessThan(6);
    expect(network.sent.some(({ fromParts }) => fromParts)).toBe(false);
  });
});
