import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configVariables, loadConfig } from '../src/config.ts';
import { maskSecret } from '../src/mask-secret.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'upshot-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

describe('loadConfig', () => {
  it('needs nothing: loopback, a SQLite file under ./data, the offline provider', () => {
    expect(loadConfig({}, cwd)).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      databaseFile: join(cwd, 'data', 'upshot.db'),
      providers: [{ kind: 'extractive', name: 'extractive' }],
      maxConcurrency: 64,
      breaker: { share: 0.4, minCalls: 10, windowMs: 60_000, openMs: 30_000 },
      maxRepairs: 2,
      timeoutMs: 120_000,
      feeds: undefined,
      ingestEveryMs: undefined,
      apiKeys: [],
    });
  });

  it.each([
    [{ OPENAI_API_KEY: 'sk-1' }, 'openai'],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }, 'openai'],
    [{ OPENAI_API_KEY: 'sk-1', UPSHOT_PROVIDER: 'extractive' }, 'extractive'],
    [{ UPSHOT_PROVIDER: 'mock' }, 'mock'],
    [{ OPENAI_API_KEY: '  ' }, 'extractive'],
    [{ UPSHOT_REPLAY: 'recordings' }, 'openai'],
    [{ OPENAI_API_KEY: 'sk-1', UPSHOT_PROVIDER: 'openai, extractive' }, 'openai then extractive'],
  ])('picks the provider from %o: %s', (environment, provider) => {
    const names = loadConfig(environment, cwd).providers.map(({ name }) => name);
    expect(names.join(' then ')).toBe(provider);
  });

  it('reads the variables of each named provider, and gives it the model of all when it has none', () => {
    const { providers } = loadConfig(
      {
        UPSHOT_PROVIDER: 'openai@primary,openai@on-call,extractive',
        UPSHOT_OPENAI_PRIMARY_API_KEY: 'sk-primary',
        UPSHOT_OPENAI_ON_CALL_BASE_URL: 'http://127.0.0.1:11434/v1',
        UPSHOT_OPENAI_ON_CALL_MODEL: 'llama3.2',
        OPENAI_API_KEY: 'sk-nobody-s',
        UPSHOT_MODEL: 'gpt-5',
      },
      cwd,
    );
    expect(providers).toMatchObject([
      { name: 'openai@primary', server: { apiKey: 'sk-primary', baseUrl: undefined, model: 'gpt-5' } },
      {
        name: 'openai@on-call',
        server: { apiKey: undefined, baseUrl: 'http://127.0.0.1:11434/v1', model: 'llama3.2' },
      },
      { kind: 'extractive' },
    ]);
  });

  it('reads .env, lets the environment win and takes an empty value for none', () => {
    writeFileSync(join(cwd, '.env'), 'PORT=4000\nUPSHOT_MODEL=from-file\nOPENAI_API_KEY=\n');
    expect(loadConfig({ UPSHOT_MODEL: 'from-environment', PORT: '' }, cwd)).toMatchObject({
      port: 4000,
      providers: [{ name: 'extractive' }],
    });
    const asked = loadConfig({ UPSHOT_MODEL: 'from-environment', OPENAI_API_KEY: 'sk-1' }, cwd).providers;
    expect(asked).toMatchObject([{ server: { model: 'from-environment' } }]);
  });

  it('reads the context of all models, and of a named provider its own', () => {
    const { contextTokens, providers } = loadConfig(
      {
        UPSHOT_PROVIDER: 'openai@primary,openai@on-call',
        UPSHOT_OPENAI_PRIMARY_API_KEY: 'sk-primary',
        UPSHOT_OPENAI_ON_CALL_BASE_URL: 'http://127.0.0.1:11434/v1',
        UPSHOT_OPENAI_ON_CALL_CONTEXT_TOKENS: '4096',
        UPSHOT_CONTEXT_TOKENS: '32000',
      },
      cwd,
    );
    expect(contextTokens).toBe(32_000);
    expect(providers).toMatchObject([{ server: { contextTokens: undefined } }, { server: { contextTokens: 4096 } }]);
  });

  it.each([
    [{ PORT: '70000' }, 'PORT must be at most 65535'],
    [{ PORT: 'http' }, 'PORT must be a whole number'],
    [{ UPSHOT_PROVIDER: 'opnai' }, 'or a comma list of them; opnai is none of them'],
    [{ UPSHOT_PROVIDER: 'mock,' }, 'or a comma list of them; nothing is none of them'],
    [{ UPSHOT_PROVIDER: 'openai@Primary' }, 'openai@Primary is none of them'],
    [{ UPSHOT_PROVIDER: 'mock,extractive,mock' }, 'UPSHOT_PROVIDER names mock twice'],
    [{ UPSHOT_PROVIDER: 'extractive,mock' }, 'must name extractive last'],
    [
      { UPSHOT_PROVIDER: 'openai@backup', OPENAI_API_KEY: 'sk-1' },
      'names openai@backup, but neither UPSHOT_OPENAI_BACKUP_API_KEY nor UPSHOT_OPENAI_BACKUP_BASE_URL is set',
    ],
    [
      { UPSHOT_PROVIDER: 'openai@backup', UPSHOT_OPENAI_BACKUP_BASE_URL: 'localhost:1' },
      'UPSHOT_OPENAI_BACKUP_BASE_URL must be an http or https address',
    ],
    [{ UPSHOT_CONTEXT_TOKENS: '8k' }, 'UPSHOT_CONTEXT_TOKENS must be a whole number'],
    [{ UPSHOT_CONTEXT_TOKENS: '512' }, 'UPSHOT_CONTEXT_TOKENS must be at least 2048'],
    [
      {
        UPSHOT_PROVIDER: 'openai@backup',
        UPSHOT_OPENAI_BACKUP_API_KEY: 'sk-1',
        UPSHOT_OPENAI_BACKUP_CONTEXT_TOKENS: '1e4',
      },
      'UPSHOT_OPENAI_BACKUP_CONTEXT_TOKENS must be a whole number from 2048 to',
    ],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1?key=secret' }, 'OPENAI_BASE_URL must have no query'],
    [{ OPENAI_API_KEY: 'sk-first\nsecond' }, 'OPENAI_API_KEY has a character that no key has'],
    [{ OPENAI_API_KEY: '“sk-1”' }, 'OPENAI_API_KEY has a character that no key has'],
    [{ UPSHOT_RECORD: 'a', UPSHOT_REPLAY: 'b' }, 'UPSHOT_RECORD and UPSHOT_REPLAY are both set'],
    [{ UPSHOT_BREAKER_PERCENT: '0' }, 'UPSHOT_BREAKER_PERCENT must be at least 1'],
    [{ UPSHOT_API_KEYS: 'short,too' }, /: UPSHOT_API_KEYS must hold keys of at least 16 characters$/],
    [{ OPENAI_BASE_URL: 'localhost' }, 'OPENAI_BASE_URL must be an http or https address'],
    [{ UPSHOT_PROVIDER: 'openai' }, 'neither OPENAI_API_KEY nor OPENAI_BASE_URL is set'],
    [{ DATABASE_URL: 'postgres://db/upshot' }, 'DATABASE_URL must be sqlite:<file>'],
  ])('refuses %o, saying why', (environment, message) => {
    expect(() => loadConfig(environment, cwd)).toThrow(message);
    expect(() => loadConfig(environment, cwd)).toThrow(expect.objectContaining({ code: 'bad-config', exitCode: 2 }));
  });

  it('reads which feeds to read, and how often', () => {
    const feeds = { UPSHOT_FEEDS: 'feeds.opml', UPSHOT_INGEST_EVERY: '30m' };
    expect(loadConfig(feeds, cwd)).toMatchObject({ feeds: join(cwd, 'feeds.opml'), ingestEveryMs: 1_800_000 });
    expect(loadConfig({ UPSHOT_FEEDS: 'https://a.example/feed' }, cwd).feeds).toBe('https://a.example/feed');
    for (const [every, problem] of [
      ['soon', /UPSHOT_INGEST_EVERY must be a length of time such as 30m/],
      ['10s', /UPSHOT_INGEST_EVERY must be at least 1m/],
    ] as const) {
      expect(() => loadConfig({ ...feeds, UPSHOT_INGEST_EVERY: every }, cwd)).toThrow(problem);
    }
    expect(() => loadConfig({ UPSHOT_INGEST_EVERY: '1h' }, cwd)).toThrow(/UPSHOT_FEEDS does not say which feeds/);
  });

  it('names every wrong variable at once and never prints a secret', () => {
    const wrong = { PORT: 'x', UPSHOT_MAX_REPAIRS: '-1', UPSHOT_API_KEYS: 'hunter2' };
    expect(() => loadConfig(wrong, cwd)).toThrow(/PORT.*UPSHOT_MAX_REPAIRS.*UPSHOT_API_KEYS/);
    expect(() => loadConfig(wrong, cwd)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it.each([
    ['sqlite:/var/lib/upshot.db', '/var/lib/upshot.db'],
    ['sqlite:///var/lib/upshot.db', '/var/lib/upshot.db'],
  ])('opens the file of %s', (url, file) => {
    expect(loadConfig({ DATABASE_URL: url }, cwd).databaseFile).toBe(file);
  });
});

describe('the papers', () => {
  const root = new URL('..', import.meta.url);

  it('.env.example has every variable, in order, with its description and default', () => {
    const wanted = configVariables.map(
      ({ name, description, default: value }) => `# ${description}\n# ${name}=${value ?? ''}\n`,
    );
    const text = readFileSync(new URL('.env.example', root), 'utf8');
    expect(text.slice(text.indexOf('\n\n') + 2)).toBe(wanted.join('\n'));
  });

  it("the README's table has every variable, in order, with its default and description", () => {
    const rows = configVariables.map(
      ({ name, description, default: value }) => `| \`${name}\` | ${value ? `\`${value}\`` : ''} | ${description} |`,
    );
    const readme = readFileSync(new URL('README.md', root), 'utf8');
    expect(readme.match(/^\| `[A-Z_]+` \|.*$/gm)).toEqual(rows);
  });
});

describe('maskSecret', () => {
  it('shows at most the last four characters and nothing of a short one', () => {
    expect(maskSecret('sk-abcdefghijklmnopqrstuvwxyz')).toBe('****wxyz');
    expect(maskSecret('abcd')).toBe('****');
  });
});
