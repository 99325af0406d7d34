import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/cli/diagnose.ts';
import { configVariables } from '../../src/config.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type RunOptions, runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

const KEY = 'sk-abcdefghijklmnopqrstuvwxyz0123';

async function doctor(options: Partial<RunOptions> = {}, args: string[] = []) {
  const { code, stdout, stderr } = await runUpshot(['doctor', '--json', ...args], { cwd, env: {}, ...options });
  expect(stderr).toBe('');
  expect(code).toBe(JSON.parse(stdout).ok ? 0 : 1);
  return JSON.parse(stdout) as Diagnosis;
}
const pingOf = ({ providers }: Diagnosis) => providers?.[0]?.ping;
const problemsOf = ({ problems }: Diagnosis) => problems.map(({ what }) => what);

describe('doctor', () => {
  it('finds nothing wrong with a fresh start, makes nothing, and says how to get a model', async () => {
    const diagnosis = await doctor();
    expect(diagnosis).toMatchObject({
      ok: true,
      node: '24.0.0',
      providers: [{ name: 'extractive', model: null, server: null, price: null, ping: null }],
      database: { file: 'data/upshot.db', exists: false },
      tags: 10,
      problems: [],
      notes: [{ what: 'No model is asked', hint: expect.stringContaining('OPENAI_API_KEY') }],
    });
    expect(diagnosis.variables.map(({ name }) => name)).toEqual(configVariables.map(({ name }) => name));
    expect((await doctor()).database?.exists).toBe(false);
  });

  it('says where each value comes from and masks secrets wherever they stand', async () => {
    writeFileSync(join(cwd, '.env'), `UPSHOT_API_KEYS=${KEY}, second-key-0123456789\nPORT=4000\nHOST=::1\n`);
    const env = { OPENAI_API_KEY: KEY, PORT: '5000', HOST: ' ', OPENAI_BASE_URL: 'http://user:hunter2@127.0.0.1:1/v1' };
    const { variables, providers } = await doctor({ env });
    const shown = Object.fromEntries(variables.map(({ name, value, from }) => [name, `${value} (${from})`]));
    expect(shown).toMatchObject({
      HOST: '::1 (.env)',
      PORT: '5000 (environment)',
      OPENAI_API_KEY: '****0123 (environment)',
      UPSHOT_API_KEYS: '****0123, ****6789 (.env)',
      UPSHOT_MODEL: 'gpt-5-mini (default)',
      UPSHOT_SCENARIO: 'null (default)',
    });
    expect(providers).toMatchObject([{ name: 'openai', model: 'gpt-5-mini', server: 'http://****@127.0.0.1:1/v1' }]);
    for (const args of [['--json'], []]) {
      const { stdout } = await runUpshot(['doctor', ...args], { cwd, env });
      expect(stdout).not.toMatch(/hunter2|abcdefgh|second-key/);
    }
  });

  it('shows every provider in the order of failover, with its variables', async () => {
    const env = {
      UPSHOT_PROVIDER: 'openai@primary,openai@backup,extractive',
      UPSHOT_OPENAI_PRIMARY_API_KEY: KEY,
      UPSHOT_OPENAI_BACKUP_BASE_URL: 'http://user:hunter2@127.0.0.1:9/v1',
      UPSHOT_OPENAI_BACKUP_MODEL: 'llama3.2',
    };
    const { ok, providers, variables } = await doctor({ env });
    expect(ok).toBe(true);
    expect(providers).toMatchObject([
      { name: 'openai@primary', model: 'gpt-5-mini', server: 'https://api.openai.com/v1', price: { input: 0.25 } },
      { name: 'openai@backup', model: 'llama3.2', server: 'http://****@127.0.0.1:9/v1', price: null },
      { name: 'extractive', model: null },
    ]);
    expect(variables.slice(configVariables.length)).toEqual([
      { name: 'UPSHOT_OPENAI_BACKUP_BASE_URL', value: 'http://****@127.0.0.1:9/v1', from: 'environment' },
      { name: 'UPSHOT_OPENAI_BACKUP_MODEL', value: 'llama3.2', from: 'environment' },
      { name: 'UPSHOT_OPENAI_PRIMARY_API_KEY', value: '****0123', from: 'environment' },
    ]);
    const { stdout } = await runUpshot(['doctor'], { cwd, env });
    expect(stdout).toMatch(
      /Provider +openai@primary gpt-5-mini at https.*\n.*Price .*\n +then +openai@backup llama3\.2 at/,
    );
  });

  it('says that answers are replayed, and looks at the recordings', async () => {
    const recordings = fileURLToPath(new URL('../fixtures/recordings', import.meta.url));
    const { ok, notes } = await doctor({ env: { UPSHOT_REPLAY: recordings, UPSHOT_MODEL: 'mock' } }, ['--ping']);
    expect(ok).toBe(true);
    expect(notes.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^Models are not asked: recorded/));
    expect(problemsOf(await doctor({ env: { UPSHOT_REPLAY: 'nothing-here' } }))).toEqual([
      expect.stringMatching(/^The folder of UPSHOT_REPLAY is not there/),
    ]);
  });

  it('points at variables of a provider that is not asked', async () => {
    const { ok, notes } = await doctor({ env: { OPENAI_API_KEY: KEY, UPSHOT_OPENAI_BACKUP_MODEL: 'llama3.2' } });
    expect(ok).toBe(true);
    expect(notes.map(({ what }) => what)).toEqual([expect.stringMatching(/^UPSHOT_OPENAI_BACKUP_MODEL is set, but/)]);
  });

  it('counts what the database holds', async () => {
    await runUpshot(['summarise', '-'], { cwd, stdin: '# One' });
    expect((await doctor()).database).toEqual({ file: 'data/upshot.db', exists: true, published: 1, needsReview: 0 });
  });

  it('knows the price of a model, and says when it does not', async () => {
    const { providers: known } = await doctor({ env: { OPENAI_API_KEY: KEY } });
    expect(known).toMatchObject([{ price: { input: 0.25, output: 2 } }]);
    const { ok, providers, notes } = await doctor({ env: { OPENAI_API_KEY: KEY, UPSHOT_MODEL: 'own-model' } });
    expect({ ok, providers }).toMatchObject({ ok: true, providers: [{ price: null }] });
    expect(notes).toMatchObject([{ what: 'The price of own-model is not known: entries will have no cost' }]);
  });

  it('survives a bad configuration and shows all of it', async () => {
    const diagnosis = await doctor({ env: { PORT: 'x', UPSHOT_MAX_REPAIRS: '-1' } });
    expect(problemsOf(diagnosis)).toEqual([expect.stringMatching(/PORT must be a whole number; UPSHOT_MAX_REPAIRS/)]);
    expect(diagnosis).toMatchObject({ providers: null, database: null, tags: null });
    expect(diagnosis.variables).toContainEqual({ name: 'PORT', value: 'x', from: 'environment' });
  });

  it.each([
    ['a vocabulary that is not there', { UPSHOT_VOCABULARY: 'tags.json' }, /tag vocabulary cannot be used/],
    ['prices that are not there', { OPENAI_API_KEY: KEY, UPSHOT_PRICES: 'prices.json' }, /prices cannot be used/],
    [
      'a scenario that is not there',
      { UPSHOT_PROVIDER: 'mock', UPSHOT_SCENARIO: 'slow.yaml' },
      /scenario.*slow\.yaml/i,
    ],
    ['a host others can reach, without keys', { HOST: '0.0.0.0' }, /others can reach.*UPSHOT_API_KEYS is not set/],
    ['openai without a key', { UPSHOT_PROVIDER: 'openai' }, /neither OPENAI_API_KEY nor OPENAI_BASE_URL/],
  ])('finds %s', async (_, env, what) => {
    expect(problemsOf(await doctor({ env }))).toEqual([expect.stringMatching(what)]);
  });

  it('finds a folder that stands where the database should be', async () => {
    mkdirSync(join(cwd, 'data', 'upshot.db'), { recursive: true });
    const { problems } = await doctor();
    expect(problems).toHaveLength(1);
  });

  it('finds a file that is no database', async () => {
    mkdirSync(join(cwd, 'data'));
    writeFileSync(join(cwd, 'data', 'upshot.db'), 'x'.repeat(4096));
    expect((await doctor()).problems).toHaveLength(1);
  });

  it('finds a file that stands where the folder should be', async () => {
    writeFileSync(join(cwd, 'data'), '');
    expect(problemsOf(await doctor())).toEqual([
      expect.stringMatching(/cannot be made: .*data is no folder that may be/),
    ]);
  });

  it('points at variables that look misspelt, in the environment and in .env', async () => {
    writeFileSync(join(cwd, '.env'), 'UPSHOT_MODLE=x\n');
    const { ok, notes } = await doctor({ env: { UPSHOT_PROVIDR: 'openai' } });
    expect(ok).toBe(true);
    expect(notes.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^UPSHOT_MODLE is set/),
      expect.stringMatching(/^UPSHOT_PROVIDR is set/),
      'No model is asked',
    ]);
  });

  it('is pleasant to read', async () => {
    const { code, stdout } = await runUpshot(['doctor'], { cwd, terminal: 80, env: { NO_COLOR: '1', PORT: '4000' } });
    expect(code).toBe(0);
    expect(stdout.replace(/^Upshot .*/, 'Upshot 1.2.3')).toMatchInlineSnapshot(`
      "Upshot 1.2.3
        Node                           24.0.0
        Provider                       extractive
        Entries                        data/upshot.db, made when first used
        Spent today                    $0.00, no limit is set (the day is that of UTC)
        Tags                           10

      Variables
        HOST                           127.0.0.1
        PORT                           4000  from environment
        DATABASE_URL                   (not set)
        UPSHOT_DATA_DIR                ./data
        UPSHOT_PROVIDER                (not set)
        OPENAI_API_KEY                 (not set)
        OPENAI_BASE_URL                (not set)
        UPSHOT_MODEL                   gpt-5-mini
        UPSHOT_CONTEXT_TOKENS          (not set)
        UPSHOT_SCENARIO                (not set)
        UPSHOT_SCENARIO_KEY            (not set)
        UPSHOT_RECORD                  (not set)
        UPSHOT_REPLAY                  (not set)
        UPSHOT_PRICES                  (not set)
        UPSHOT_VOCABULARY              (not set)
        UPSHOT_MAX_REPAIRS             2
        UPSHOT_GROUNDING               review
        UPSHOT_TIMEOUT_SECONDS         120
        UPSHOT_MAX_CONCURRENCY         64
        UPSHOT_WORKERS                 8
        UPSHOT_RPM                     (not set)
        UPSHOT_TPM                     (not set)
        UPSHOT_MAX_COST_USD            (not set)
        UPSHOT_BREAKER_PERCENT         40
        UPSHOT_BREAKER_CALLS           10
        UPSHOT_BREAKER_WINDOW_SECONDS  60
        UPSHOT_BREAKER_OPEN_SECONDS    30
        UPSHOT_FEEDS                   (not set)
        UPSHOT_INGEST_EVERY            (not set)
        UPSHOT_API_KEYS                (not set)
        UPSHOT_PUBLIC_URL              (not set)
        UPSHOT_ALLOW_PRIVATE_FETCH     0
        UPSHOT_LOG_LEVEL               info

      • No model is asked.
        For summaries by a model: set OPENAI_API_KEY, or OPENAI_BASE_URL and
        UPSHOT_MODEL for a compatible server (Ollama: http://127.0.0.1:11434/v1), in
        the environment or in .env, and start again.
      ✓ Nothing is wrong.
      "
    `);
  });
});

describe('doctor --ping', () => {
  const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1/', UPSHOT_MODEL: 'gpt-5-mini' };
  const answer =
    (status: number, body: unknown): typeof fetch =>
    async (url, init) => {
      expect(url).toBe('http://127.0.0.1:9/v1/models');
      expect(init?.headers).toEqual({ authorization: `Bearer ${KEY}` });
      return new Response(JSON.stringify(body), { status });
    };

  it('asks nobody without it, and ends by saying so', async () => {
    expect(pingOf(await doctor({ env }))).toBeNull();
    const { stdout } = await runUpshot(['doctor'], { cwd, env });
    expect(stdout).toMatch(/Nothing is wrong\..*\nThe server was not asked: `upshot doctor --ping` asks it .*\n$/);
  });

  it.each([
    ['it was asked', ['--ping'], env],
    ['there is none', [], {}],
  ])('says nothing of the kind when %s', async (_what, args, set) => {
    const fetch = answer(200, { data: [{ id: 'gpt-5-mini' }] });
    const { stdout } = await runUpshot(['doctor', ...args], { cwd, env: set, fetch });
    expect(stdout).toMatch(/Nothing is wrong\.\n$/);
  });

  it('is told of in the help', async () => {
    expect((await runUpshot(['doctor', '--help'], { cwd })).stdout).toMatch(/Without --ping no server is asked/);
  });

  it('says that the server answers and has the model', async () => {
    const found = await doctor({ env, fetch: answer(200, { data: [{ id: 'gpt-5-mini' }] }) }, ['--ping']);
    expect({ ok: found.ok, ping: pingOf(found) }).toEqual({ ok: true, ping: 'the server answers and has gpt-5-mini' });
  });

  it.each([
    [
      'another model',
      answer(200, { data: [{ id: 'llama3' }] }),
      /does not have the model gpt-5-mini/,
      /Set UPSHOT_MODEL.*llama3/,
    ],
    ['a refused key', answer(401, {}), /refuses the key \(401\)/, /OPENAI_API_KEY/],
    ['a wrong address', answer(404, {}), /answers 404/, /OPENAI_BASE_URL/],
    ['no answer', () => Promise.reject(new Error('ECONNREFUSED')), /does not answer/, /Check the address/],
  ] as [string, typeof fetch, RegExp, RegExp][])('finds %s', async (_, fetch, what, hint) => {
    const { problems } = await doctor({ env, fetch }, ['--ping']);
    expect(problems).toEqual([{ what: expect.stringMatching(what), hint: expect.stringMatching(hint) }]);
  });

  it('names the server, not a variable that is not set, when no address was given', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    const { problems } = await doctor({ env: { OPENAI_API_KEY: 'sk-1' }, fetch }, ['--ping']);
    expect(problems).toEqual([
      { what: expect.stringMatching(/^api\.openai\.com does not/), hint: expect.stringContaining('OPENAI_BASE_URL') },
    ]);
  });

  it('asks a server whose address has a password, and shows none of it', async () => {
    const asked: unknown[] = [];
    const fetch = (async (url: string, init: RequestInit) => {
      asked.push(url, init.headers);
      throw new TypeError('fetch failed');
    }) as typeof globalThis.fetch;
    const found = await doctor({ env: { OPENAI_BASE_URL: 'http://user:hunter2@127.0.0.1:9/v1' }, fetch }, ['--ping']);
    expect(asked).toEqual([
      'http://127.0.0.1:9/v1/models',
      { authorization: `Basic ${Buffer.from('user:hunter2').toString('base64')}` },
    ]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it('is content with a server that does not list models', async () => {
    const found = await doctor({ env, fetch: answer(200, 'fine') }, ['--ping']);
    expect({ ok: found.ok, ping: pingOf(found) }).toEqual({
      ok: true,
      ping: 'the server answers, but does not list its models',
    });
  });
});
