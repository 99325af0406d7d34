import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SqliteStore } from '../src/open-sqlite-store.ts';
import { createExtractiveProvider } from '../src/provider/extractive-provider.ts';
import { createLedgerProvider } from '../src/provider/ledger-provider.ts';
import type { Provider } from '../src/provider/provider.ts';
import { ProviderError } from '../src/provider/provider-error.ts';
import { createScriptedProvider, type ScriptedProvider } from '../src/provider/scripted-provider.ts';
import { createSummariser } from '../src/summarise.ts';
import { loadVocabulary } from '../src/tags/vocabulary.ts';
import type { TextWorkers } from '../src/workers/text-workers.ts';
import { backedArticle } from './support/backed-article.ts';
import { createInstantClock } from './support/fake-clock.ts';
import { inProcessWorkers } from './support/in-process-workers.ts';
import { openTempStore } from './support/open-temp-store.ts';
import { validSummary } from './support/summaries.ts';

const vocabulary = loadVocabulary();
const signal = new AbortController().signal;
const clock = createInstantClock();
const article = backedArticle;
const input = { text: article, format: 'markdown' as const };

let store: SqliteStore;
beforeEach(async () => {
  store = await openTempStore(clock);
});
afterEach(() => store[Symbol.asyncDispose]());

let ids = 0;
function summariserWith(
  provider: Provider,
  maxRepairs = 2,
  workers: TextWorkers = inProcessWorkers,
  grounding: 'review' | 'strict' = 'review',
) {
  return createSummariser({
    ...{ workers, provider, vocabulary, clock, maxRepairs, grounding, timeoutMs: 60_000 },
    ...{ catalogue: store.catalogue, ledger: store.ledger },
    newId: () => `entry-${++ids}`,
  });
}
const scripted = (...drafts: unknown[]): ScriptedProvider => createScriptedProvider(drafts);
const fourBullets = { ...validSummary, bullets: validSummary.bullets.slice(0, 4) };

describe('summarise', () => {
  it('stores what a valid draft says, with evidence for the line and every bullet', async () => {
    const { entry, outcome } = await summariserWith(scripted(validSummary)).summarise(input, signal);
    expect(outcome).toBe('created');
    expect(entry.summary).toEqual(validSummary);
    expect(entry.evidence.map(({ claim }) => claim)).toEqual([
      'whyItMatters',
      ...validSummary.bullets.map((_, index) => `bullets/${index}`),
    ]);
    const text = (await store.catalogue.text(entry.id)) ?? '';
    for (const { spans } of entry.evidence) {
      for (const { start, end, quote } of spans) expect(text.slice(start, end)).toBe(quote);
    }
    expect(await store.catalogue.get(entry.id)).toEqual(entry);
    expect(entry.provenance).toMatchObject({ provider: 'scripted', calls: 1, repairs: 0 });
  });

  it('sends a draft that breaks the rules back with all that is wrong, and keeps count', async () => {
    const provider = scripted({ ...fourBullets, tags: ['devops'] }, validSummary);
    const { entry } = await summariserWith(provider).summarise(input, signal);
    expect(provider.requests).toHaveLength(2);
    expect(provider.requests[0]?.rejected).toBeUndefined();
    expect(provider.requests[1]?.rejected?.draft).toEqual({ ...fourBullets, tags: ['devops'] });
    expect(provider.requests[1]?.rejected?.issues.map(({ at }) => at).sort()).toEqual(['bullets', 'tags/0']);
    expect(entry.provenance).toMatchObject({ calls: 2, repairs: 1 });
    expect(entry.provenance.attempts).toHaveLength(2);
  });

  it('gives up after the repairs it was allowed, with a 502 that names what is wrong, and stores nothing', async () => {
    const provider = scripted(fourBullets, 'not json', fourBullets);
    const failing = summariserWith(provider).summarise(input, signal);
    await expect(failing).rejects.toMatchObject({ code: 'no-valid-summary', status: 502, retryable: true });
    await expect(failing).rejects.toThrow('in 3 drafts: bullets: bullets must be 5 or 6 (there are 4)');
    expect(provider.requests).toHaveLength(3);
    expect((await store.catalogue.list({ status: 'published', sort: 'newest', page: 1, perPage: 10 })).total).toBe(0);
  });

  it('asks again after the same wrong draft came twice, and buys nothing twice', async () => {
    const inner = scripted(fourBullets, fourBullets, validSummary);
    const { ledger } = store;
    const provider = createLedgerProvider(inner, { ledger, clock, vocabulary });
    const { entry } = await summariserWith(provider).summarise(input, signal);
    expect(entry.summary).toEqual(validSummary);
    expect(inner.requests.map(({ rejected }) => rejected?.round)).toEqual([undefined, 1, 2]);
    expect(await ledger.totals()).toMatchObject({ calls: 3, settled: 3 });
  });

  it.each([
    ['wrong to the end', [fourBullets, fourBullets, fourBullets]],
    ['refused to repair', [fourBullets, new ProviderError('no', { code: 'provider-refused', provider: 'scripted' })]],
  ])('does not answer the next try with drafts that were %s', async (_, bad) => {
    const inner = scripted(...bad, validSummary);
    const provider = createLedgerProvider(inner, { ledger: store.ledger, clock, vocabulary });
    const summariser = summariserWith(provider);
    await expect(summariser.summarise(input, signal)).rejects.toMatchObject({ status: 502 });
    expect(await summariser.summarise(input, signal)).toMatchObject({ outcome: 'created' });
    expect(inner.requests).toHaveLength(bad.length + 1);
    expect(inner.requests.at(-1)?.rejected).toBeUndefined();
  });

  describe('a claim that the article does not back', () => {
    const [first, , ...others] = validSummary.bullets;
    const wrong = 'Three layers of clients each retried seven times, which multiplied the load on the shard by 27.';
    const invented = `${first?.slice(0, -1)}, "the worst day of the year", as one engineer said.`;
    const twoWrong = { ...validSummary, bullets: [invented, wrong, ...others] };
    const sixth = 'The review took two weeks.';

    it('goes back once, with every issue, its place and the nearest passage', async () => {
      const provider = scripted(twoWrong, validSummary);
      const { entry } = await summariserWith(provider).summarise(input, signal);
      const issues = provider.requests[1]?.rejected?.issues ?? [];
      expect(issues.map(({ at, code }) => `${at} ${code}`)).toEqual(['bullets/0 quote', 'bullets/1 number']);
      expect(issues[0]?.message).toContain('the worst day of the year');
      expect(issues[1]?.message).toContain('seven');
      expect(issues[1]?.passages?.[0]).toMatch(/^Three layers of clients/);
      expect(entry).toMatchObject({ status: 'published', summary: validSummary, provenance: { calls: 2, repairs: 1 } });
    });

    it('goes back together with what is wrong with the form, in the order of the draft', async () => {
      const provider = scripted({ ...twoWrong, tags: ['devops'] }, validSummary);
      await summariserWith(provider).summarise(input, signal);
      const issues = provider.requests[1]?.rejected?.issues ?? [];
      expect(issues.map(({ at, code }) => `${at} ${code}`)).toEqual([
        'bullets/0 quote',
        'bullets/1 number',
        'tags/0 schema',
      ]);
    });

    it('is left out when five good ones remain, and the evidence follows', async () => {
      const draft = { ...validSummary, bullets: [wrong, ...validSummary.bullets] };
      const { entry } = await summariserWith(scripted(draft), 0).summarise(input, signal);
      expect(entry.status).toBe('published');
      expect(entry.summary).toEqual(validSummary);
      expect(entry.evidence.map(({ claim }) => claim).slice(1)).toEqual([0, 1, 2, 3, 4].map((n) => `bullets/${n}`));
      expect(entry.evidence[2]?.spans[0]?.quote).toContain('Three layers of clients each retried three times');
      expect(entry.provenance.dropped).toMatchObject([
        { claim: wrong, issues: [{ code: 'number', message: expect.stringContaining('seven') }] },
      ]);
      expect((await store.catalogue.get(entry.id))?.provenance).toEqual(entry.provenance);
    });

    it('is not kept even as left out when it holds what no summary may hold', async () => {
      const linking = 'Checkout requests failed for 41 minutes, see https://orbix.example/win.';
      const draft = { ...validSummary, bullets: [linking, ...validSummary.bullets] };
      const { entry } = await summariserWith(scripted(draft), 0).summarise(input, signal);
      expect(entry.summary).toEqual(validSummary);
      expect(entry.provenance.dropped).toEqual([
        { claim: null, issues: [{ code: 'link', message: 'No summary may hold this.' }] },
      ]);
      expect(JSON.stringify(entry)).not.toContain('orbix');
    });

    it('keeps the entry for a person when too few remain, unlisted, with the draft that was nearest', async () => {
      const onlyOneWrong = { ...validSummary, bullets: [first ?? '', wrong, ...others] };
      const { entry } = await summariserWith(scripted(twoWrong, onlyOneWrong, twoWrong)).summarise(input, signal);
      expect(entry).toMatchObject({ status: 'needs-review', summary: onlyOneWrong, provenance: { calls: 3 } });
      expect(entry.evidence.filter(({ supported }) => !supported).map(({ claim }) => claim)).toEqual(['bullets/1']);
      const listed = await store.catalogue.list({ status: 'published', sort: 'newest', page: 1, perPage: 10 });
      expect(listed.total).toBe(0);
    });

    it('keeps the entry for a person when it is the line', async () => {
      const line = {
        ...validSummary,
        bullets: [...validSummary.bullets, sixth],
        whyItMatters: 'Teams save 83 % of cost.',
      };
      const { entry } = await summariserWith(scripted(line), 0).summarise(input, signal);
      expect(entry.status).toBe('needs-review');
    });

    it('keeps a draft of the right form when its repairs have none', async () => {
      const { entry } = await summariserWith(scripted(twoWrong, fourBullets, 'no JSON')).summarise(input, signal);
      expect(entry).toMatchObject({ status: 'needs-review', summary: twoWrong });
    });

    it('is refused when nobody is there to look at it, and asked for anew the next time', async () => {
      const inner = scripted(twoWrong, validSummary);
      const provider = createLedgerProvider(inner, { ledger: store.ledger, clock, vocabulary });
      const strict = summariserWith(provider, 0, inProcessWorkers, 'strict');
      await expect(strict.summarise(input, signal)).rejects.toMatchObject({
        ...{ code: 'not-grounded', status: 422 },
        message: expect.stringContaining(`bullets/0: “${twoWrong.bullets[0]}” The article does not contain the words`),
        errors: [{ pointer: '/summary/bullets/0' }, { pointer: '/summary/bullets/1' }],
      });
      expect((await strict.summarise(input, signal)).entry.status).toBe('published');
    });

    it('goes to a person when the provider has no other draft to give', async () => {
      const none = new ProviderError('no', { code: 'provider-refused', provider: 'scripted' });
      const { entry } = await summariserWith(scripted(twoWrong, none)).summarise(input, signal);
      expect(entry.status).toBe('needs-review');
    });
  });

  it('goes on from a paid draft when the provider was only busy', async () => {
    const busy = new ProviderError('busy', { code: 'provider-unavailable', provider: 'scripted', retryable: true });
    const inner = scripted(fourBullets, busy, validSummary);
    const summariser = summariserWith(createLedgerProvider(inner, { ledger: store.ledger, clock, vocabulary }));
    await expect(summariser.summarise(input, signal)).rejects.toBe(busy);
    expect((await summariser.summarise(input, signal)).entry.provenance).toMatchObject({ calls: 2, repairs: 1 });
    expect(inner.requests.map(({ rejected }) => rejected?.round)).toEqual([undefined, 1, 1]);
  });

  it('gives the provider the time that is left of the whole, parsing included', async () => {
    const deadlines: number[] = [];
    const inner = scripted(validSummary);
    const provider: Provider = {
      ...inner,
      draft: (request, call) => {
        deadlines.push(call.deadline);
        return inner.draft(request, call);
      },
    };
    const slowToParse: TextWorkers = {
      ...inProcessWorkers,
      async parse(given) {
        clock.advance(7_000);
        return inProcessWorkers.parse(given);
      },
    };
    const startedAt = clock.steady();
    const { entry } = await summariserWith(provider, 2, slowToParse).summarise(input, signal);
    expect(deadlines).toEqual([startedAt + 60_000]);
    expect(entry.provenance.durationMs).toBe(7_000);
  });

  it('gives an article that is drafted anew as much, and tells how long that took', async () => {
    const { entry } = await summariserWith(scripted(validSummary)).summarise(input, signal);
    const inner = scripted(validSummary);
    const given: number[] = [];
    const slow: Provider = {
      ...inner,
      draft: (request, call) => {
        given.push(call.deadline - clock.steady());
        clock.advance(7_000);
        return inner.draft(request, call);
      },
    };
    const anew = await summariserWith(slow).redraft(await inProcessWorkers.parse(input), entry, signal);
    expect(given).toEqual([60_000]);
    expect(anew.entry.provenance.durationMs).toBe(7_000);
  });

  it('took as long as it did when the clock is set back meanwhile', async () => {
    const setBack: TextWorkers = {
      ...inProcessWorkers,
      async parse(given) {
        clock.setBack(7_000);
        clock.advance(300);
        return inProcessWorkers.parse(given);
      },
    };
    const { entry } = await summariserWith(scripted(validSummary), 2, setBack).summarise(input, signal);
    expect(entry.provenance.durationMs).toBe(300);
  });

  it('repairs nothing when no repair is allowed', async () => {
    const provider = scripted(fourBullets);
    await expect(summariserWith(provider, 0).summarise(input, signal)).rejects.toThrow('in 1 draft:');
    expect(provider.requests).toHaveLength(1);
  });

  it('does not draft the same article again', async () => {
    const provider = scripted(validSummary);
    const first = await summariserWith(provider).summarise(input, signal);
    const again = await summariserWith(provider).summarise({ ...input, title: 'Another title' }, signal);
    expect(again).toEqual({ outcome: 'unchanged', entry: first.entry });
    expect(provider.requests).toHaveLength(1);
  });

  it('takes the address of an article that it knew without one', async () => {
    const provider = scripted(validSummary, validSummary);
    const summariser = summariserWith(provider);
    const first = await summariser.summarise(input, signal);
    const url = 'https://blog.example.com/outage';
    expect(await summariser.summarise({ ...input, url }, signal)).toMatchObject({
      outcome: 'unchanged',
      entry: { url },
    });
    const text = `${input.text}\n\nAn update of the next day says that the fix has held since.`;
    const revised = await summariser.summarise({ ...input, text, url }, signal);
    expect(revised).toMatchObject({ outcome: 'revised', entry: { id: first.entry.id } });
  });

  it('makes a new text under the same address a revision of the same entry', async () => {
    const url = 'https://Blog.example.com/outage?utm_source=feed#top';
    const first = await summariserWith(scripted(validSummary)).summarise({ ...input, url }, signal);
    const text = `${input.text}\n\nAn update of the next day says that the fix has held since.`;
    const second = await summariserWith(scripted(validSummary)).summarise(
      { ...input, text, url: 'https://blog.example.com/outage' },
      signal,
    );
    expect(second.outcome).toBe('revised');
    expect(second.entry.id).toBe(first.entry.id);
    expect(await store.catalogue.text(first.entry.id)).toContain('the fix has held');
  });

  it('drafts anew what the offline provider wrote once a model is at hand, and not the other way round', async () => {
    const offline = createExtractiveProvider({ workers: inProcessWorkers, vocabulary });
    const extracted = await summariserWith(offline).summarise(input, signal);
    expect(extracted.entry.provenance.provider).toBe('extractive');

    const drafted = await summariserWith(scripted(validSummary)).summarise(input, signal);
    expect(drafted).toMatchObject({ outcome: 'revised', entry: { id: extracted.entry.id, summary: validSummary } });

    const offlineAgain = await summariserWith(offline).summarise(input, signal);
    expect(offlineAgain).toMatchObject({ outcome: 'unchanged', entry: { summary: validSummary } });
  });

  describe('an entry that the offline provider wrote, when the model is in trouble', () => {
    const offline = createExtractiveProvider({ workers: inProcessWorkers, vocabulary });
    const down = new ProviderError('down', { code: 'provider-unavailable', provider: 'scripted', retryable: true });

    it.each([
      ['fails', scripted(down)],
      ['is one of several, and the offline one answers again', { ...offline, name: 'openai' }],
    ])('is answered as it stands when it %s', async (_what, provider) => {
      const { entry } = await summariserWith(offline).summarise(input, signal);
      expect(await summariserWith(provider).summarise(input, signal)).toEqual({ outcome: 'unchanged', entry });
    });

    it('is answered at once while the model is known to be down', async () => {
      await summariserWith(offline).summarise(input, signal);
      const provider = scripted(validSummary);
      const summariser = createSummariser({
        ...{ workers: inProcessWorkers, provider, vocabulary, clock, maxRepairs: 0, grounding: 'review' },
        ...{ timeoutMs: 60_000, catalogue: store.catalogue, ledger: store.ledger, newId: () => 'id' },
        isDown: () => true,
      });
      expect(await summariser.summarise(input, signal)).toMatchObject({ outcome: 'unchanged' });
      expect(provider.requests).toEqual([]);
    });
  });

  it("lets the sender's tags replace the draft's, however wrong those are", async () => {
    const provider = scripted({ ...validSummary, tags: ['nonsense'] });
    const { entry } = await summariserWith(provider).summarise({ ...input, tags: ['finops'] }, signal);
    expect(entry.summary.tags).toEqual(['finops']);
  });

  it('refuses an unknown tag of the sender by name before anything is paid', async () => {
    const provider = scripted(validSummary);
    const refused = summariserWith(provider).summarise({ ...input, tags: ['devops'] }, signal);
    await expect(refused).rejects.toMatchObject({ code: 'unknown-tag', status: 422 });
    await expect(refused).rejects.toThrow('devops');
    expect(provider.requests).toHaveLength(0);
  });

  it("leaves out those of the author's own tags that the vocabulary does not have", async () => {
    const text = `---\ntags: [sre, kubernetes]\n---\n\n${article}`;
    const { entry } = await summariserWith(scripted(validSummary)).summarise({ ...input, text }, signal);
    expect(entry.summary.tags).toEqual(['sre']);
  });

  it('passes on what the provider throws, and the next try asks again', async () => {
    const down = new ProviderError('the model is down', { code: 'provider-unavailable', provider: 'scripted' });
    const summariser = summariserWith(scripted(down, validSummary));
    await expect(summariser.summarise(input, signal)).rejects.toBe(down);
    expect((await summariser.summarise(input, signal)).outcome).toBe('created');
  });

  it('counts the calls behind each answer, of a long article one a part and one for all', async () => {
    const inner = scripted(fourBullets, validSummary);
    const provider: Provider = {
      ...inner,
      draft: async (request, call) => ({ ...(await inner.draft(request, call)), calls: 4 }),
    };
    const { entry } = await summariserWith(provider).summarise(input, signal);
    expect(entry.provenance).toMatchObject({ calls: 8, repairs: 1 });
  });

  it('sums up what the drafts cost; one without a price makes the sum unknown', async () => {
    const priced = (costs: (number | null)[]): Provider => {
      const inner = scripted(fourBullets, validSummary);
      return {
        ...inner,
        async draft(request, call) {
          const costUsd = costs.shift() ?? null;
          return { ...(await inner.draft(request, call)), usage: { inputTokens: 1000, outputTokens: 200, costUsd } };
        },
      };
    };
    const { entry } = await summariserWith(priced([0.25, 0.5])).summarise(input, signal);
    expect(entry.provenance).toMatchObject({ inputTokens: 2000, outputTokens: 400, costUsd: 0.75 });
    const other = { ...input, text: `${input.text}\n\nOne more sentence makes it another article.` };
    const unknown = await summariserWith(priced([0.25, null])).summarise(other, signal);
    expect(unknown.entry.provenance.costUsd).toBeNull();
  });
});

describe('preview', () => {
  it('drafts an entry and leaves the catalogue alone', async () => {
    const entry = await summariserWith(scripted(validSummary)).preview(input, signal);
    expect(entry).toMatchObject({ summary: validSummary, status: 'published', createdAt: entry.updatedAt });
    expect(entry).not.toHaveProperty('text');
    expect(await store.catalogue.get(entry.id)).toBeNull();
  });
});

describe('look', () => {
  it('reads an article and asks nobody whether it is new', async () => {
    const provider = scripted(validSummary);
    const { look, summarise } = summariserWith(provider);
    const { article: read, isNew } = await look(input);
    expect([read.words > 100, isNew]).toEqual([true, true]);
    await summarise(input, signal);
    expect((await look(input)).isNew).toBe(false);
    await expect(look({ text: 'short' })).rejects.toMatchObject({ status: 422 });
    await expect(look({ ...input, tags: ['no-such-tag'] })).rejects.toMatchObject({ status: 422 });
  });

  it('counts what the offline provider wrote as new where a model is at hand', async () => {
    const offline = createExtractiveProvider({ workers: inProcessWorkers, vocabulary });
    await summariserWith(offline).summarise(input, signal);
    expect((await summariserWith(offline).look(input)).isNew).toBe(false);
    expect((await summariserWith(scripted(validSummary)).look(input)).isNew).toBe(true);
  });
});
