import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose, type Upshot } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { createLogger } from '../src/telemetry/logger.ts';
import { prose } from './article/sample-prose.ts';
import { createInstantClock, type FakeClock } from './support/fake-clock.ts';
import { tempFolder } from './support/temp-folder.ts';

const log = createLogger('silent', { write: () => {} });
const signal = new AbortController().signal;
const input = { text: `# The queue\n\n${prose}`, format: 'markdown' as const };
const scenario = (name: string) => fileURLToPath(new URL(`../samples/scenarios/${name}`, import.meta.url));

/** Short waits take no time, and long ones no end: so that a time-out is not over before what it watches has begun. */
function createShortWaitsClock(longest: number): FakeClock {
  const clock = createInstantClock();
  const never = (signal?: AbortSignal) =>
    new Promise<never>((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  return { ...clock, sleep: (ms, signal) => (ms <= longest ? clock.sleep(ms, signal) : never(signal)) };
}

let folder: ReturnType<typeof tempFolder>;
let clock: FakeClock;
beforeEach(() => {
  folder = tempFolder();
  clock = createShortWaitsClock(10_000);
});
afterEach(() => folder[Symbol.dispose]());

/** The product as it is put together for these variables, but for the clock and the dice. */
const composed = (variables: Readonly<Record<string, string>>): Promise<Upshot> =>
  compose(loadConfig(variables, folder.path), { log, clock, random: () => 0.5 });

describe('the product, put together', () => {
  it('has a provider that is asked again when it may pass, and books one answer', async () => {
    await using upshot = await composed({ UPSHOT_PROVIDER: 'mock', UPSHOT_SCENARIO: scenario('fails-twice.yaml') });
    const { entry } = await upshot.summariser.summarise(input, signal);
    expect(entry.provenance.attempts.map(({ outcome }) => outcome)).toEqual([
      'provider-unavailable',
      'provider-unavailable',
      'answered',
    ]);
    expect(clock.sleeps).toContain(entry.provenance.attempts[1]?.waitedMs);
    expect(await upshot.ledger.totals()).toMatchObject({ settled: 1, uncertain: 0 });
  });

  it('sends the key that picks the rules of a mock', async () => {
    const file = await writeScenario({
      rules: [{ match: { key: 'down' }, status: 400, answer: { literal: 'as the key says' } }],
    });
    const variables = { UPSHOT_PROVIDER: 'mock', UPSHOT_SCENARIO: file };
    await using keyed = await composed({ ...variables, UPSHOT_SCENARIO_KEY: 'down' });
    await expect(keyed.summariser.summarise(input, signal)).rejects.toThrow('as the key says');
    await using plain = await composed(variables);
    expect(await plain.summariser.summarise(input, signal)).toMatchObject({ outcome: 'created' });
  });

  it.each([
    ['0', 1],
    ['2', 3],
  ])('lets a model repair its draft UPSHOT_MAX_REPAIRS=%s times', async (repairs, calls) => {
    const file = await writeScenario({ rules: [{ answer: { literal: '{"bullets": []}' } }] });
    await using upshot = await composed({
      ...{ UPSHOT_PROVIDER: 'mock', UPSHOT_SCENARIO: file, UPSHOT_MAX_REPAIRS: repairs },
    });
    await expect(upshot.summariser.summarise(input, signal)).rejects.toMatchObject({ code: 'no-valid-summary' });
    expect((await upshot.ledger.totals()).calls).toBe(calls);
  });

  it('waits for a summary no longer than UPSHOT_TIMEOUT_SECONDS', async () => {
    const file = await writeScenario({ rules: [{ latency: { fixed: 60_000 } }] });
    await using upshot = await composed({
      ...{ UPSHOT_PROVIDER: 'mock', UPSHOT_SCENARIO: file, UPSHOT_TIMEOUT_SECONDS: '7' },
    });
    await expect(upshot.summariser.summarise(input, signal)).rejects.toMatchObject({
      code: 'provider-timeout',
      status: 504,
    });
    expect(clock.sleeps.reduce((sum, ms) => sum + ms)).toBe(5_250); // another try would need as long, and has less
  });

  it('drafts without a model where none is configured, and keeps what it drafted', async () => {
    {
      await using upshot = await composed({});
      expect(upshot.provider.name).toBe('extractive');
      await upshot.summariser.summarise(input, signal);
    }
    await using again = await composed({});
    expect(await again.summariser.summarise(input, signal)).toMatchObject({ outcome: 'unchanged' });
  });

  it('offers the tags of the configured vocabulary', async () => {
    const tags = [
      { id: 'general', name: 'General', description: 'Anything.', keywords: [] },
      { id: 'queues', name: 'Queues', description: 'What waits in line.', keywords: ['queue', 'lock', 'consumer'] },
    ];
    const file = await write('tags.json', { tags });
    await using upshot = await composed({ UPSHOT_VOCABULARY: file });
    const { entry } = await upshot.summariser.summarise(input, signal);
    expect(entry.summary.tags).toEqual(['queues']);
    const refused = upshot.summariser.summarise({ ...input, tags: ['sre'] }, signal);
    await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining('general, queues') });
  });

  it.each([
    [{ UPSHOT_PROVIDER: 'mock', UPSHOT_SCENARIO: 'missing.yaml' }, 'missing.yaml'],
    [{ UPSHOT_VOCABULARY: 'missing.json' }, 'missing.json'],
    [{ UPSHOT_PROVIDER: 'mock', UPSHOT_PRICES: 'missing.json' }, 'missing.json'],
  ])('refuses %o, naming the file', async (variables, name) => {
    await expect(composed(variables as Record<string, string>)).rejects.toThrow(name);
  });
});

const writeScenario = (scenario: object) => write('scenario.json', scenario);

async function write(name: string, value: unknown): Promise<string> {
  const file = join(folder.path, name);
  await writeFile(file, JSON.stringify(value));
  return file;
}
