import { resolve } from 'node:path';
import { z } from 'zod';
import { parseDuration } from './duration.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { AppError } from './errors.ts';
import { contextLimits, type ProviderConfig, readProviders } from './provider-config.ts';

const text = z.string().min(1);
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));

/**
 * Every variable that Upshot reads, in the order of `.env.example` and of the README's table, which tests hold against
 * it. Meta: `description` for both, `default` as one would write it, `secret` for what is never printed.
 */
const variables = {
  HOST: text
    .default('127.0.0.1')
    .meta({ description: 'Address to listen on. Anything but loopback needs `UPSHOT_API_KEYS`.' }),
  PORT: wholeNumber(0, 65_535).prefault('3000').meta({ description: 'Port to listen on; 0 picks a free one.' }),
  DATABASE_URL: text.optional().meta({ description: 'Where entries are kept: unset, or `sqlite:<file>`.' }),
  UPSHOT_DATA_DIR: text
    .default('./data')
    .meta({ description: 'Folder of the SQLite file when `DATABASE_URL` is unset.' }),
  UPSHOT_PROVIDER: text.optional().meta({
    description:
      'Who writes drafts: `openai`, `openai@name`, `mock`, `extractive`, or a comma list in the order of failover. Unset: `openai` when a key or base URL is set, else `extractive`.',
  }),
  OPENAI_API_KEY: text.optional().meta({ description: 'Key of the OpenAI API or a compatible server.', secret: true }),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .optional()
    .meta({ description: 'Address of a compatible server, for example `http://127.0.0.1:11434/v1` for Ollama.' }),
  UPSHOT_MODEL: text.default('gpt-5-mini').meta({ description: 'Model to ask.' }),
  UPSHOT_CONTEXT_TOKENS: wholeNumber(contextLimits.min, contextLimits.max).optional().meta({
    description:
      'How many tokens the model takes at once, prompt and answer; a longer article is drafted in parts. At least 2,048. Unset: by the name of the model, 8,192 for an unknown one.',
  }),
  UPSHOT_SCENARIO: text.optional().meta({ description: 'Scenario file of the `mock` provider (YAML or JSON).' }),
  UPSHOT_SCENARIO_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters without a space')
    .optional()
    .meta({ description: 'Sent to models as `x-upshot-scenario`: picks the rules of a mock that have this key.' }),
  UPSHOT_RECORD: text
    .optional()
    .meta({ description: 'Folder in which every exchange with a model is kept, to be replayed.' }),
  UPSHOT_REPLAY: text
    .optional()
    .meta({ description: 'Folder of such recordings to answer from; no server is asked and no key is needed.' }),
  UPSHOT_PRICES: text.optional().meta({ description: 'Price file used instead of the built-in one.' }),
  UPSHOT_VOCABULARY: text.optional().meta({ description: 'Tag vocabulary used instead of the built-in one.' }),
  UPSHOT_MAX_REPAIRS: wholeNumber(0, 10)
    .prefault('2')
    .meta({ description: 'How often a draft that breaks the rules, or that the article contradicts, is sent back.' }),
  UPSHOT_GROUNDING: z.enum(['review', 'strict'], { error: 'must be review or strict' }).default('review').meta({
    description:
      'A summary that the article still contradicts after all repairs: `review` keeps it for a person, unpublished; `strict` refuses it.',
  }),
  UPSHOT_TIMEOUT_SECONDS: wholeNumber(1, 3600)
    .prefault('120')
    .meta({ description: 'Longest one article may wait for its summary, retries and repairs included.' }),
  UPSHOT_MAX_CONCURRENCY: wholeNumber(1, 10_000)
    .prefault('64')
    .meta({ description: 'Most calls to one provider at once; after a 429 fewer, until it recovers.' }),
  UPSHOT_WORKERS: wholeNumber(0, 256).prefault('8').meta({
    description: 'How many queued articles the server works on at once; 0 leaves the queue to `upshot worker`.',
  }),
  UPSHOT_RPM: wholeNumber(1, 1_000_000).optional().meta({
    description: 'Calls a minute of one process to one provider, evenly spaced. Unset: as many as it takes.',
  }),
  UPSHOT_TPM: wholeNumber(1, 1_000_000_000).optional().meta({
    description: 'Tokens a minute of one process to one provider, input and output, estimated before each call.',
  }),
  UPSHOT_MAX_COST_USD: z
    .string()
    .regex(/^\d{1,7}(\.\d+)?$/, 'must be an amount in US dollars, such as 2.50')
    .transform(Number)
    .optional()
    .meta({
      description:
        'What all calls of one day (UTC) may cost together, in US dollars, server and command line alike. A call that could go past it is not made. Every model needs a price.',
    }),
  UPSHOT_BREAKER_PERCENT: wholeNumber(1, 100)
    .prefault('40')
    .meta({ description: 'Share of failed calls at which a provider is left alone for a while.' }),
  UPSHOT_BREAKER_CALLS: wholeNumber(1, 100_000)
    .prefault('10')
    .meta({ description: 'Least number of calls for that share to say anything.' }),
  UPSHOT_BREAKER_WINDOW_SECONDS: wholeNumber(1, 3600)
    .prefault('60')
    .meta({ description: 'How far back calls count for it.' }),
  UPSHOT_BREAKER_OPEN_SECONDS: wholeNumber(1, 3600)
    .prefault('30')
    .meta({ description: 'How long a provider is left alone before one call tries it again.' }),
  UPSHOT_FEEDS: text.optional().meta({
    description:
      'Feeds that the server reads: an OPML outline or a file with one address a line, or the address of a feed.',
  }),
  UPSHOT_INGEST_EVERY: text
    .transform((given) => parseDuration(given))
    .pipe(
      z
        .number('must be a length of time such as 30m, 2h or 1d')
        .min(60_000, 'must be at least 1m')
        .max(30 * 86_400_000, 'must be at most 30d'),
    )
    .optional()
    .meta({ description: 'How often it reads them, for example `30m` or `2h`. Unset: never by itself.' }),
  UPSHOT_API_KEYS: text
    .transform((keys) =>
      keys
        .split(',')
        .map((key) => key.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().min(16, 'must hold keys of at least 16 characters')).min(1))
    .optional()
    .meta({
      description:
        'Comma list of bearer keys of at least 16 characters each; when set, writes and unpublished entries need one.',
      secret: true,
    }),
  UPSHOT_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta({ description: 'Address readers use, for absolute links behind a proxy.' }),
  UPSHOT_ALLOW_PRIVATE_FETCH: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0').meta({
    description:
      'With `1`, pages are fetched from private networks and this machine too, for intranets; never from cloud metadata.',
  }),
  UPSHOT_LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], { error: 'must be silent, error, warn, info or debug' })
    .default('info')
    .meta({ description: 'How much the server logs, as JSON lines on stderr.' }),
} as const;

const environmentSchema = z.object(variables);
type Variables = z.infer<typeof environmentSchema>;

/** The setup of one process, read once at its start. Paths are absolute. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseFile: string;
  /** In the order of failover. */
  readonly providers: readonly [ProviderConfig, ...ProviderConfig[]];
  /** Whether a model could be asked, whoever writes the drafts. */
  readonly modelAtHand: boolean;
  /** Of every model that has none of its own in `providers`. */
  readonly contextTokens: number | undefined;
  readonly scenarioFile: string | undefined;
  readonly scenarioKey: string | undefined;
  readonly recordFolder: string | undefined;
  readonly replayFolder: string | undefined;
  readonly maxConcurrency: number;
  /** How many jobs of the queue are worked on at once. */
  readonly queueWorkers: number;
  /** Calls and tokens a minute to one provider. */
  readonly pace: { readonly rpm: number | undefined; readonly tpm: number | undefined };
  readonly dailyMaxCostUsd: number | undefined;
  readonly breaker: {
    /** From 0 to 1. */
    readonly share: number;
    readonly minCalls: number;
    readonly windowMs: number;
    readonly openMs: number;
  };
  readonly pricesFile: string | undefined;
  readonly vocabularyFile: string | undefined;
  readonly maxRepairs: number;
  readonly grounding: Variables['UPSHOT_GROUNDING'];
  readonly timeoutMs: number;
  /** File or address that names the feeds; files as absolute paths. */
  readonly feeds: string | undefined;
  /** Undefined: feeds are not read by themselves. */
  readonly ingestEveryMs: number | undefined;
  /** Empty: nobody is asked for a key. */
  readonly apiKeys: readonly string[];
  readonly publicUrl: string | undefined;
  /** Whether pages of private networks and of this machine may be fetched. */
  readonly allowPrivateFetch: boolean;
  readonly logLevel: Variables['UPSHOT_LOG_LEVEL'];
}

export interface ConfigVariable {
  readonly name: keyof Variables;
  readonly description: string;
  /** As one would write it; undefined when there is none. */
  readonly default: string | undefined;
  readonly secret: boolean;
}

export const configVariables: readonly ConfigVariable[] = Object.entries(variables).map(([name, schema]) => {
  const meta = schema.meta() ?? {};
  const { def } = schema as unknown as { def: { defaultValue?: unknown } };
  return {
    name: name as keyof Variables,
    description: String(meta.description),
    default: def.defaultValue === undefined ? undefined : String(def.defaultValue),
    secret: meta.secret === true,
  };
});

/**
 * Reads the setup from the environment and from `.env` in `cwd`; the environment wins, and an empty value is no value.
 *
 * @throws {AppError} `bad-config`, exit code 2, naming every wrong variable at once.
 */
export function loadConfig(environment: Environment, cwd: string): Config {
  const given = readEnvironment(environment, cwd);
  const parsed = environmentSchema.safeParse(
    Object.fromEntries(Array.from(given, ([name, { value }]) => [name, value])),
  );
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
    throw badConfig([...new Set(faults)].join('; '));
  }
  const env = parsed.data;
  const inCwd = (file: string | undefined) => (file === undefined ? undefined : resolve(cwd, file));
  const config: Config = {
    host: env.HOST,
    port: env.PORT,
    databaseFile: databaseFile(env, cwd),
    providers: providersOf(env, (name) => given.get(name)?.value),
    modelAtHand: modelAtHand(env),
    contextTokens: env.UPSHOT_CONTEXT_TOKENS,
    scenarioFile: inCwd(env.UPSHOT_SCENARIO),
    scenarioKey: env.UPSHOT_SCENARIO_KEY,
    recordFolder: inCwd(env.UPSHOT_RECORD),
    replayFolder: inCwd(env.UPSHOT_REPLAY),
    maxConcurrency: env.UPSHOT_MAX_CONCURRENCY,
    queueWorkers: env.UPSHOT_WORKERS,
    pace: { rpm: env.UPSHOT_RPM, tpm: env.UPSHOT_TPM },
    dailyMaxCostUsd: env.UPSHOT_MAX_COST_USD,
    breaker: {
      share: env.UPSHOT_BREAKER_PERCENT / 100,
      minCalls: env.UPSHOT_BREAKER_CALLS,
      windowMs: env.UPSHOT_BREAKER_WINDOW_SECONDS * 1000,
      openMs: env.UPSHOT_BREAKER_OPEN_SECONDS * 1000,
    },
    pricesFile: inCwd(env.UPSHOT_PRICES),
    vocabularyFile: inCwd(env.UPSHOT_VOCABULARY),
    maxRepairs: env.UPSHOT_MAX_REPAIRS,
    grounding: env.UPSHOT_GROUNDING,
    timeoutMs: env.UPSHOT_TIMEOUT_SECONDS * 1000,
    feeds: /^https?:/i.test(env.UPSHOT_FEEDS ?? '') ? env.UPSHOT_FEEDS : inCwd(env.UPSHOT_FEEDS),
    ingestEveryMs: env.UPSHOT_INGEST_EVERY,
    apiKeys: env.UPSHOT_API_KEYS ?? [],
    publicUrl: env.UPSHOT_PUBLIC_URL,
    allowPrivateFetch: env.UPSHOT_ALLOW_PRIVATE_FETCH === '1',
    logLevel: env.UPSHOT_LOG_LEVEL,
  };
  if (config.recordFolder !== undefined && config.replayFolder !== undefined) {
    throw badConfig('UPSHOT_RECORD and UPSHOT_REPLAY are both set; unset one');
  }
  if (config.ingestEveryMs !== undefined && config.feeds === undefined) {
    throw badConfig('UPSHOT_INGEST_EVERY is set, but UPSHOT_FEEDS does not say which feeds to read');
  }
  return config;
}

function modelAtHand(env: Variables): boolean {
  return Boolean(env.OPENAI_API_KEY || env.OPENAI_BASE_URL || env.UPSHOT_REPLAY);
}

function providersOf(env: Variables, given: (name: string) => string | undefined): Config['providers'] {
  const list = env.UPSHOT_PROVIDER ?? (modelAtHand(env) ? 'openai' : 'extractive');
  try {
    return readProviders(list, given, env.UPSHOT_REPLAY !== undefined);
  } catch (error) {
    throw badConfig(error instanceof Error ? error.message : String(error));
  }
}

function databaseFile(env: Variables, cwd: string): string {
  const url = env.DATABASE_URL;
  if (url === undefined) return resolve(cwd, env.UPSHOT_DATA_DIR, 'upshot.db');
  const file = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (file === undefined) {
    throw badConfig('DATABASE_URL must be sqlite:<file>; no other database can be used in this version');
  }
  return resolve(cwd, file);
}

function badConfig(problems: string): AppError {
  return new AppError(`The configuration cannot be used: ${problems}`, {
    code: 'bad-config',
    status: 500,
    exitCode: 2,
    hint: 'Mend it where it is set: an option, the environment or .env; `upshot doctor` shows what is in force.',
  });
}
